package main

import "github.com/lanewise/lanewise/kernels"

// A kernelRow is one kernel family: what its inputs are, what it is called elsewhere, and its functions. In a NumPy
// expression x, y, z are inputs, c is z[0] (the scalar operand), o the output, o2 a second one, m a mask, i indices to
// write and j indices to read. Sleef's name lacks what tells the type and the width.
type kernelRow struct {
	name  string
	in    domains
	numpy string
	sleef string
	funcs perType
}

type perType []any // one function per element type

// kernelRows lists all kernels but those that are programs of their own (fractals and pi).
var kernelRows = []kernelGroup{
	{title: "Arithmetic", rows: arithmeticRows},
	{title: "Arithmetic with a scalar", rows: scalarRows},
	{title: "Rounding to integers", rows: roundingRows},
	{title: "Comparisons and choice", rows: comparisonRows},
	{title: "Integers and bools", rows: integerRows},
	{title: "Elementary functions", rows: mathRows},
	{title: "Conversions", rows: conversionRows},
	{title: "Reductions and cumulative kernels", rows: reductionRows},
	{title: "Order", rows: orderRows},
	{title: "Movement", rows: moveRows, streams: true},
	{title: "Strided operands", rows: stridedRows},
	{title: "Random numbers", rows: randomRows},
}

type kernelGroup struct {
	title   string
	rows    []kernelRow
	streams bool // large outputs are written past the caches, as memcpy does
}

var arithmeticRows = []kernelRow{
	{"add", in(-100, 100), "np.add(x, y, out=o)", "", perType{kernels.AddF64, kernels.AddF32, kernels.AddI64, kernels.AddI32, kernels.AddU8, kernels.AddC128, kernels.AddC64}},
	{"sub", in(-100, 100), "np.subtract(x, y, out=o)", "", perType{kernels.SubF64, kernels.SubF32, kernels.SubC128, kernels.SubC64}},
	{"mul", in(-10, 10), "np.multiply(x, y, out=o)", "", perType{kernels.MulF64, kernels.MulF32, kernels.MulI64, kernels.MulI32, kernels.MulU8, kernels.MulC128, kernels.MulC64}},
	{"div", in(1, 100), "np.divide(x, y, out=o)", "", perType{kernels.DivF64, kernels.DivF32, kernels.DivC128, kernels.DivC64}},
	{"floordiv", in(-100, 100, 1, 10), "np.floor_divide(x, y, out=o)", "", perType{kernels.FloorDivF64, kernels.FloorDivF32, kernels.FloorDivI64, kernels.FloorDivI32, kernels.FloorDivU8}},
	{"mod", in(-100, 100, 1, 10), "np.remainder(x, y, out=o)", "", perType{kernels.ModF64, kernels.ModF32, kernels.ModI64, kernels.ModI32, kernels.ModU8}},
	{"divmod", in(-100, 100, 1, 10), "np.divmod(x, y, out=(o, o2))", "", perType{quotientAndRest(kernels.DivmodF64), quotientAndRest(kernels.DivmodF32)}},
	{"minimum", in(-100, 100), "np.minimum(x, y, out=o)", "", perType{kernels.MinimumF64, kernels.MinimumF32, kernels.MinimumI64, kernels.MinimumI32, kernels.MinimumU8}},
	{"maximum", in(-100, 100), "np.maximum(x, y, out=o)", "", perType{kernels.MaximumF64, kernels.MaximumF32}},
	{"fmin", in(-100, 100), "np.fmin(x, y, out=o)", "fmin", perType{kernels.FminF64, kernels.FminF32}},
	{"fmax", in(-100, 100), "np.fmax(x, y, out=o)", "fmax", perType{kernels.FmaxF64, kernels.FmaxF32}},
	{"clip", in(-100, 100, -50, -40, 40, 50), "np.clip(x, y[0], z[0], out=o)", "", perType{kernels.ClipF64, kernels.ClipF32, kernels.ClipI32}},
	{"copysign", in(-100, 100), "np.copysign(x, y, out=o)", "copysign", perType{kernels.CopysignF64, kernels.CopysignF32}},
	{"sign", in(-100, 100), "np.sign(x, out=o)", "", perType{kernels.SignF64, kernels.SignF32, kernels.SignI32}},
	{"square", in(-10, 10), "np.square(x, out=o)", "", perType{kernels.SquareF64, kernels.SquareF32, kernels.SquareC128, kernels.SquareC64}},
	{"reciprocal", in(1, 100), "np.reciprocal(x, out=o)", "", perType{kernels.ReciprocalF64, kernels.ReciprocalF32, kernels.ReciprocalC128, kernels.ReciprocalC64}},
	{"neg", in(-100, 100), "np.negative(x, out=o)", "", perType{kernels.NegF64, kernels.NegF32, kernels.NegC128, kernels.NegC64}},
	{"conj", in(-100, 100), "np.conjugate(x, out=o)", "", perType{kernels.ConjC128, kernels.ConjC64}},
	{"abs", in(-100, 100), "np.absolute(x, out=o)", "fabs", perType{kernels.AbsF64, kernels.AbsF32, kernels.AbsI32, convert(kernels.AbsC128), convert(kernels.AbsC64)}},
	{"sqrt", in(0, 100), "np.sqrt(x, out=o)", "sqrt_u05", perType{kernels.SqrtF64, kernels.SqrtF32}},
	{"axpy", in(-10, 10), "np.add(np.multiply(x, c, out=o), y, out=o)", "", perType{kernels.AxpyF64, kernels.AxpyF32, kernels.AxpyC128, kernels.AxpyC64}},
	{"fma", in(-10, 10), "np.add(np.multiply(x, y, out=o), z, out=o)", "", perType{kernels.FmaF64, kernels.FmaF32}},
}

var scalarRows = []kernelRow{
	{"add-scalar", in(-100, 100), "np.add(x, c, out=o)", "", perType{kernels.AddScalarF64, kernels.AddScalarF32, kernels.AddScalarC128, kernels.AddScalarC64}},
	{"sub-scalar", in(-100, 100), "np.subtract(x, c, out=o)", "", perType{kernels.SubScalarF64, kernels.SubScalarF32, kernels.SubScalarC128, kernels.SubScalarC64}},
	{"scalar-sub", in(-100, 100), "np.subtract(c, x, out=o)", "", perType{kernels.ScalarSubF64, kernels.ScalarSubF32, kernels.ScalarSubC128, kernels.ScalarSubC64}},
	{"mul-scalar", in(-10, 10), "np.multiply(x, c, out=o)", "", perType{kernels.MulScalarF64, kernels.MulScalarF32, kernels.MulScalarC128, kernels.MulScalarC64}},
	{"div-scalar", in(1, 100), "np.divide(x, c, out=o)", "", perType{kernels.DivScalarF64, kernels.DivScalarF32, kernels.DivScalarC128, kernels.DivScalarC64}},
	{"scalar-div", in(1, 100), "np.divide(c, x, out=o)", "", perType{kernels.ScalarDivF64, kernels.ScalarDivF32, kernels.ScalarDivC128, kernels.ScalarDivC64}},
	{"floordiv-scalar", in(-100, 100, 1, 10, 1, 10), "np.floor_divide(x, c, out=o)", "", perType{kernels.FloorDivScalarF64, kernels.FloorDivScalarF32, kernels.FloorDivScalarI64, kernels.FloorDivScalarI32, kernels.FloorDivScalarU8}},
	{"mod-scalar", in(-100, 100, 1, 10, 1, 10), "np.remainder(x, c, out=o)", "", perType{kernels.ModScalarF64, kernels.ModScalarF32, kernels.ModScalarI64, kernels.ModScalarI32, kernels.ModScalarU8}},
	{"shl-scalar", in(-100, 100, 0, 8, 0, 8), "np.left_shift(x, c, out=o)", "", perType{kernels.ShlScalarI64, kernels.ShlScalarI32, kernels.ShlScalarU8}},
	{"shr-scalar", in(-100, 100, 0, 8, 0, 8), "np.right_shift(x, c, out=o)", "", perType{kernels.ShrScalarI64, kernels.ShrScalarI32, kernels.ShrScalarU8}},
	{"minimum-scalar", in(-100, 100), "np.minimum(x, c, out=o)", "", perType{kernels.MinimumScalarF64, kernels.MinimumScalarF32}},
	{"maximum-scalar", in(-100, 100), "np.maximum(x, c, out=o)", "", perType{kernels.MaximumScalarF64, kernels.MaximumScalarF32}},
	{"fmin-scalar", in(-100, 100), "np.fmin(x, c, out=o)", "", perType{kernels.FminScalarF64, kernels.FminScalarF32}},
	{"fmax-scalar", in(-100, 100), "np.fmax(x, c, out=o)", "", perType{kernels.FmaxScalarF64, kernels.FmaxScalarF32}},
	{"copysign-scalar", in(-100, 100), "np.copysign(x, c, out=o)", "", perType{kernels.CopysignScalarF64, kernels.CopysignScalarF32}},
	{"scalar-copysign", in(-100, 100), "np.copysign(c, x, out=o)", "", perType{kernels.ScalarCopysignF64, kernels.ScalarCopysignF32}},
	{"less-scalar", in(-100, 100), "np.less(x, c, out=o)", "", perType{kernels.LessScalarF64, kernels.LessScalarF32}},
	{"less-equal-scalar", in(-100, 100), "np.less_equal(x, c, out=o)", "", perType{kernels.LessEqualScalarF64, kernels.LessEqualScalarF32}},
	{"greater-scalar", in(-100, 100), "np.greater(x, c, out=o)", "", perType{kernels.GreaterScalarF64, kernels.GreaterScalarF32}},
	{"greater-equal-scalar", in(-100, 100), "np.greater_equal(x, c, out=o)", "", perType{kernels.GreaterEqualScalarF64, kernels.GreaterEqualScalarF32}},
	{"equal-scalar", in(-100, 100), "np.equal(x, c, out=o)", "", perType{kernels.EqualScalarF64, kernels.EqualScalarF32, kernels.EqualScalarC128, kernels.EqualScalarC64}},
	{"not-equal-scalar", in(-100, 100), "np.not_equal(x, c, out=o)", "", perType{kernels.NotEqualScalarF64, kernels.NotEqualScalarF32, kernels.NotEqualScalarC128, kernels.NotEqualScalarC64}},
	{"where-scalar", in(-100, 100), "np.where(m, x, c)", "", perType{kernels.WhereScalarF64, kernels.WhereScalarF32, kernels.WhereScalarC128, kernels.WhereScalarC64}},
	{"scalar-where", in(-100, 100), "np.where(m, c, x)", "", perType{kernels.ScalarWhereF64, kernels.ScalarWhereF32, kernels.ScalarWhereC128, kernels.ScalarWhereC64}},
}

var roundingRows = []kernelRow{
	{"floor", in(-100, 100), "np.floor(x, out=o)", "floor", perType{kernels.FloorF64, kernels.FloorF32}},
	{"ceil", in(-100, 100), "np.ceil(x, out=o)", "ceil", perType{kernels.CeilF64, kernels.CeilF32}},
	{"trunc", in(-100, 100), "np.trunc(x, out=o)", "trunc", perType{kernels.TruncF64, kernels.TruncF32}},
	{"rint", in(-100, 100), "np.rint(x, out=o)", "rint", perType{kernels.RintF64, kernels.RintF32}},
}

var comparisonRows = []kernelRow{
	{"less", in(-100, 100), "np.less(x, y, out=o)", "", perType{kernels.LessF64, kernels.LessF32, kernels.LessI64, kernels.LessI32, kernels.LessU8}},
	{"less-equal", in(-100, 100), "np.less_equal(x, y, out=o)", "", perType{kernels.LessEqualF64, kernels.LessEqualF32}},
	{"greater", in(-100, 100), "np.greater(x, y, out=o)", "", perType{kernels.GreaterF64, kernels.GreaterF32}},
	{"greater-equal", in(-100, 100), "np.greater_equal(x, y, out=o)", "", perType{kernels.GreaterEqualF64, kernels.GreaterEqualF32}},
	{"equal", in(-100, 100), "np.equal(x, y, out=o)", "", perType{kernels.EqualF64, kernels.EqualF32, kernels.EqualBool, kernels.EqualC128, kernels.EqualC64}},
	{"not-equal", in(-100, 100), "np.not_equal(x, y, out=o)", "", perType{kernels.NotEqualF64, kernels.NotEqualF32, kernels.NotEqualBool, kernels.NotEqualC128, kernels.NotEqualC64}},
	{"isnan", in(-100, 100), "np.isnan(x, out=o)", "", perType{kernels.IsNaNF64, kernels.IsNaNF32, kernels.IsNaNC128, kernels.IsNaNC64}},
	{"isinf", in(-100, 100), "np.isinf(x, out=o)", "", perType{kernels.IsInfF64, kernels.IsInfF32, kernels.IsInfC128, kernels.IsInfC64}},
	{"isfinite", in(-100, 100), "np.isfinite(x, out=o)", "", perType{kernels.IsFiniteF64, kernels.IsFiniteF32, kernels.IsFiniteC128, kernels.IsFiniteC64}},
	{"signbit", in(-100, 100), "np.signbit(x, out=o)", "", perType{kernels.SignbitF64, kernels.SignbitF32}},
	{"where", in(-100, 100), "np.where(m, x, y)", "", perType{kernels.WhereF64, kernels.WhereF32, kernels.WhereI32, kernels.WhereC128, kernels.WhereC64}},
}

var integerRows = []kernelRow{
	{"shl", in(-100, 100, 0, 8), "np.left_shift(x, y, out=o)", "", perType{kernels.ShlI64, kernels.ShlI32, kernels.ShlU8}},
	{"shr", in(-100, 100, 0, 8), "np.right_shift(x, y, out=o)", "", perType{kernels.ShrI64, kernels.ShrI32, kernels.ShrU8}},
	{"and", in(-100, 100), "np.bitwise_and(x, y, out=o)", "", perType{kernels.AndI64, kernels.AndI32, kernels.AndU8, kernels.AndBool}},
	{"or", in(-100, 100), "np.bitwise_or(x, y, out=o)", "", perType{kernels.OrI64, kernels.OrI32, kernels.OrU8, kernels.OrBool}},
	{"xor", in(-100, 100), "np.bitwise_xor(x, y, out=o)", "", perType{kernels.XorI64, kernels.XorI32, kernels.XorU8, kernels.XorBool}},
	{"not", in(-100, 100), "np.invert(x, out=o)", "", perType{kernels.NotI64, kernels.NotI32, kernels.NotU8, kernels.NotBool}},
	{"popcount", in(-100, 100), "np.bitwise_count(x, out=o)", "", perType{kernels.PopcountI64, kernels.PopcountI32, kernels.PopcountU8}},
}

var conversionRows = []kernelRow{
	{"to-float32", in(-100, 100), "np.copyto(o, x, casting='unsafe')", "", perType{convert(kernels.ToF32F64), convert(kernels.ToF32I64), convert(kernels.ToF32I32), convert(kernels.ToF32U8), convert(kernels.ToF32C64)}},
	{"to-float64", in(-100, 100), "np.copyto(o, x, casting='unsafe')", "", perType{convert(kernels.ToF64F32), convert(kernels.ToF64I64), convert(kernels.ToF64I32), convert(kernels.ToF64U8), convert(kernels.ToF64C128)}},
	{"to-int64", in(-100, 100), "np.copyto(o, x, casting='unsafe')", "", perType{convert(kernels.ToI64F64), convert(kernels.ToI64F32), convert(kernels.ToI64I32), convert(kernels.ToI64C128), convert(kernels.ToI64C64)}},
	{"to-int32", in(-100, 100), "np.copyto(o, x, casting='unsafe')", "", perType{convert(kernels.ToI32F64), convert(kernels.ToI32F32), convert(kernels.ToI32I64), convert(kernels.ToI32C128), convert(kernels.ToI32C64)}},
	{"to-complex64", in(-100, 100), "np.copyto(o, x, casting='unsafe')", "", perType{convert(kernels.ToC64F64), convert(kernels.ToC64F32), convert(kernels.ToC64I64), convert(kernels.ToC64I32), convert(kernels.ToC64U8), convert(kernels.ToC64C128)}},
	{"to-complex128", in(-100, 100), "np.copyto(o, x, casting='unsafe')", "", perType{convert(kernels.ToC128F64), convert(kernels.ToC128F32), convert(kernels.ToC128I64), convert(kernels.ToC128I32), convert(kernels.ToC128U8), convert(kernels.ToC128C64)}},
	{"to-bool", in(-100, 100), "np.copyto(o, x, casting='unsafe')", "", perType{kernels.ToBoolF64, kernels.ToBoolF32, kernels.ToBoolC128, kernels.ToBoolC64}},
}

var reductionRows = []kernelRow{
	{"sum", in(-100, 100), "np.add.reduce(x)", "", perType{kernels.SumF64, kernels.SumF32, kernels.SumI64, kernels.SumI32, kernels.SumU8, kernels.SumC128, kernels.SumC64}},
	{"prod", in(0.99, 1.01), "np.multiply.reduce(x)", "", perType{kernels.ProdF64, kernels.ProdF32, kernels.ProdC128, kernels.ProdC64}},
	{"min", in(-100, 100), "np.minimum.reduce(x)", "", perType{kernels.MinF64, kernels.MinF32, kernels.MinI32, kernels.MinU8}},
	{"max", in(-100, 100), "np.maximum.reduce(x)", "", perType{kernels.MaxF64, kernels.MaxF32}},
	{"argmin", in(-100, 100), "x.argmin()", "", perType{kernels.Argmin[float64], kernels.Argmin[float32], kernels.Argmin[int32]}},
	{"argmax", in(-100, 100), "x.argmax()", "", perType{kernels.Argmax[float64], kernels.Argmax[float32]}},
	{"dot", in(-10, 10), "np.dot(x, y)", "", perType{kernels.DotF64, kernels.DotF32}},
	{"dotu", in(-10, 10), "np.dot(x, y)", "", perType{kernels.DotuC128, kernels.DotuC64}},
	{"dotc", in(-10, 10), "np.vdot(x, y)", "", perType{kernels.DotcC128, kernels.DotcC64}},
	{"sum-squares", in(-10, 10), "np.dot(x, x)", "", perType{kernels.SumSquaresF64, kernels.SumSquaresF32}},
	{"sum-squares-scaled", in(-10, 10), "np.square(np.multiply(x, c, out=o), out=o).sum()", "", perType{kernels.SumSquaresScaledF64, kernels.SumSquaresScaledF32}},
	{"sum-deviations", in(-10, 10), "np.subtract(x, c, out=o).sum()", "", perType{kernels.SumDeviationsF64, kernels.SumDeviationsF32}},
	{"sum-squared-deviations", in(-10, 10), "np.square(np.subtract(x, c, out=o), out=o).sum()", "", perType{kernels.SumSquaredDeviationsF64, kernels.SumSquaredDeviationsF32}},
	{"sum-abs", in(-100, 100), "np.absolute(x, out=o).sum()", "", perType{kernels.SumAbsF64, kernels.SumAbsF32}},
	{"max-abs", in(-100, 100), "np.absolute(x, out=o).max()", "", perType{kernels.MaxAbsF64, kernels.MaxAbsF32}},
	{"mean", in(-100, 100), "x.mean()", "", perType{kernels.MeanF64, kernels.MeanF32}},
	{"moments", in(-100, 100), "x.var()", "", perType{kernels.MomentsF64, kernels.MomentsF32}},
	{"norm2", in(-100, 100), "np.linalg.norm(x)", "", perType{kernels.Norm2F64, kernels.Norm2F32}},
	{"any", in(-1, 0), "x.any()", "", perType{kernels.Any}},
	{"all", in(1, 2), "x.all()", "", perType{kernels.All}},
	{"count", in(-1, 1), "np.count_nonzero(x)", "", perType{kernels.Count}},
	{"cumsum", in(-100, 100), "np.cumsum(x, out=o)", "", perType{kernels.Cumsum[float64], kernels.Cumsum[float32], kernels.Cumsum[int32]}},
	{"cumprod", in(0.99, 1.01), "np.cumprod(x, out=o)", "", perType{kernels.Cumprod[float64], kernels.Cumprod[float32]}},
	{"cummin", in(-100, 100), "np.minimum.accumulate(x, out=o)", "", perType{kernels.Cummin[float64], kernels.Cummin[float32]}},
	{"cummax", in(-100, 100), "np.maximum.accumulate(x, out=o)", "", perType{kernels.Cummax[float64], kernels.Cummax[float32]}},
}

// quotientAndRest is for functions of two inputs with two outputs.
func quotientAndRest[T number](f func(quo, rem, x, y []T)) special {
	return with(2, 2, func(o *operands[T]) { f(o.out, o.out2, o.x, o.y) })
}
