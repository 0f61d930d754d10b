//go:build arm64 && !noasm

package kernels

// cpuLevels returns the levels of arm64, where the vector unit is no option.
func cpuLevels() []Level { return []Level{Portable, NEON} }
