package ndarray

import (
	"math"
	"reflect"
	"strconv"
	"strings"
)

// floatFormat prints floats in the columns that a set of them needs.
type floatFormat struct {
	*PrintOptions
	bits        int // as in appendFloat
	sign        byte
	scientific  bool
	left, right int // characters before and after the point
	fraction    int // digits after the point, scientific
	exponent    int // digits of the exponent
}

func newFloatFormat(v []float64, bits int, sign byte, o *PrintOptions) floatFormat {
	f := floatFormat{PrintOptions: o, bits: bits, sign: sign}
	f.scientific = f.spread(v)
	signed, finite, negInf := false, true, sign != '-'
	for _, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			finite = false
			negInf = negInf || x < 0
			continue
		}
		signed = signed || math.Signbit(x)
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
	if sign == ' ' && !signed {
		f.left++
	}
	if !finite {
		offset := f.right + len(".")
		width := columns(f.Inf)
		if negInf {
			width++
		}
		f.left = max(f.left, columns(f.NaN)-offset, width-offset)
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
	var large, small float64
	var ratio float64
	switch f.bits {
	case 64:
		large, small, ratio = 1e8, 1e-4, most/least
	case 32:
		large, small, ratio = 1e6, float64(float32(1e-4)), float64(float32(most)/float32(least))
	default:
		large, small, ratio = 1e3, float64(NewFloat16(1e-4).Float32()), float64(NewFloat16(most/least).Float32())
	}
	return most > 0 && (most >= large || !f.Suppress && (least < small || ratio > 1000))
}

// parts returns the digits before the point with the sign, those after it, and the
// exponent with its sign: as many digits as this number needs.
func (f *floatFormat) parts(x float64) (whole, fraction, exponent string) {
	var s string
	switch f.FloatMode {
	case Fixed:
		s, exponent = f.digits(x, f.Precision)
	case UniqueDigits:
		s, exponent = shortest(x, f.bits, f.scientific, math.MaxInt)
	default:
		s, exponent = shortest(x, f.bits, f.scientific, f.Precision)
	}
	whole, fraction, _ = strings.Cut(s, ".")
	if f.sign == '+' && !math.Signbit(x) {
		whole = "+" + whole
	}
	return whole, fraction, exponent
}

// digits returns x with so many digits after the point.
func (f *floatFormat) digits(x float64, n int) (digits, exponent string) {
	format := byte('f')
	if f.scientific {
		format = 'e'
	}
	digits, exponent, _ = strings.Cut(strconv.FormatFloat(x, format, n, 64), "e")
	return digits, exponent
}

// shortest returns the fewest digits that tell x from other floats of its type,
// but at most precision after the point, and the exponent with its sign.
func shortest(x float64, bits int, scientific bool, precision int) (digits, exponent string) {
	format := byte('f')
	if scientific {
		format = 'e'
	}
	digits, exponent, _ = strings.Cut(string(appendFloat(nil, x, format, bits)), "e")
	if _, fraction, _ := strings.Cut(digits, "."); len(fraction) > precision {
		digits, exponent, _ = strings.Cut(strconv.FormatFloat(x, format, precision, 64), "e")
		if precision > 0 {
			digits = strings.TrimRight(digits, "0")
		}
	}
	return digits, exponent
}

// word returns x with the point, or the last letter of nan and inf, where it
// belongs.
func (f *floatFormat) word(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		s := f.special(x)
		return strings.Repeat(" ", max(f.left+len(".")+f.right-columns(s), 0)) + s
	}
	whole, fraction, exponent := f.parts(x)
	if f.scientific || f.FloatMode == Fixed || f.FloatMode == MaxPrecEqual {
		// With all the digits that the column has: for a float32 those after the
		// shortest are not zeros.
		var s string
		s, exponent = f.digits(x, f.fraction)
		whole, fraction, _ = strings.Cut(s, ".")
		if f.sign == '+' && !math.Signbit(x) {
			whole = "+" + whole
		}
	}
	s := strings.Repeat(" ", max(f.left-len(whole), 0)) + whole + "." + fraction
	if !f.scientific {
		return s + strings.Repeat(" ", f.right-len(fraction))
	}
	return s + "e" + exponent[:1] + strings.Repeat("0", max(f.exponent+len("+")-len(exponent), 0)) + exponent[1:]
}

func (f *floatFormat) special(x float64) string {
	s := f.NaN
	if !math.IsNaN(x) {
		s = f.Inf
	}
	if x < 0 {
		return "-" + s
	}
	if f.sign == '+' {
		return "+" + s
	}
	return s
}

// scalarWord returns an element that stands alone, as NumPy's str of a scalar
// does.
func scalarWord[T any](v T) string {
	value, t := reflect.ValueOf(&v).Elem(), reflect.TypeFor[T]()
	switch kind := printKind(t); kind {
	case reflect.Float32, reflect.Float64:
		return scalarReal(realValue(value), floatBits(t))
	case reflect.Complex64, reflect.Complex128:
		z := value.Complex()
		if re := real(z); re == 0 && !math.Signbit(re) {
			return scalarFloat(imag(z), floatBits(t), false) + "j"
		}
		return "(" + scalarFloat(real(z), floatBits(t), false) + scalarFloat(imag(z), floatBits(t), true) + "j)"
	case reflect.String:
		return value.String()
	default:
		return words(newColumn([]T{v}, true, &PrintOptions{Sign: '-'}))[0]
	}
}

// scalarReal returns a float that is no part of a complex number, with a digit after
// the point if it is not in scientific notation.
func scalarReal(x float64, bits int) string {
	s := scalarFloat(x, bits, false)
	if strings.Trim(s, "-0123456789") == "" {
		s += ".0"
	}
	return s
}

func scalarFloat(x float64, bits int, plus bool) string {
	f := floatFormat{PrintOptions: &PrintOptions{NaN: "nan", Inf: "inf"}}
	if plus {
		f.sign = '+'
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return f.special(x)
	}
	large := 1e16
	switch bits {
	case 32:
		large = 1e6
	case 16, brainBits:
		large = 1e3
	}
	size := math.Abs(x)
	scientific := size != 0 && (size < 1e-4 || size >= large)
	s, exponent := shortest(x, bits, scientific, math.MaxInt)
	if scientific {
		s += "e" + exponent
	}
	if plus && !math.Signbit(x) {
		s = "+" + s
	}
	return s
}
