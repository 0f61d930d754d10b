package jsonarray

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"unicode/utf8"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray/internal/decimal"
)

// A reader reads the element at b[i] to dst, and returns where it ends, or what is
// wrong with it.
type reader func(b []byte, i int, dst unsafe.Pointer) (end int, msg string)

// readerOf returns the reader of elements of a type, nil if there is none.
func readerOf(t reflect.Type) reader {
	switch k := t.Kind(); k {
	case reflect.Float64:
		return readFloat64
	case reflect.Float32:
		return readFloat32
	case reflect.Int, reflect.Int64:
		return signedReader[int64](t)
	case reflect.Int32:
		return signedReader[int32](t)
	case reflect.Int16:
		return signedReader[int16](t)
	case reflect.Int8:
		return signedReader[int8](t)
	case reflect.Uint, reflect.Uintptr, reflect.Uint64:
		return unsignedReader[uint64](t)
	case reflect.Uint32:
		return unsignedReader[uint32](t)
	case reflect.Uint16:
		return unsignedReader[uint16](t)
	case reflect.Uint8:
		return unsignedReader[uint8](t)
	case reflect.Bool:
		return readBool
	case reflect.String:
		return readString
	}
	return nil
}

// scan reads the number at b[i] in JSON's grammar.
func scan(b []byte, i int, d *decimal.Number) (end int, msg string) {
	n := decimal.Scan(b[i:], d)
	zero := i
	if d.Neg {
		zero++
	}
	if n == 0 || d.Int == 0 || d.Int > 1 && b[zero] == '0' || d.Point && d.Frac == 0 {
		return i, "no number"
	}
	return i + n, ""
}

func hasWord(b []byte, i int, word string) bool {
	return len(b)-i >= len(word) && string(b[i:i+len(word)]) == word
}

func readFloat64(b []byte, i int, dst unsafe.Pointer) (int, string) {
	var d decimal.Number
	end, msg := scan(b, i, &d)
	if msg != "" {
		if hasWord(b, i, "null") {
			*(*float64)(dst) = math.NaN()
			return i + 4, ""
		}
		return end, msg
	}
	v, ok := d.Float64(b[i:end])
	if !ok {
		return end, "number out of the range of float64"
	}
	*(*float64)(dst) = v
	return end, ""
}

func readFloat32(b []byte, i int, dst unsafe.Pointer) (int, string) {
	var d decimal.Number
	end, msg := scan(b, i, &d)
	if msg != "" {
		if hasWord(b, i, "null") {
			*(*float32)(dst) = float32(math.NaN())
			return i + 4, ""
		}
		return end, msg
	}
	v, ok := d.Float32(b[i:end])
	if !ok {
		return end, "number out of the range of float32"
	}
	*(*float32)(dst) = v
	return end, ""
}

// scanInteger reads the integer at b[i].
func scanInteger(b []byte, i int, t reflect.Type, d *decimal.Number) (end int, msg string) {
	end, msg = scan(b, i, d)
	switch {
	case msg != "":
		return end, msg
	case d.Point || d.Exponent:
		return end, "number that is not written as an integer, for " + t.String()
	case !d.IsInteger() || d.Int > 19:
		// 20 digits fit a uint64 at most.
		v, err := strconv.ParseUint(string(bytes.TrimPrefix(b[i:end], []byte("-"))), 10, 64)
		if err != nil {
			return end, "number out of the range of " + t.String()
		}
		d.Mant = v
	}
	return end, ""
}

func signedReader[T int8 | int16 | int32 | int64](t reflect.Type) reader {
	if t.Size() == 4 && unsafe.Sizeof(T(0)) == 8 { // int where it has 32 bits
		return signedReader[int32](t)
	}
	most := uint64(1)<<(8*unsafe.Sizeof(T(0))-1) - 1
	return func(b []byte, i int, dst unsafe.Pointer) (int, string) {
		var d decimal.Number
		end, msg := scanInteger(b, i, t, &d)
		if msg != "" {
			return end, msg
		}
		v, limit := T(d.Mant), most
		if d.Neg {
			v, limit = -v, most+1
		}
		if d.Mant > limit {
			return end, "number out of the range of " + t.String()
		}
		*(*T)(dst) = v
		return end, ""
	}
}

func unsignedReader[T uint8 | uint16 | uint32 | uint64](t reflect.Type) reader {
	if t.Size() == 4 && unsafe.Sizeof(T(0)) == 8 { // uint where it has 32 bits
		return unsignedReader[uint32](t)
	}
	return func(b []byte, i int, dst unsafe.Pointer) (int, string) {
		var d decimal.Number
		end, msg := scanInteger(b, i, t, &d)
		if msg != "" {
			return end, msg
		}
		if d.Mant > uint64(^T(0)) || d.Neg {
			return end, "number out of the range of " + t.String()
		}
		*(*T)(dst) = T(d.Mant)
		return end, ""
	}
}

func readBool(b []byte, i int, dst unsafe.Pointer) (int, string) {
	switch {
	case hasWord(b, i, "true"):
		*(*bool)(dst) = true
		return i + 4, ""
	case hasWord(b, i, "false"):
		*(*bool)(dst) = false
		return i + 5, ""
	}
	return i, "neither true nor false"
}

func readString(b []byte, i int, dst unsafe.Pointer) (int, string) {
	if b[i] != '"' {
		return i, "no string"
	}
	plain := true
	for end := i + 1; end < len(b); end++ {
		switch c := b[end]; {
		case c == '\\':
			plain = false
			end++
		case c < ' ':
			return end, "control character in a string"
		case c == '"':
			text := b[i+1 : end]
			if plain && utf8.Valid(text) {
				*(*string)(dst) = string(text)
				return end + 1, ""
			}
			if err := json.Unmarshal(b[i:end+1], (*string)(dst)); err != nil {
				return i, "bad string"
			}
			return end + 1, ""
		}
	}
	return i, "string without end"
}
