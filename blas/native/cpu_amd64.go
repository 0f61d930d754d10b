package native

import "github.com/klauspost/cpuid/v2"

// misjudged reports whether this is a processor that OpenBLAS and BLIS may not know, and for which their AVX-512 kernels
// (SkylakeX, skx) are the right ones:
//
//   - AMD's Zen 5 and later. (Those before it they know: on a Zen 4, whose units are half as wide, BLIS's own choice is
//     the better one.)
//   - Intel's servers from Sapphire Rapids on, which AMX tells: OpenBLAS 0.3.21 takes the later ones of them for a Pentium 4
//     (Prescott), BLIS 2.1 for a Haswell where a virtual machine gives no full name of the processor.
func misjudged() bool {
	const zen5 = 0x1a
	c := &cpuid.CPU
	return c.Supports(cpuid.AVX512F, cpuid.AVX512BW, cpuid.AVX512CD, cpuid.AVX512DQ, cpuid.AVX512VL) &&
		(c.VendorID == cpuid.AMD && c.Family >= zen5 || c.VendorID == cpuid.Intel && c.Supports(cpuid.AMXTILE))
}
