package kernels

// Kernels on complex numbers that are kernels of floats on the parts, and
// reductions. asm/defs describes the others.

// AddC128 sets dst[i] = x[i] + y[i], part by part. All slices have the length of
// dst; dst may be an input but not overlap one otherwise. Misuse panics with
// *LengthError or *OverlapError before any write. The bits are the same on all
// levels.
func AddC128(dst, x, y []complex128) {
	checkComplex("AddC128", dst, x, y)
	AddF64(parts[float64](dst), parts[float64](x), parts[float64](y))
}

// SubC128 sets dst[i] = x[i] - y[i]; the rest is as with AddC128.
func SubC128(dst, x, y []complex128) {
	checkComplex("SubC128", dst, x, y)
	SubF64(parts[float64](dst), parts[float64](x), parts[float64](y))
}

// NegC128 sets dst[i] = -x[i]; the signs of zeros flip, too. The rest is as with
// AddC128.
func NegC128(dst, x []complex128) {
	checkComplex("NegC128", dst, x, x)
	NegF64(parts[float64](dst), parts[float64](x))
}

// ToC128C64 sets dst[i] to x[i], each part exactly. The slices have the same
// length and don't overlap. Misuse panics with *LengthError or *OverlapError
// before any write.
func ToC128C64(dst []complex128, x []complex64) {
	checkApart("ToC128C64", dst, x)
	ToF64F32(parts[float64](dst), parts[float32](x))
}

// SumC128 returns the sum of x, +0 if x is empty: the parts are summed each for
// itself. Up to 512 elements are summed in 4 vectors of 64 bytes and the sums of
// blocks pairwise, so that the error grows with the logarithm of the length. The
// bits are the same on all levels.
func SumC128(x []complex128) complex128 {
	if len(x) > leaf {
		h := half(len(x))
		return SumC128(x[:h]) + SumC128(x[h:])
	}
	re, im := complexSum(Active(), parts[float64](x))
	return complex(re, im)
}

// ProdC128 returns the product of x, 1 if x is empty, multiplied in the order of
// SumC128 by the formulas of MulC128. Partial products begin at 1, so that zeros
// and infinities may become NaN or change signs as in products with it. The bits
// are the same on all levels.
func ProdC128(x []complex128) complex128 {
	if len(x) > leaf {
		h := half(len(x))
		p, q := ProdC128(x[:h]), ProdC128(x[h:])
		return complex(complexMul(real(p), imag(p), real(q), imag(q)))
	}
	return complex(complexProd(Active(), parts[float64](x)))
}

// DotuC128 returns the sum of x[i]*y[i], +0 if there are none. The four products
// of parts are rounded and summed each for itself, in 2 vectors of 64 bytes up to
// 512 elements, then re = sum(xr*yr) - sum(xi*yi) and im = sum(xr*yi) + sum(xi*yr),
// and blocks are summed pairwise. It panics with *LengthError if the lengths
// differ. The bits are the same on all levels.
func DotuC128(x, y []complex128) complex128 {
	if len(y) != len(x) {
		panic(newLengthError("DotuC128", len(x), len(y)))
	}
	if len(x) > leaf {
		h := half(len(x))
		return DotuC128(x[:h], y[:h]) + DotuC128(x[h:], y[h:])
	}
	rr, ii, ri, ir := complexDot(Active(), parts[float64](x), parts[float64](y))
	return complex(rr-ii, ri+ir)
}

// DotcC128 returns the sum of conj(x[i])*y[i]; the rest is as with DotuC128: re =
// sum(xr*yr) + sum(xi*yi) and im = sum(xr*yi) - sum(xi*yr).
func DotcC128(x, y []complex128) complex128 {
	if len(y) != len(x) {
		panic(newLengthError("DotcC128", len(x), len(y)))
	}
	if len(x) > leaf {
		h := half(len(x))
		return DotcC128(x[:h], y[:h]) + DotcC128(x[h:], y[h:])
	}
	rr, ii, ri, ir := complexDot(Active(), parts[float64](x), parts[float64](y))
	return complex(rr+ii, ri-ir)
}

// AddC64 sets dst[i] = x[i] + y[i], part by part. All slices have the length of
// dst; dst may be an input but not overlap one otherwise. Misuse panics with
// *LengthError or *OverlapError before any write. The bits are the same on all
// levels.
func AddC64(dst, x, y []complex64) {
	checkComplex("AddC64", dst, x, y)
	AddF32(parts[float32](dst), parts[float32](x), parts[float32](y))
}

// SubC64 sets dst[i] = x[i] - y[i]; the rest is as with AddC64.
func SubC64(dst, x, y []complex64) {
	checkComplex("SubC64", dst, x, y)
	SubF32(parts[float32](dst), parts[float32](x), parts[float32](y))
}

// NegC64 sets dst[i] = -x[i]; the signs of zeros flip, too. The rest is as with
// AddC64.
func NegC64(dst, x []complex64) {
	checkComplex("NegC64", dst, x, x)
	NegF32(parts[float32](dst), parts[float32](x))
}

// ToC64C128 sets dst[i] to x[i], each part rounded. The slices have the same
// length and don't overlap. Misuse panics with *LengthError or *OverlapError
// before any write.
func ToC64C128(dst []complex64, x []complex128) {
	checkApart("ToC64C128", dst, x)
	ToF32F64(parts[float32](dst), parts[float64](x))
}

// SumC64 returns the sum of x, +0 if x is empty: the parts are summed each for
// itself. Up to 512 elements are summed in 4 vectors of 64 bytes and the sums of
// blocks pairwise, so that the error grows with the logarithm of the length. The
// bits are the same on all levels.
func SumC64(x []complex64) complex64 {
	if len(x) > leaf {
		h := half(len(x))
		return SumC64(x[:h]) + SumC64(x[h:])
	}
	re, im := complexSum(Active(), parts[float32](x))
	return complex(re, im)
}

// ProdC64 returns the product of x, 1 if x is empty, multiplied in the order of
// SumC64 by the formulas of MulC64. Partial products begin at 1, so that zeros
// and infinities may become NaN or change signs as in products with it. The bits
// are the same on all levels.
func ProdC64(x []complex64) complex64 {
	if len(x) > leaf {
		h := half(len(x))
		p, q := ProdC64(x[:h]), ProdC64(x[h:])
		return complex(complexMul(real(p), imag(p), real(q), imag(q)))
	}
	return complex(complexProd(Active(), parts[float32](x)))
}

// DotuC64 returns the sum of x[i]*y[i], +0 if there are none. The four products
// of parts are rounded and summed each for itself, in 2 vectors of 64 bytes up to
// 512 elements, then re = sum(xr*yr) - sum(xi*yi) and im = sum(xr*yi) + sum(xi*yr),
// and blocks are summed pairwise. It panics with *LengthError if the lengths
// differ. The bits are the same on all levels.
func DotuC64(x, y []complex64) complex64 {
	if len(y) != len(x) {
		panic(newLengthError("DotuC64", len(x), len(y)))
	}
	if len(x) > leaf {
		h := half(len(x))
		return DotuC64(x[:h], y[:h]) + DotuC64(x[h:], y[h:])
	}
	rr, ii, ri, ir := complexDot(Active(), parts[float32](x), parts[float32](y))
	return complex(rr-ii, ri+ir)
}

// DotcC64 returns the sum of conj(x[i])*y[i]; the rest is as with DotuC64: re =
// sum(xr*yr) + sum(xi*yi) and im = sum(xr*yi) - sum(xi*yr).
func DotcC64(x, y []complex64) complex64 {
	if len(y) != len(x) {
		panic(newLengthError("DotcC64", len(x), len(y)))
	}
	if len(x) > leaf {
		h := half(len(x))
		return DotcC64(x[:h], y[:h]) + DotcC64(x[h:], y[h:])
	}
	rr, ii, ri, ir := complexDot(Active(), parts[float32](x), parts[float32](y))
	return complex(rr+ii, ri-ir)
}

func checkComplex[T any](name string, dst, x, y []T) {
	if len(x) != len(dst) || len(y) != len(dst) {
		panic(newLengthError(name, len(dst), len(x), len(y)))
	}
	if overlap(dst, x) || overlap(dst, y) {
		panic(&OverlapError{name})
	}
}

func checkApart[T, U any](name string, dst []T, x []U) {
	if len(x) != len(dst) {
		panic(newLengthError(name, len(dst), len(x)))
	}
	if intersect(dst, x) {
		panic(&OverlapError{name})
	}
}
