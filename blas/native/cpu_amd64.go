package native

import "github.com/klauspost/cpuid/v2"

// wideAMD reports whether this is a processor of AMD with the AVX-512 that OpenBLAS and BLIS have kernels for.
func wideAMD() bool {
	return cpuid.CPU.VendorID == cpuid.AMD &&
		cpuid.CPU.Supports(cpuid.AVX512F, cpuid.AVX512BW, cpuid.AVX512CD, cpuid.AVX512DQ, cpuid.AVX512VL)
}
