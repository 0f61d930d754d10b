package ndarray

import (
	"math"
	"reflect"
	"strconv"
	"strings"
)

// floatFormat prints floats in the columns that a set of them needs.
type floatFormat struct {
	single      bool // float32
	plus        bool // with a sign always
	scientific  bool
	left, right int // characters before and after the point
	fraction    int // digits after the point, scientific
	exponent    int // digits of the exponent
}

func newFloatFormat(v []float64, single, plus bool) floatFormat {
	f := floatFormat{single: single, plus: plus}
	f.scientific = f.spread(v)
	negInf, finite := plus, true
	for _, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			finite = false
			negInf = negInf || x < 0
			continue
		}
		whole, fraction, exponent := f.parts(x)
		f.left = max(f.left, len(whole))
		f.fraction = max(f.fraction, len(fraction))
		if f.scientific {
			f.exponent = max(f.exponent, len(exponent)-len("+"))
		}
	}
	f.right = f.fraction
	if f.exponent > 0 {
		f.right += len("e+") + f.exponent
	}
	if !finite {
		width := len("inf")
		if negInf {
			width++
		}
		f.left = max(f.left, width-len(".")-f.right)
	}
	return f
}

// spread reports whether the magnitudes are too large, small or different to be
// printed without exponents.
func (f *floatFormat) spread(v []float64) bool {
	least, most := math.Inf(1), 0.0
	for _, x := range v {
		if x = math.Abs(x); x > 0 && !math.IsInf(x, 1) {
			least, most = min(least, x), max(most, x)
		}
	}
	switch {
	case most == 0:
		return false
	case f.single:
		return most >= 1e6 || float32(least) < 1e-4 || float32(most)/float32(least) > 1000
	default:
		return most >= 1e8 || least < 1e-4 || most/least > 1000
	}
}

// parts returns the digits before the point with the sign, those after it
// without trailing zeros, and the exponent with its sign.
func (f *floatFormat) parts(x float64) (whole, fraction, exponent string) {
	s, exponent := shortest(x, f.single, f.scientific, printPrecision)
	whole, fraction, _ = strings.Cut(s, ".")
	if f.plus && !math.Signbit(x) {
		whole = "+" + whole
	}
	return whole, fraction, exponent
}

// shortest returns the fewest digits that tell x from other floats of its type,
// but at most precision after the point, and the exponent with its sign.
func shortest(x float64, single, scientific bool, precision int) (digits, exponent string) {
	format, bits := byte('f'), 64
	if scientific {
		format = 'e'
	}
	if single {
		bits = 32
	}
	digits, exponent, _ = strings.Cut(strconv.FormatFloat(x, format, -1, bits), "e")
	if _, fraction, _ := strings.Cut(digits, "."); len(fraction) > precision {
		digits, exponent, _ = strings.Cut(strconv.FormatFloat(x, format, precision, 64), "e")
		digits = strings.TrimRight(digits, "0")
	}
	return digits, exponent
}

// word returns x with the point, or the last letter of nan and inf, where it
// belongs.
func (f *floatFormat) word(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		s := special(x, f.plus)
		return strings.Repeat(" ", f.left+len(".")+f.right-len(s)) + s
	}
	if !f.scientific {
		whole, fraction, _ := f.parts(x)
		return strings.Repeat(" ", f.left-len(whole)) + whole + "." + fraction + strings.Repeat(" ", f.right-len(fraction))
	}
	// With all the digits that the column has: for a float32 those after the
	// shortest are not zeros.
	digits, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'e', f.fraction, 64), "e")
	if f.plus && !math.Signbit(x) {
		digits = "+" + digits
	}
	if f.fraction == 0 {
		digits += "."
	}
	left := strings.Repeat(" ", f.left+len(".")+f.fraction-len(digits))
	return left + digits + "e" + exponent[:1] + strings.Repeat("0", f.exponent+len("+")-len(exponent)) + exponent[1:]
}

func special(x float64, plus bool) string {
	s := "nan"
	if !math.IsNaN(x) {
		s = "inf"
	}
	if x < 0 {
		return "-" + s
	}
	if plus {
		return "+" + s
	}
	return s
}

// scalarWord returns an element that stands alone, as NumPy's str of a scalar
// does.
func scalarWord[T any](v T) string {
	switch kind := printKind[T](); {
	case floats.has(kind):
		s := scalarFloat(reflect.ValueOf(v).Float(), kind == reflect.Float32, false)
		if strings.Trim(s, "-0123456789") == "" {
			s += ".0"
		}
		return s
	case complexes.has(kind):
		z, single := reflect.ValueOf(v).Complex(), kind == reflect.Complex64
		if re := real(z); re == 0 && !math.Signbit(re) {
			return scalarFloat(imag(z), single, false) + "j"
		}
		return "(" + scalarFloat(real(z), single, false) + scalarFloat(imag(z), single, true) + "j)"
	default:
		return strings.TrimSpace(plainWord(v, kind))
	}
}

func scalarFloat(x float64, single, plus bool) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return special(x, plus)
	}
	large := 1e16
	if single {
		large = 1e6
	}
	size := math.Abs(x)
	scientific := size != 0 && (size < 1e-4 || size >= large)
	s, exponent := shortest(x, single, scientific, math.MaxInt)
	if scientific {
		s += "e" + exponent
	}
	if plus && !math.Signbit(x) {
		s = "+" + s
	}
	return s
}
