package ndarray_test

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

// How long an echo takes: the shift at which the two fit best.
func ExampleCorrelate() {
	sent := ndarray.Of(1.0, 2, -1)
	heard := ndarray.Of(0, 0, 0.5, 1, -0.5, 0)
	fit := ndarray.Correlate(heard, sent, ndarray.ConvolveValid)
	fmt.Println(fit, fit.ArgMax())
	fmt.Println(ndarray.Correlate(heard, sent, ndarray.ConvolveSame))
	// Output:
	// [-0.5  0.   3.   0. ] 2
	// [ 0.  -0.5  0.   3.   0.  -0.5]
}

// Kaiser's window of five points.
func ExampleI0() {
	x := ndarray.Linspace(-1.0, 1, 5)
	root := ndarray.ScalarSub(1, x.Square()).Sqrt()
	fmt.Println(ndarray.I0(root.MulScalar(4)).Div(ndarray.I0(ndarray.Full(4.0))))
	// Output: [0.08848053 0.63343178 1.         0.63343178 0.08848053]
}

// The weights of four samples for the value in the middle between the inner two.
func ExampleSinc() {
	fmt.Println(ndarray.Sinc(ndarray.Of(-1.5, -0.5, 0.5, 1.5)))
	// Output: [-0.21220659  0.63661977  0.63661977 -0.21220659]
}

// The direction of something that turns all the time.
func ExampleUnwrap() {
	direction := ndarray.Of(300.0, 340, 20, 60, 350)
	fmt.Println(ndarray.Unwrap(direction, 0, ndarray.UnwrapOpt[float64]{Period: 360}))
	// Output: [300. 340. 380. 420. 350.]
}

func ExampleAngle() {
	z := ndarray.Of(1+1i, -2, -3i)
	fmt.Println(ndarray.Angle[float64](z).Rad2deg())
	// Output: [ 45. 180. -90.]
}

func ExampleHeaviside() {
	t := ndarray.Linspace(-1.0, 1, 5)
	fmt.Println(ndarray.Heaviside(t, ndarray.Full(0.5))) // a switch that is half on at 0
	// Output: [0.  0.  0.5 1.  1. ]
}

func ExampleRealPart() {
	z := ndarray.Of(1+2i, 3-4i)
	re := ndarray.RealPart[float64](z)
	fmt.Println(re)
	re.Fill(0) // a view: z changes
	fmt.Println(z)
	// Output:
	// [1. 3.]
	// [0.+2.j 0.-4.j]
}

func ExampleImagPart() {
	z := ndarray.Of[complex64](1+2i, 3-4i)
	im := ndarray.ImagPart[float32](z) // of the parts' type
	fmt.Println(im)
	ndarray.NegTo(im, im) // the conjugate, in place
	fmt.Println(z)
	// Output:
	// [ 2. -4.]
	// [1.-2.j 3.+4.j]
}

func ExampleAbsComplex() {
	z := ndarray.Of(3+4i, -5i, 1e200+1e200i) // squares of the last would overflow
	fmt.Println(ndarray.AbsComplex[float64](z))
	// Output: [5.00000000e+000 5.00000000e+000 1.41421356e+200]
}

// What is lost when a product is rounded: with Fma it is exact.
func ExampleFma() {
	x := ndarray.Of(1+0x1p-30, 3)
	square := x.Mul(x)
	fmt.Println(ndarray.Fma(x, x, square.Neg()))
	// Output: [8.67361738e-19 0.00000000e+00]
}

// Fractions in lowest terms.
func ExampleGcd() {
	num, den := ndarray.Of(6, 10, 35), ndarray.Of(8, 5, 49)
	d := ndarray.Gcd(num, den)
	fmt.Println(d, num.FloorDiv(d), den.FloorDiv(d))
	// Output: [2 5 7] [3 2 5] [4 1 7]
}

// After how many days two things that repeat meet again.
func ExampleLcm() {
	fmt.Println(ndarray.Lcm(ndarray.Of(4, 7, 12), ndarray.Of(6, 30, 8)))
	fmt.Println(ndarray.Reduce(ndarray.OpLcm, ndarray.Of(2, 3, 4, 5), 0))
	// Output:
	// [ 12 210  24]
	// 60
}

func ExampleFrexp() {
	frac, exp := ndarray.Frexp(ndarray.Of(1.0, -6, 0.1875, 0))
	fmt.Println(frac, exp)
	// Output: [ 0.5  -0.75  0.75  0.  ] [ 1  3 -2  0]
}

func ExampleLdexp() {
	fmt.Println(ndarray.Ldexp(ndarray.Of(5.0), ndarray.Of(-2, -1, 0, 1, 2)))
	// Output: [ 1.25  2.5   5.   10.   20.  ]
}

// Hours as hours and minutes.
func ExampleModf() {
	frac, whole := ndarray.Modf(ndarray.Of(1.5, 8.25, -0.75))
	fmt.Println(whole, frac.MulScalar(60))
	// Output: [ 1.  8. -0.] [ 30.  15. -45.]
}

// Small numbers become 0 and others move towards it: the signs are those of before.
func ExampleCopysign() {
	a := ndarray.Of(3, -0.5, -4, 1.5)
	size := a.Abs().SubScalar(1).MaximumScalar(0)
	fmt.Println(ndarray.Copysign(size, a))
	// Output: [ 2.  -0.  -3.   0.5]
}

func ExampleHypot() {
	dx, dy := ndarray.Of(3, -5, 6e200), ndarray.Of(4.0, 12, 8e200)
	fmt.Println(ndarray.Hypot(dx, dy)) // no overflow, though 6e200 has no square
	// Output: [5.0e+000 1.3e+001 1.0e+201]
}

// The directions of points, in degrees from the x axis: y comes first.
func ExampleAtan2() {
	x, y := ndarray.Of(1.0, -1, -1, 0), ndarray.Of(0.0, 1, -1, -2)
	fmt.Println(ndarray.Atan2(y, x).Rad2deg())
	// Output: [   0.  135. -135.  -90.]
}

// Probabilities too small for a float are added as logarithms.
func ExampleLogaddexp() {
	p, q := ndarray.Of(-1000.0, -2), ndarray.Of(-1001.0, math.Inf(-1))
	fmt.Println(p.Exp().Add(q.Exp()).Log())
	fmt.Println(ndarray.Logaddexp(p, q))
	// Output:
	// [-inf  -2.]
	// [-999.68673831   -2.        ]
}

func ExampleRound() {
	fmt.Println(ndarray.Round(ndarray.Of(3.14159, 2.71828, 0.125), 2))
	fmt.Println(ndarray.Round(ndarray.Of(1250, 1350, 1449), -2)) // halves to even
	// Output:
	// [3.14 2.72 0.12]
	// [1200 1400 1400]
}

func ExampleRint() {
	fmt.Println(ndarray.Rint(ndarray.Of(0.5, 1.5, 2.5, -0.5, -1.75)))
	// Output: [ 0.  2.  2. -0. -2.]
}

// The gap between neighboring floats grows with them, and depends on the type.
func ExampleSpacing() {
	fmt.Println(ndarray.Spacing(ndarray.Of[float32](1, 1000, 16777216)))
	fmt.Println(ndarray.Spacing(ndarray.Of(1.0, 1000, 16777216)))
	// Output:
	// [1.1920929e-07 6.1035156e-05 2.0000000e+00]
	// [2.22044605e-16 1.13686838e-13 3.72529030e-09]
}

func ExampleNextafter() {
	a := ndarray.Of[float32](1, 1, 0)
	next := ndarray.Nextafter(a, ndarray.Of[float32](2, 0, 1))
	fmt.Println(next.Sub(a))
	// Output: [ 1.1920929e-07 -5.9604645e-08  1.4012985e-45]
}

// In how many bits two codes differ.
func ExamplePopcount() {
	a, b := ndarray.Of[uint8](0b1010, 0b1111, 0), ndarray.Of[uint8](0b1001, 0b1111, 0xff)
	fmt.Println(ndarray.Popcount(a.Xor(b)))
	// Output: [2 0 8]
}
