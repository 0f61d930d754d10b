package ndarray

import "math/cmplx"

// powComplex is cmplx.Pow, with 0 to the power 0 one, and to powers whose real
// part is not positive not a number, as in NumPy.
func powComplex(x, y complex128) complex128 {
	if x == 0 && y != 0 {
		if real(y) > 0 {
			return 0
		}
		return cmplx.NaN()
	}
	return cmplx.Pow(x, y)
}
