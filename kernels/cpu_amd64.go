//go:build amd64 && !noasm

package kernels

import "github.com/klauspost/cpuid/v2"

// cpuLevels returns the levels that CPU and operating system support, in
// ascending order. cpuid checks that the system saves the wide registers.
func cpuLevels() []Level {
	levels := []Level{Portable}
	if !cpuid.CPU.Supports(cpuid.AVX, cpuid.AVX2, cpuid.FMA3, cpuid.BMI1, cpuid.BMI2, cpuid.POPCNT) {
		return levels
	}
	levels = append(levels, AVX2)
	if cpuid.CPU.Supports(cpuid.AVX512F, cpuid.AVX512BW, cpuid.AVX512CD, cpuid.AVX512DQ, cpuid.AVX512VL) {
		levels = append(levels, AVX512)
	}
	return levels
}
