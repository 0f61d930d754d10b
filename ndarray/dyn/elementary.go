package dyn

// The functions here have real results for real operands, NaN where there is none.
// Bools, and integers of 8 and 16 bits, become float32 (NumPy has float16 for those
// of 8 bits), larger integers float64. Errors of complex results are some units in
// the last place of the larger part.

// Sqrt returns the square root of x.
func Sqrt(x any) Array {
	return Array{one("Sqrt", inexact, x).(interface{ sqrt() holder }).sqrt()}
}

func (x box[T]) sqrt() holder { return boxed(x.a.Sqrt()) }

// Exp returns e to the power x.
func Exp(x any) Array {
	return Array{one("Exp", inexact, x).(interface{ exp() holder }).exp()}
}

func (x box[T]) exp() holder { return boxed(x.a.Exp()) }

// Expm1 returns e to the power x, minus 1.
func Expm1(x any) Array {
	return Array{one("Expm1", inexact, x).(interface{ expm1() holder }).expm1()}
}

func (x box[T]) expm1() holder { return boxed(x.a.Expm1()) }

// Log returns the natural logarithm of x.
func Log(x any) Array {
	return Array{one("Log", inexact, x).(interface{ log() holder }).log()}
}

func (x box[T]) log() holder { return boxed(x.a.Log()) }

// Log1p returns the natural logarithm of 1+x.
func Log1p(x any) Array {
	return Array{one("Log1p", inexact, x).(interface{ log1p() holder }).log1p()}
}

func (x box[T]) log1p() holder { return boxed(x.a.Log1p()) }

// Log2 returns the logarithm of x to base 2.
func Log2(x any) Array {
	return Array{one("Log2", inexact, x).(interface{ log2() holder }).log2()}
}

func (x box[T]) log2() holder { return boxed(x.a.Log2()) }

// Log10 returns the logarithm of x to base 10.
func Log10(x any) Array {
	return Array{one("Log10", inexact, x).(interface{ log10() holder }).log10()}
}

func (x box[T]) log10() holder { return boxed(x.a.Log10()) }

// Sin returns the sine of x, in radians.
func Sin(x any) Array {
	return Array{one("Sin", inexact, x).(interface{ sin() holder }).sin()}
}

func (x box[T]) sin() holder { return boxed(x.a.Sin()) }

// Cos returns the cosine of x, in radians.
func Cos(x any) Array {
	return Array{one("Cos", inexact, x).(interface{ cos() holder }).cos()}
}

func (x box[T]) cos() holder { return boxed(x.a.Cos()) }

// Tan returns the tangent of x, in radians.
func Tan(x any) Array {
	return Array{one("Tan", inexact, x).(interface{ tan() holder }).tan()}
}

func (x box[T]) tan() holder { return boxed(x.a.Tan()) }

// Asin returns the inverse sine of x, in radians.
func Asin(x any) Array {
	return Array{one("Asin", inexact, x).(interface{ asin() holder }).asin()}
}

func (x box[T]) asin() holder { return boxed(x.a.Asin()) }

// Acos returns the inverse cosine of x, in radians.
func Acos(x any) Array {
	return Array{one("Acos", inexact, x).(interface{ acos() holder }).acos()}
}

func (x box[T]) acos() holder { return boxed(x.a.Acos()) }

// Atan returns the inverse tangent of x, in radians.
func Atan(x any) Array {
	return Array{one("Atan", inexact, x).(interface{ atan() holder }).atan()}
}

func (x box[T]) atan() holder { return boxed(x.a.Atan()) }

// Sinh returns the hyperbolic sine of x.
func Sinh(x any) Array {
	return Array{one("Sinh", inexact, x).(interface{ sinh() holder }).sinh()}
}

func (x box[T]) sinh() holder { return boxed(x.a.Sinh()) }

// Cosh returns the hyperbolic cosine of x.
func Cosh(x any) Array {
	return Array{one("Cosh", inexact, x).(interface{ cosh() holder }).cosh()}
}

func (x box[T]) cosh() holder { return boxed(x.a.Cosh()) }

// Tanh returns the hyperbolic tangent of x.
func Tanh(x any) Array {
	return Array{one("Tanh", inexact, x).(interface{ tanh() holder }).tanh()}
}

func (x box[T]) tanh() holder { return boxed(x.a.Tanh()) }

// Asinh returns the inverse hyperbolic sine of x.
func Asinh(x any) Array {
	return Array{one("Asinh", inexact, x).(interface{ asinh() holder }).asinh()}
}

func (x box[T]) asinh() holder { return boxed(x.a.Asinh()) }

// Acosh returns the inverse hyperbolic cosine of x.
func Acosh(x any) Array {
	return Array{one("Acosh", inexact, x).(interface{ acosh() holder }).acosh()}
}

func (x box[T]) acosh() holder { return boxed(x.a.Acosh()) }

// Atanh returns the inverse hyperbolic tangent of x.
func Atanh(x any) Array {
	return Array{one("Atanh", inexact, x).(interface{ atanh() holder }).atanh()}
}

func (x box[T]) atanh() holder { return boxed(x.a.Atanh()) }
