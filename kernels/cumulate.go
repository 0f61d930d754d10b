package kernels

// Cumsum sets dst[i] to x[0] + ... + x[i], added from the left, so that the result
// depends on neither level nor threads. Integers wrap. dst and x have one length;
// dst may be x but not overlap it otherwise. Misuse panics with *LengthError or
// *OverlapError before any write.
func Cumsum[T Real](dst, x []T) {
	checkMap("Cumsum", dst, x)
	var acc T
	for i, v := range x {
		if acc += v; i == 0 {
			acc = v // -0 stays
		}
		dst[i] = acc
	}
}

// Cumprod sets dst[i] to x[0] * ... * x[i], multiplied from the left; the rest is
// as with Cumsum.
func Cumprod[T Real](dst, x []T) {
	checkMap("Cumprod", dst, x)
	acc := T(1)
	for i, v := range x {
		acc *= v
		dst[i] = acc
	}
}

// Cummin sets dst[i] to the smallest of x[0], ..., x[i]: NaN from the first NaN
// on, and -0 is smaller than +0; the rest is as with Cumsum.
func Cummin[T Real](dst, x []T) {
	checkMap("Cummin", dst, x)
	if len(x) == 0 {
		return
	}
	acc := x[0]
	for i, v := range x {
		if !(acc < v) { // seldom, and then for NaN and zeros, too
			acc = min(acc, v)
		}
		dst[i] = acc
	}
}

// Cummax sets dst[i] to the largest of x[0], ..., x[i]: NaN from the first NaN on,
// and +0 is larger than -0; the rest is as with Cumsum.
func Cummax[T Real](dst, x []T) {
	checkMap("Cummax", dst, x)
	if len(x) == 0 {
		return
	}
	acc := x[0]
	for i, v := range x {
		if !(acc > v) { // seldom, and then for NaN and zeros, too
			acc = max(acc, v)
		}
		dst[i] = acc
	}
}
