package main

import (
	"math"

	"github.com/lanewise/lanewise/kernels"
)

var moveRows = []kernelRow{
	{"copy", in(-100, 100), "np.copyto(o, x)", "", perType{kernels.Copy[float64], kernels.Copy[float32], kernels.Copy[uint8]}},
	{"fill", in(-100, 100), "o.fill(c)", "", perType{fill[float64](), fill[float32](), fill[uint8]()}},
	{"reverse", in(-100, 100), "np.copyto(o, x[::-1])", "", perType{kernels.Reverse[float64], kernels.Reverse[float32], kernels.Reverse[uint8]}},
	{"byteswap", in(-100, 100), "np.copyto(o, x); o.byteswap(inplace=True)", "", perType{kernels.ByteSwap[float64], kernels.ByteSwap[float32]}},
	{"copy-strided", in(-100, 100), "np.copyto(o[::2], x[::2])", "", perType{strided[float64](), strided[float32]()}},
	{"transpose", in(-100, 100), "np.copyto(o_square, x_square.T)", "", perType{transpose[float64](), transpose[float32](), transpose[uint8]()}},
	{"take", in(-100, 100), "np.take(x, j, out=o, mode='clip')", "", perType{take[float64](), take[float32]()}},
	{"put", in(-100, 100), "np.put(o, j, x, mode='clip')", "", perType{put[float64](), put[float32]()}},
	{"compress", in(-100, 100), "x[m]", "", perType{compress[float64](), compress[float32](), compress[uint8]()}},
	{"expand", in(-100, 100), "np.place(o, m, x)", "", perType{expand[float64](), expand[float32]()}},
	{"interleave", in(-100, 100), "o.real = x; o.imag = y", "", perType{interleave(kernels.InterleaveC128), interleave(kernels.InterleaveC64)}},
	{"deinterleave", in(-100, 100), "np.copyto(o, x.real); np.copyto(o2, x.imag)", "", perType{deinterleave(kernels.DeinterleaveC128), deinterleave(kernels.DeinterleaveC64)}},
}

// interleave is for functions that make complex numbers of their parts, deinterleave for the way back.
func interleave[C, T number](f func(dst []C, re, im []T)) special {
	return func(w *workbench) *bound {
		o, dst := operandsOf[T](w), operandsOf[C](w).out
		return bindTo[C](o, 2, 1, func() { f(dst, o.x, o.y) })
	}
}

func deinterleave[T, C number](f func(re, im []T, src []C)) special {
	return func(w *workbench) *bound {
		o, parts := operandsOf[C](w), operandsOf[T](w)
		return bindTo[T](o, 1, 2, func() { f(parts.out, parts.out2, o.x) })
	}
}

// onReals is for operations on the real parts of two arrays.
func onReals[C, T number](f func(dst []T, x, y []C)) special {
	return func(w *workbench) *bound {
		o, dst := operandsOf[C](w), operandsOf[T](w).out
		return bindTo[T](o, 2, 1, func() { f(dst, o.x, o.y) })
	}
}

// with makes a special of a function of the operands that reads and writes so many arrays.
func with[T number](reads, writes int, f func(o *operands[T])) special {
	return func(w *workbench) *bound {
		o := operandsOf[T](w)
		return bindTo[T](o, reads, writes, func() { f(o) })
	}
}

func fill[T number]() special {
	return with(0, 1, func(o *operands[T]) { kernels.Fill(o.out, o.z[0]) })
}

// strided copies every second element; the time counts for all.
func strided[T number]() special {
	return with(1, 1, func(o *operands[T]) { kernels.CopyStrided(o.out, 2, o.x, 2, len(o.x)/2) })
}

// transpose works on the largest square that fits.
func transpose[T number]() special {
	return with(1, 1, func(o *operands[T]) {
		side := int(math.Sqrt(float64(len(o.x))))
		kernels.Transpose2D(o.out, side, o.x, side, side, side)
	})
}

func take[T number]() special {
	return with(1, 1, func(o *operands[T]) { kernels.Take(o.out, o.x, o.places) })
}

func put[T number]() special {
	return with(1, 1, func(o *operands[T]) { kernels.Put(o.out, o.x, o.places) })
}

func compress[T number]() special {
	return with(1, 1, func(o *operands[T]) { kernels.Compress(o.out, o.x, o.mask) })
}

func expand[T number]() special {
	return with(1, 1, func(o *operands[T]) { kernels.Expand(o.out, o.x, o.mask) })
}

// Every third element, whose time counts for all, or the real parts of complex numbers.
var stridedRows = []kernelRow{
	{"add-strided", in(-100, 100), "np.add(x[::3], y[::3], out=o[::3])", "", perType{addStrided(kernels.AddF64), addStrided(kernels.AddF32)}},
	{"add-row-strided", in(-100, 100), "np.add(x[::3], y[:(len(y) + 2) // 3], out=o[:(len(o) + 2) // 3])", "", perType{addToRow(kernels.AddF64), addToRow(kernels.AddF32)}},
	{"exp-strided", in(-10, 10), "np.exp(x[::3], out=o[::3])", "", perType{mapStrided(kernels.ExpF64), mapStrided(kernels.ExpF32)}},
	{"sum-strided", in(-100, 100), "np.add.reduce(x[::3])", "", perType{sumStrided(kernels.SumF64), sumStrided(kernels.SumF32)}},
	{"add-real", in(-100, 100), "np.add(x.real, y.real, out=o)", "", perType{onReals(kernels.AddRealsC128), onReals(kernels.AddRealsC64)}},
	{"sub-real", in(-100, 100), "np.subtract(x.real, y.real, out=o)", "", perType{onReals(kernels.SubRealsC128), onReals(kernels.SubRealsC64)}},
	{"mul-real", in(-100, 100), "np.multiply(x.real, y.real, out=o)", "", perType{onReals(kernels.MulRealsC128), onReals(kernels.MulRealsC64)}},
	{"div-real", in(-100, 100), "np.divide(x.real, y.real, out=o)", "", perType{onReals(kernels.DivRealsC128), onReals(kernels.DivRealsC64)}},
}

func thirds(n int) int { return (n + 2) / 3 }

func mapStrided[T number](f func(dst, x []T)) special {
	return with(1, 1, func(o *operands[T]) { kernels.MapStrided(f, o.out, 3, o.x, 3, thirds(len(o.x))) })
}

func addStrided[T number](f func(dst, x, y []T)) special {
	return with(2, 1, func(o *operands[T]) { kernels.MapStrided2(f, o.out, 3, o.x, 3, o.y, 3, thirds(len(o.x))) })
}

func addToRow[T number](f func(dst, x, y []T)) special {
	return with(2, 1, func(o *operands[T]) { kernels.MapStrided2(f, o.out, 1, o.x, 3, o.y, 1, thirds(len(o.x))) })
}

func sumStrided[T float64 | float32](f func(x []T) T) special {
	return with(1, 0, func(o *operands[T]) {
		kernels.FoldStrided(f, func(a, b T) T { return a + b }, o.x, 3, thirds(len(o.x)))
	})
}

// The generators go on where they stopped, for both sides.
var randomRows = []kernelRow{
	{"uniform-pcg64", in(0, 1), "PCG64.random(out=o, dtype=o.dtype)", "", random(kernels.UniformF64, kernels.UniformF32, kernels.NewPCG64(1))},
	{"uniform-pcg64dxsm", in(0, 1), "PCG64DXSM.random(out=o, dtype=o.dtype)", "", random(kernels.UniformF64, kernels.UniformF32, kernels.NewPCG64DXSM(1))},
	{"uniform-philox", in(0, 1), "Philox.random(out=o, dtype=o.dtype)", "", random(kernels.UniformF64, kernels.UniformF32, kernels.NewPhilox(1))},
	{"uniform-sfc64", in(0, 1), "SFC64.random(out=o, dtype=o.dtype)", "", random(kernels.UniformF64, kernels.UniformF32, kernels.NewSFC64(1))},
	{"uniform-mt19937", in(0, 1), "MT19937.random(out=o, dtype=o.dtype)", "", random(kernels.UniformF64, kernels.UniformF32, kernels.NewMT19937(1))},
	{"uniform-xoshiro256++", in(0, 1), "", "", random(kernels.UniformF64, kernels.UniformF32, kernels.NewXoshiro256PP(1))},
	{"normal-pcg64", in(0, 1), "PCG64.standard_normal(out=o, dtype=o.dtype)", "", random(kernels.NormalF64, kernels.NormalF32, kernels.NewPCG64(1))},
	{"normal-philox", in(0, 1), "Philox.standard_normal(out=o, dtype=o.dtype)", "", random(kernels.NormalF64, kernels.NormalF32, kernels.NewPhilox(1))},
	{"exponential-pcg64", in(0, 1), "PCG64.standard_exponential(out=o, dtype=o.dtype)", "", random(kernels.ExponentialF64, kernels.ExponentialF32, kernels.NewPCG64(1))},
}

func random(f64 func([]float64, kernels.Source), f32 func([]float32, kernels.Source), source kernels.Source) perType {
	return perType{
		with(0, 1, func(o *operands[float64]) { f64(o.out, source) }),
		with(0, 1, func(o *operands[float32]) { f32(o.out, source) }),
	}
}
