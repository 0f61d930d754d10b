package kernels

// Conversions between complex64 and types of 8 bytes, which asm/defs has no lanes
// for: in blocks through float32.

// convertBlock is how many float32 stand on the stack between two conversions.
const convertBlock = 1024

// ToC64F64 sets dst[i] to the real part float32 nearest to x[i], ties to even, and the
// imaginary part +0. The slices have the same length and don't overlap. Misuse
// panics with *LengthError or *OverlapError before any write. The bits are the same
// on all levels.
func ToC64F64(dst []complex64, x []float64) {
	checkApart("ToC64F64", dst, x)
	var parts [convertBlock]float32
	for len(dst) > 0 {
		n := min(len(dst), convertBlock)
		ToF32F64(parts[:n], x[:n])
		ToC64F32(dst[:n], parts[:n])
		dst, x = dst[n:], x[n:]
	}
}

// ToC64I64 sets dst[i] to the real part float32 nearest to x[i], ties to even, and the
// imaginary part +0. The rest is as with ToC64F64.
func ToC64I64(dst []complex64, x []int64) {
	checkApart("ToC64I64", dst, x)
	var parts [convertBlock]float32
	for len(dst) > 0 {
		n := min(len(dst), convertBlock)
		ToF32I64(parts[:n], x[:n])
		ToC64F32(dst[:n], parts[:n])
		dst, x = dst[n:], x[n:]
	}
}

// ToC64U64 sets dst[i] to the real part float32 nearest to x[i], ties to even, and the
// imaginary part +0. The rest is as with ToC64F64.
func ToC64U64(dst []complex64, x []uint64) {
	checkApart("ToC64U64", dst, x)
	var parts [convertBlock]float32
	for len(dst) > 0 {
		n := min(len(dst), convertBlock)
		ToF32U64(parts[:n], x[:n])
		ToC64F32(dst[:n], parts[:n])
		dst, x = dst[n:], x[n:]
	}
}

// ToF64C64 sets dst[i] to the real part of x[i]. The rest is as with ToC64F64.
func ToF64C64(dst []float64, x []complex64) {
	checkApart("ToF64C64", dst, x)
	var parts [convertBlock]float32
	for len(dst) > 0 {
		n := min(len(dst), convertBlock)
		ToF32C64(parts[:n], x[:n])
		ToF64F32(dst[:n], parts[:n])
		dst, x = dst[n:], x[n:]
	}
}

// ToI64C64 sets dst[i] to the real part of x[i] as ToI64F32 does. The rest is as with
// ToC64F64.
func ToI64C64(dst []int64, x []complex64) {
	checkApart("ToI64C64", dst, x)
	var parts [convertBlock]float32
	for len(dst) > 0 {
		n := min(len(dst), convertBlock)
		ToF32C64(parts[:n], x[:n])
		ToI64F32(dst[:n], parts[:n])
		dst, x = dst[n:], x[n:]
	}
}

// ToU64C64 sets dst[i] to the real part of x[i] as ToU64F32 does. The rest is as with
// ToC64F64.
func ToU64C64(dst []uint64, x []complex64) {
	checkApart("ToU64C64", dst, x)
	var parts [convertBlock]float32
	for len(dst) > 0 {
		n := min(len(dst), convertBlock)
		ToF32C64(parts[:n], x[:n])
		ToU64F32(dst[:n], parts[:n])
		dst, x = dst[n:], x[n:]
	}
}
