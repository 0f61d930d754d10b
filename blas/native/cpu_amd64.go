package native

import "github.com/klauspost/cpuid/v2"

// zen5 reports whether this is a processor of AMD's that OpenBLAS 0.3.34, BLIS 2.1 and all before don't know, and which
// has the AVX-512 of their kernels for Intel's. (Those before it they know: on a Zen 4, whose units are half as wide,
// BLIS's own choice is the better one.)
func zen5() bool {
	const family = 0x1a
	return cpuid.CPU.VendorID == cpuid.AMD && cpuid.CPU.Family >= family &&
		cpuid.CPU.Supports(cpuid.AVX512F, cpuid.AVX512BW, cpuid.AVX512CD, cpuid.AVX512DQ, cpuid.AVX512VL)
}
