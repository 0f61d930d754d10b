package kernels_test

import (
	"errors"
	"fmt"
	"math"

	"github.com/lanewise/lanewise/kernels"
)

// The result may go into an operand: x becomes x+y.
func ExampleAddF64() {
	x, y := []float64{1, 2, 3}, []float64{0.5, 0.25, 0.125}
	kernels.AddF64(x, x, y)
	fmt.Println(x)
	// Output: [1.5 2.25 3.125]
}

// From degrees Fahrenheit to Celsius.
func ExampleSubScalarF64() {
	t := []float64{32, 50, 212}
	kernels.SubScalarF64(t, t, 32)
	kernels.DivScalarF64(t, t, 1.8)
	fmt.Println(t)
	// Output: [0 10 100]
}

// A step of gradient descent; each element is rounded once.
func ExampleAxpyF64() {
	weights, gradient := []float64{1, 2, 3}, []float64{4, -8, 0}
	kernels.AxpyF64(weights, -0.25, gradient, weights)
	fmt.Println(weights)
	// Output: [0 4 3]
}

// With one rounding the error of a product is exact: fma(x, y, -x*y).
func ExampleFmaF64() {
	x := []float64{1 + 0x1p-30}
	product, low := make([]float64, 1), make([]float64, 1)
	kernels.MulF64(product, x, x)
	kernels.NegF64(low, product)
	kernels.FmaF64(low, x, x, low)
	fmt.Println(low[0] == 0x1p-60)
	// Output: true
}

// Quotients round down, so that the remainder has the sign of the divisor.
func ExampleFloorDivScalarI64() {
	minutes := []int64{-1, 59, 61}
	hours, rest := make([]int64, 3), make([]int64, 3)
	kernels.FloorDivScalarI64(hours, minutes, 60)
	kernels.ModScalarI64(rest, minutes, 60)
	fmt.Println(hours, rest)
	// Output: [-1 0 1] [59 59 1]
}

func ExampleDivmodF64() {
	angle, full := []float64{-90, 450}, []float64{360, 360}
	turns, rest := make([]float64, 2), make([]float64, 2)
	kernels.DivmodF64(turns, rest, angle, full)
	fmt.Println(turns, rest)
	// Output: [-1 1] [270 90]
}

// Integers of 16 bits leave room for a correction of pixels, which are bytes again at the end.
func ExampleClipI16() {
	pixels := []uint8{0, 100, 250}
	wide := make([]int16, len(pixels))
	kernels.ToI16U8(wide, pixels)
	kernels.AddScalarI16(wide, wide, 20)
	kernels.ClipI16(wide, wide, 0, 255)
	kernels.ToU8I16(pixels, wide)
	fmt.Println(pixels)
	// Output: [20 120 255]
}

// Fmax ignores NaN, Maximum passes it on.
func ExampleFmaxF64() {
	x, y := []float64{1, math.NaN(), 3}, []float64{2, 2, 2}
	ignored, passed := make([]float64, 3), make([]float64, 3)
	kernels.FmaxF64(ignored, x, y)
	kernels.MaximumF64(passed, x, y)
	fmt.Println(ignored, passed)
	// Output: [2 2 3] [2 NaN 3]
}

// Bits that two fingerprints don't have in common.
func ExamplePopcountU64() {
	a, b := []uint64{0b1111, 0xff00}, []uint64{0b1010, 0x00ff}
	distance := make([]uint64, 2)
	kernels.XorU64(distance, a, b)
	kernels.PopcountU64(distance, distance)
	fmt.Println(distance)
	// Output: [2 16]
}

// Comparisons make masks, which logic combines.
func ExampleGreaterScalarF64() {
	x := []float64{-2, 0.5, 3, 10}
	above, below := make([]bool, len(x)), make([]bool, len(x))
	kernels.GreaterScalarF64(above, x, 0)
	kernels.LessScalarF64(below, x, 5)
	kernels.AndBool(above, above, below)
	fmt.Println(above, kernels.Count(above), kernels.Any(above), kernels.All(above))
	// Output: [false true true false] 2 true false
}

// Missing values become the mean of the others.
func ExampleWhereScalarF64() {
	x := []float64{1, math.NaN(), 3, 8}
	known := make([]bool, len(x))
	kernels.IsFiniteF64(known, x)
	kept := make([]float64, len(x))
	n := kernels.Compress(kept, x, known)
	kernels.WhereScalarF64(x, known, x, kernels.MeanF64(kept[:n]))
	fmt.Println(x)
	// Output: [1 4 3 8]
}

// No overflow on the way, other than in sqrt(x*x + y*y).
func ExampleHypotF64() {
	x, y := []float64{3, 5e200}, []float64{4, 12e200}
	r := make([]float64, 2)
	kernels.HypotF64(r, x, y)
	fmt.Printf("%.6g\n", r)
	// Output: [5 1.3e+201]
}

// For small x, 1-exp(-x) has no correct digit left, Expm1 all of them.
func ExampleExpm1F64() {
	x := []float64{1e-20, 1}
	y := make([]float64, 2)
	kernels.Expm1F64(y, x)
	fmt.Printf("%.6g\n", y)
	// Output: [1e-20 1.71828]
}

// Sine and cosine of the same angles take less time together.
func ExampleSincosF64() {
	angle := []float64{0, math.Pi / 6, math.Pi / 2}
	sin, cos := make([]float64, 3), make([]float64, 3)
	kernels.SincosF64(sin, cos, angle)
	fmt.Printf("%.4f %.4f\n", sin, cos)
	// Output: [0.0000 0.5000 1.0000] [1.0000 0.8660 0.0000]
}

// Sinpi takes half turns, and is exact at multiples of a quarter.
func ExampleSinpiF64() {
	x := []float64{0.5, 1, 100.5, 1e15}
	kernels.SinpiF64(x, x)
	fmt.Println(x)
	// Output: [1 0 1 0]
}

// Probabilities of a binary classifier.
func ExampleSigmoidF32() {
	logits := []float32{-1000, -2, 0, 2}
	kernels.SigmoidF32(logits, logits)
	fmt.Printf("%.3f\n", logits)
	// Output: [0.000 0.119 0.500 0.881]
}

// Two probabilities that are too small for float64 are added by their logarithms.
func ExampleLogaddexpF64() {
	x, y := []float64{-1000}, []float64{-1000}
	kernels.LogaddexpF64(x, x, y)
	fmt.Printf("%.4f\n", x)
	// Output: [-999.3069]
}

// Floats are truncated and stay within the range; NaN becomes 0.
func ExampleToI8F64() {
	y := make([]int8, 5)
	kernels.ToI8F64(y, []float64{-1.9, 1.9, 300, math.Inf(-1), math.NaN()})
	fmt.Println(y)
	// Output: [-1 1 127 -128 0]
}

// Integers wrap around.
func ExampleToU8I64() {
	y := make([]uint8, 3)
	kernels.ToU8I64(y, []int64{255, 256, -1})
	fmt.Println(y)
	// Output: [255 0 255]
}

// Real and imaginary parts that are kept apart become complex numbers.
func ExampleInterleaveC128() {
	z := make([]complex128, 2)
	kernels.InterleaveC128(z, []float64{3, 0}, []float64{4, 1})
	length := make([]float64, 2)
	kernels.AbsC128(length, z)
	fmt.Println(z, length)
	// Output: [(3+4i) (0+1i)] [5 1]
}

// Slices of unequal lengths panic before anything is written.
func ExampleLengthError() {
	defer func() {
		var e *kernels.LengthError
		if err, ok := recover().(error); ok && errors.As(err, &e) {
			fmt.Println(e.Func, e.Want, e.Got)
		}
	}()
	kernels.AddF64(make([]float64, 4), make([]float64, 4), make([]float64, 3))
	// Output: AddF64 4 [4 3]
}

// Kernels have the same bits at every level; tests can run them all.
func ExampleSetLevel() {
	x := []float64{0.1, 0.2, 0.3}
	results := map[string]bool{}
	for _, level := range kernels.Levels() {
		previous, err := kernels.SetLevel(level)
		if err != nil {
			fmt.Println(err)
			return
		}
		y := make([]float64, len(x))
		kernels.ExpF64(y, x)
		results[fmt.Sprintf("%x", y)] = true
		kernels.SetLevel(previous)
	}
	fmt.Println(len(results))
	// Output: 1
}

// The best of the levels that the program may use, unless it was told another one.
func ExampleActive() {
	levels := kernels.Levels()
	fmt.Println(levels[0], kernels.Active() == levels[len(levels)-1])
	// Output: portable true
}

func ExampleParseLevel() {
	level, err := kernels.ParseLevel("avx2")
	fmt.Println(level == kernels.AVX2, err)
	_, err = kernels.ParseLevel("sse9")
	fmt.Println(err != nil)
	// Output:
	// true <nil>
	// true
}
