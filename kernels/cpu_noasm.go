//go:build !amd64 || noasm

package kernels

func cpuLevels() []Level { return []Level{Portable} }
