package dyn

import (
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

// complexZip returns f of pairs of complex numbers.
func complexZip(op string, x, y holder, f func(v, w complex128) complex128) holder {
	d := x.dtype()
	a, b := must[complex128](as(op, x, Complex128)), must[complex128](as(op, y, Complex128))
	return as(op, boxed(apply2(op, a, b, f)), d)
}

// complexTest is complexZip for a relation.
func complexTest(op string, x, y holder, f func(v, w complex128) bool) holder {
	a, b := must[complex128](as(op, x, Complex128)), must[complex128](as(op, y, Complex128))
	return boxed(apply2(op, a, b, f))
}

// pick returns v if it is NaN or the condition holds, otherwise w.
func pick(v, w complex128, first bool) complex128 {
	if first || isNaN(v) {
		return v
	}
	return w
}

func isNaN(v complex128) bool { return math.IsNaN(real(v)) || math.IsNaN(imag(v)) }

// Complex numbers are ordered by their real parts, then by their imaginary ones.
// Nothing holds of those with a NaN in the part that counts, or whose real part counts
// while the imaginary one is NaN.

func lessComplex(v, w complex128) bool {
	return real(v) < real(w) && !math.IsNaN(imag(v)) && !math.IsNaN(imag(w)) || real(v) == real(w) && imag(v) < imag(w)
}

func lessEqualComplex(v, w complex128) bool {
	return real(v) < real(w) && !math.IsNaN(imag(v)) && !math.IsNaN(imag(w)) || real(v) == real(w) && imag(v) <= imag(w)
}

func greaterEqualComplex(v, w complex128) bool { return lessEqualComplex(w, v) }

// anyTrue reports whether one element at least is true.
func anyTrue(a ndarray.Array[bool]) bool {
	for v := range a.Values() {
		if v {
			return true
		}
	}
	return false
}
