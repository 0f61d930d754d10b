package ndarray

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"
	"time"
)

// A goldenString is an array and NumPy's str of it; testdata/str.py writes them.
type goldenString struct {
	DType  string
	Shape  []int
	Values []string // complex numbers take two
	Ramp   bool     // element i is i
	Str    string
}

func (g goldenString) numbers(t *testing.T) []float64 {
	if g.Ramp {
		n := 1
		for _, k := range g.Shape {
			n *= k
		}
		x := make([]float64, n)
		for i := range x {
			x[i] = float64(i)
		}
		return x
	}
	x := make([]float64, len(g.Values))
	for i, s := range g.Values {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		x[i] = v
	}
	return x
}

func (g goldenString) integers(t *testing.T) []string {
	if !g.Ramp {
		return g.Values
	}
	var s []string
	for _, x := range g.numbers(t) {
		s = append(s, strconv.Itoa(int(x)))
	}
	return s
}

func signedArray[T Signed](t *testing.T, g goldenString) string {
	var v []T
	for _, s := range g.integers(t) {
		x, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		v = append(v, T(x))
	}
	return Zeros[T](g.Shape...).Assign(Of(v...).Reshape(g.Shape...)).String()
}

func unsignedArray[T Unsigned](t *testing.T, g goldenString) string {
	var v []T
	for _, s := range g.integers(t) {
		x, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		v = append(v, T(x))
	}
	return Of(v...).Reshape(g.Shape...).String()
}

func floatArray[T Float](t *testing.T, g goldenString) string {
	var v []T
	for _, x := range g.numbers(t) {
		v = append(v, T(x))
	}
	return Of(v...).Reshape(g.Shape...).String()
}

func complexArray[T Complex](t *testing.T, g goldenString) string {
	var v []T
	x := g.numbers(t)
	if g.Ramp {
		for _, re := range x {
			v = append(v, T(complex(re, 0)))
		}
	} else {
		for i := 0; i < len(x); i += 2 {
			v = append(v, T(complex(x[i], x[i+1])))
		}
	}
	return Of(v...).Reshape(g.Shape...).String()
}

func boolArray(t *testing.T, g goldenString) string {
	var v []bool
	if g.Ramp {
		for i := range g.numbers(t) {
			v = append(v, i > 0)
		}
	}
	for _, s := range g.Values {
		v = append(v, s == "True")
	}
	return Of(v...).Reshape(g.Shape...).String()
}

func TestStringIsNumPys(t *testing.T) {
	data, err := os.ReadFile("testdata/str.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []goldenString
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	formats := map[string]func(*testing.T, goldenString) string{
		"int8": signedArray[int8], "int32": signedArray[int32], "int64": signedArray[int64],
		"uint8": unsignedArray[uint8], "uint16": unsignedArray[uint16], "uint64": unsignedArray[uint64],
		"float32": floatArray[float32], "float64": floatArray[float64],
		"complex64": complexArray[complex64], "complex128": complexArray[complex128],
		"bool": boolArray,
	}
	for _, g := range cases {
		if g.Ramp && g.DType == "uint8" {
			for i := range g.integers(t) {
				g.Values = append(g.Values, strconv.Itoa(i%256))
			}
			g.Ramp = false
		}
		if got := formats[g.DType](t, g); got != g.Str {
			t.Errorf("%s %v %v:\n got %s\nwant %s", g.DType, g.Shape, g.Values, got, g.Str)
		}
	}
}

type celsius float64

func (c celsius) String() string { return strconv.FormatFloat(float64(c), 'f', 1, 64) + "C" }

func TestStringOfOtherTypes(t *testing.T) {
	for got, want := range map[string]string{
		Of("a", "bcd").String():                    "[  a bcd]",
		Of(time.Second, time.Millisecond).String(): "[ 1s 1ms]",
		Of(celsius(1), celsius(-20)).String():      "[  1.0C -20.0C]",
		Full(celsius(1)).String():                  "1.0C",
		Array[string]{}.String():                   "[]",
	} {
		if got != want {
			t.Errorf("got %s want %s", got, want)
		}
	}
}
