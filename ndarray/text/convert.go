package text

import (
	"bytes"
	"reflect"
	"strconv"
	"strings"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray/internal/decimal"
)

// A converter sets an element to what a field says, and reports whether it says
// one.
type converter func(field []byte, dst unsafe.Pointer) bool

// converterOf returns the converter to a type, nil if there is none.
func converterOf(t reflect.Type) converter {
	bits := int(8 * t.Size())
	switch k := t.Kind(); {
	case k == reflect.Float64:
		return toFloat64
	case k == reflect.Float32:
		return toFloat32
	case k == reflect.Complex128, k == reflect.Complex64:
		return func(field []byte, dst unsafe.Pointer) bool { return toComplex(field, dst, bits) }
	case k >= reflect.Int && k <= reflect.Int64:
		return func(field []byte, dst unsafe.Pointer) bool {
			v, err := strconv.ParseInt(string(bytes.TrimSpace(field)), 10, bits)
			store(dst, uint64(v), bits)
			return err == nil
		}
	case k >= reflect.Uint && k <= reflect.Uintptr:
		return func(field []byte, dst unsafe.Pointer) bool {
			text := strings.TrimPrefix(string(bytes.TrimSpace(field)), "+")
			v, err := strconv.ParseUint(text, 10, bits)
			store(dst, v, bits)
			return err == nil
		}
	case k == reflect.Bool:
		return toBool
	case k == reflect.String:
		return func(field []byte, dst unsafe.Pointer) bool {
			*(*string)(dst) = string(field)
			return true
		}
	}
	return nil
}

func store(dst unsafe.Pointer, v uint64, bits int) {
	switch bits {
	case 8:
		*(*uint8)(dst) = uint8(v)
	case 16:
		*(*uint16)(dst) = uint16(v)
	case 32:
		*(*uint32)(dst) = uint32(v)
	case 64:
		*(*uint64)(dst) = v
	}
}

func toFloat64(field []byte, dst unsafe.Pointer) bool {
	var d decimal.Number
	if n := decimal.Scan(field, &d); n == len(field) && n > 0 {
		if v, ok := d.Float64(field); ok {
			*(*float64)(dst) = v
			return true
		}
	}
	v, ok := parseFloat(field, 64)
	*(*float64)(dst) = v
	return ok
}

func toFloat32(field []byte, dst unsafe.Pointer) bool {
	var d decimal.Number
	if n := decimal.Scan(field, &d); n == len(field) && n > 0 {
		if v, ok := d.Float32(field); ok {
			*(*float32)(dst) = v
			return true
		}
	}
	v, ok := parseFloat(field, 32)
	*(*float32)(dst) = float32(v)
	return ok
}

// parseFloat reads what Python's float reads: spaces around, signs, inf and nan;
// numbers beyond the range are infinite.
func parseFloat(field []byte, bits int) (float64, bool) {
	s := string(bytes.TrimSpace(field))
	if strings.ContainsAny(s, "xXpP_") {
		return 0, false
	}
	if body := strings.TrimLeft(s, "+-"); strings.EqualFold(body, "nan") && len(s)-len(body) < 2 {
		s = "nan"
	}
	v, err := strconv.ParseFloat(s, bits)
	if e, ok := err.(*strconv.NumError); ok && e.Err == strconv.ErrRange {
		return v, true
	}
	return v, err == nil
}

// toComplex reads 1, 2j, 1+2j, (1+2j).
func toComplex(field []byte, dst unsafe.Pointer, bits int) bool {
	s := bytes.TrimSpace(field)
	if len(s) > 1 && s[0] == '(' && s[len(s)-1] == ')' {
		s = bytes.TrimSpace(s[1 : len(s)-1])
	}
	var re, im float64
	ok := len(s) > 0
	if ok && s[len(s)-1]|0x20 == 'j' {
		s = s[:len(s)-1]
		// The sign between both parts: the last that is not an exponent's.
		i := len(s) - 1
		for i > 0 && (s[i] != '+' && s[i] != '-' || s[i-1]|0x20 == 'e') {
			i--
		}
		part := s[max(i, 0):]
		var okIm bool
		im, okIm = parseFloat(part, bits/2)
		ok = okIm && !bytes.ContainsAny(part, " \t")
		s = s[:max(i, 0)]
		if !ok || len(s) == 0 {
			storeComplex(dst, complex(0, im), bits)
			return ok
		}
	}
	if ok {
		re, ok = parseFloat(s, bits/2)
	}
	storeComplex(dst, complex(re, im), bits)
	return ok
}

func storeComplex(dst unsafe.Pointer, z complex128, bits int) {
	if bits == 64 {
		*(*complex64)(dst) = complex64(z)
	} else {
		*(*complex128)(dst) = z
	}
}

func toBool(field []byte, dst unsafe.Pointer) bool {
	switch s := string(bytes.TrimSpace(field)); s {
	case "True", "true":
		*(*bool)(dst) = true
		return true
	case "False", "false":
		*(*bool)(dst) = false
		return true
	default:
		v, err := strconv.ParseInt(s, 10, 64)
		*(*bool)(dst) = v != 0
		return err == nil
	}
}
