//go:build (!amd64 && !arm64) || noasm

package kernels

func cpuLevels() []Level { return []Level{Portable} }
