package main

import (
	"slices"

	"github.com/lanewise/lanewise/kernels"
)

var mathRows = []kernelRow{
	{"exp", in(-10, 10), "np.exp(x, out=o)", "exp_u10", perType{kernels.ExpF64, kernels.ExpF32}},
	{"exp2", in(-10, 10), "np.exp2(x, out=o)", "exp2_u10", perType{kernels.Exp2F64, kernels.Exp2F32}},
	{"expm1", in(-10, 10), "np.expm1(x, out=o)", "expm1_u10", perType{kernels.Expm1F64, kernels.Expm1F32}},
	{"log", in(0.01, 100), "np.log(x, out=o)", "log_u10", perType{kernels.LogF64, kernels.LogF32}},
	{"log2", in(0.01, 100), "np.log2(x, out=o)", "log2_u10", perType{kernels.Log2F64, kernels.Log2F32}},
	{"log10", in(0.01, 100), "np.log10(x, out=o)", "log10_u10", perType{kernels.Log10F64, kernels.Log10F32}},
	{"log1p", in(-0.9, 10), "np.log1p(x, out=o)", "log1p_u10", perType{kernels.Log1pF64, kernels.Log1pF32}},
	{"sin", in(-10, 10), "np.sin(x, out=o)", "sin_u10", perType{kernels.SinF64, kernels.SinF32}},
	{"cos", in(-10, 10), "np.cos(x, out=o)", "cos_u10", perType{kernels.CosF64, kernels.CosF32}},
	{"sincos", in(-10, 10), "np.sin(x, out=o); np.cos(x, out=o2)", "sincos_u10", perType{twoResults(kernels.SincosF64), twoResults(kernels.SincosF32)}},
	{"tan", in(-10, 10), "np.tan(x, out=o)", "tan_u10", perType{kernels.TanF64, kernels.TanF32}},
	{"sinpi", in(-10, 10), "np.sin(np.multiply(x, np.pi, out=o), out=o)", "sinpi_u05", perType{kernels.SinpiF64, kernels.SinpiF32}},
	{"cospi", in(-10, 10), "np.cos(np.multiply(x, np.pi, out=o), out=o)", "cospi_u05", perType{kernels.CospiF64, kernels.CospiF32}},
	{"asin", in(-1, 1), "np.arcsin(x, out=o)", "asin_u10", perType{kernels.AsinF64, kernels.AsinF32}},
	{"acos", in(-1, 1), "np.arccos(x, out=o)", "acos_u10", perType{kernels.AcosF64, kernels.AcosF32}},
	{"atan", in(-10, 10), "np.arctan(x, out=o)", "atan_u10", perType{kernels.AtanF64, kernels.AtanF32}},
	{"atan2", in(-10, 10), "np.arctan2(x, y, out=o)", "atan2_u10", perType{kernels.Atan2F64, kernels.Atan2F32}},
	{"sinh", in(-10, 10), "np.sinh(x, out=o)", "sinh_u10", perType{kernels.SinhF64, kernels.SinhF32}},
	{"cosh", in(-10, 10), "np.cosh(x, out=o)", "cosh_u10", perType{kernels.CoshF64, kernels.CoshF32}},
	{"tanh", in(-5, 5), "np.tanh(x, out=o)", "tanh_u10", perType{kernels.TanhF64, kernels.TanhF32}},
	{"asinh", in(-100, 100), "np.arcsinh(x, out=o)", "asinh_u10", perType{kernels.AsinhF64, kernels.AsinhF32}},
	{"acosh", in(1, 100), "np.arccosh(x, out=o)", "acosh_u10", perType{kernels.AcoshF64, kernels.AcoshF32}},
	{"atanh", in(-0.99, 0.99), "np.arctanh(x, out=o)", "atanh_u10", perType{kernels.AtanhF64, kernels.AtanhF32}},
	{"pow", in(0.1, 10, -3, 3), "np.power(x, y, out=o)", "pow_u10", perType{kernels.PowF64, kernels.PowF32}},
	{"cbrt", in(-100, 100), "np.cbrt(x, out=o)", "cbrt_u10", perType{kernels.CbrtF64, kernels.CbrtF32}},
	{"rsqrt", in(0.01, 100), "np.divide(1, np.sqrt(x, out=o), out=o)", "", perType{kernels.RsqrtF64, kernels.RsqrtF32}},
	{"hypot", in(-10, 10), "np.hypot(x, y, out=o)", "hypot_u05", perType{kernels.HypotF64, kernels.HypotF32}},
	{"fmod", in(-100, 100, 1, 10), "np.fmod(x, y, out=o)", "fmod", perType{kernels.FmodF64, kernels.FmodF32}},
	{"nextafter", in(-10, 10), "np.nextafter(x, y, out=o)", "nextafter", perType{kernels.NextafterF64, kernels.NextafterF32}},
	{"erf", in(-3, 3), "", "erf_u10", perType{kernels.ErfF64, kernels.ErfF32}},
	{"erfc", in(-3, 6), "", "erfc_u15", perType{kernels.ErfcF64, kernels.ErfcF32}},
	{"gamma", in(0.1, 20), "", "tgamma_u10", perType{kernels.GammaF64, kernels.GammaF32}},
	{"lgamma", in(0.1, 100), "", "lgamma_u10", perType{kernels.LgammaF64, kernels.LgammaF32}},
	{"sigmoid", in(-10, 10), "np.reciprocal(np.add(np.exp(np.negative(x, out=o), out=o), 1, out=o), out=o)", "", perType{kernels.SigmoidF64, kernels.SigmoidF32}},
	{"softplus", in(-10, 10), "np.log1p(np.exp(x, out=o), out=o)", "", perType{kernels.SoftplusF64, kernels.SoftplusF32}},
	{"logaddexp", in(-10, 10), "np.logaddexp(x, y, out=o)", "", perType{kernels.LogaddexpF64, kernels.LogaddexpF32}},
}

// twoResults is for functions with two outputs.
func twoResults[T number](f func(dst, dst2, x []T)) special {
	return func(w *workbench) *bound {
		o := operandsOf[T](w)
		return bindTo[T](o, 1, 2, func() { f(o.out, o.out2, o.x) })
	}
}

var orderRows = []kernelRow{
	{"sort", in(-100, 100), "np.copyto(o, x); o.sort()", "", perType{inPlace(kernels.Sort[float64]), inPlace(kernels.Sort[float32]), inPlace(kernels.Sort[int64]), inPlace(kernels.Sort[int32])}},
	{"sort-stable", in(-100, 100), "np.copyto(o, x); o.sort(kind='stable')", "", perType{stable[float64](), stable[float32]()}},
	{"partition", in(-100, 100), "np.copyto(o, x); o.partition(len(o) // 2)", "", perType{inPlace(partition[float64]), inPlace(partition[float32])}},
	{"argsort", in(-100, 100), "np.argsort(x)", "", perType{toIndices(kernels.Argsort[float64]), toIndices(kernels.Argsort[float32]), toIndices(kernels.Argsort[int32])}},
	{"argpartition", in(-100, 100), "np.argpartition(x, len(x) // 2)", "", perType{toIndices(argpartition[float64]), toIndices(argpartition[float32])}},
	{"searchsorted", in(-100, 100), "np.searchsorted(y_sorted, x)", "", perType{search[float64](), search[float32]()}},
	{"histogram", in(-100, 100), "np.histogram(x, 64, (-100, 100))", "", perType{histogram[float64](), histogram[float32]()}},
	{"unique", in(-100, 100), "np.unique(x)", "", perType{unique[float64](), unique[float32](), unique[int32]()}},
}

// inPlace is for functions that change their operand. The copy that they work on belongs to the time.
func inPlace[T number](f func(x []T)) special {
	return func(w *workbench) *bound {
		o := operandsOf[T](w)
		return bindTo[T](o, 1, 1, func() {
			copy(o.out, o.x)
			f(o.out)
		})
	}
}

// A sortable is an element type whose arrays are put in order.
type sortable interface {
	float64 | float32 | int64 | int32
}

func partition[T sortable](x []T)               { kernels.Partition(x, len(x)/2) }
func argpartition[T sortable](idx []int, x []T) { kernels.Argpartition(idx, x, len(x)/2) }

// toIndices is for functions that write indices.
func toIndices[T number](f func(idx []int, x []T)) special {
	return func(w *workbench) *bound {
		o := operandsOf[T](w)
		b := bindTo[T](o, 1, 0, func() { f(o.index, o.x) })
		b.bytes, b.writes = b.bytes+8, 1
		return b
	}
}

func stable[T sortable]() special {
	return func(w *workbench) *bound {
		o := operandsOf[T](w)
		return bindTo[T](o, 1, 1, func() {
			copy(o.out, o.x)
			kernels.SortStable(o.out, o.out2)
		})
	}
}

func search[T sortable]() special {
	return func(w *workbench) *bound {
		o := operandsOf[T](w)
		b := bindTo[T](o, 2, 0, func() { kernels.SearchSorted(o.index, o.y, o.x, kernels.Left) })
		fill := b.fill
		b.bytes, b.writes, b.fill = b.bytes+8, 1, func(d domains) {
			fill(d)
			slices.Sort(o.y)
		}
		return b
	}
}

func histogram[T sortable]() special {
	return func(w *workbench) *bound {
		o, counts := operandsOf[T](w), make([]int, 64)
		return bindTo[T](o, 1, 0, func() { kernels.Histogram(counts, o.x, -100, 100) })
	}
}

func unique[T sortable]() special {
	return func(w *workbench) *bound {
		o := operandsOf[T](w)
		return bindTo[T](o, 1, 1, func() {
			copy(o.out2, o.x)
			kernels.Sort(o.out2)
			kernels.Unique(o.out, o.out2)
		})
	}
}
