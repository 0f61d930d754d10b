package ndarray

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A printCase is an array and what NumPy prints for it; testdata/str.py writes them.
type printCase struct {
	DType     string
	Shape     []int
	Values    []string // complex numbers take two
	Ramp      bool     // element i is i
	Str, Repr string
	Opt       struct {
		Precision, Threshold, EdgeItems, LineWidth *int
		Suppress                                   bool
		FloatMode, Sign, NaNStr, InfStr            string
	}
}

func (g printCase) options() PrintOptions {
	field := func(p *int) int {
		switch {
		case p == nil:
			return 0
		case *p == 0:
			return -1
		default:
			return *p
		}
	}
	o := PrintOptions{
		Precision: field(g.Opt.Precision), Threshold: field(g.Opt.Threshold), EdgeItems: field(g.Opt.EdgeItems),
		LineWidth: field(g.Opt.LineWidth), Suppress: g.Opt.Suppress, NaN: g.Opt.NaNStr, Inf: g.Opt.InfStr,
		FloatMode: map[string]FloatMode{"": MaxPrec, "fixed": Fixed, "unique": UniqueDigits, "maxprec_equal": MaxPrecEqual}[g.Opt.FloatMode],
	}
	if g.Opt.Sign != "" {
		o.Sign = g.Opt.Sign[0]
	}
	return o
}

// check prints an array whose elements parse makes from width numbers each.
func check[T any](parse func(s []string) T, width int) func(*testing.T, printCase) {
	return func(t *testing.T, g printCase) {
		a := Zeros[T](g.Shape...)
		if g.Ramp {
			g.Values = nil
			for i := range a.Size() {
				g.Values = append(g.Values, strconv.Itoa(i), "0")[:len(g.Values)+width]
			}
		}
		for i, v := range mustData(a) {
			v = parse(g.Values[i*width:][:width])
			mustData(a)[i] = v
		}
		for _, w := range []struct{ got, want string }{{Sprint(a, g.options()), g.Str}, {Repr(a, g.options()), g.Repr}} {
			if w.got != w.want {
				opt, _ := json.Marshal(g.Opt)
				t.Errorf("%s %v %v %s:\n got %s\nwant %s", g.DType, g.Shape, g.Values[:min(len(g.Values), 20)], opt, w.got, w.want)
			}
		}
	}
}

func float(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

func signedOf[T Signed](s []string) T {
	v, _ := strconv.ParseInt(s[0], 10, 64)
	return T(v)
}

func unsigned[T Unsigned](s []string) T {
	v, _ := strconv.ParseUint(s[0], 10, 64)
	return T(v)
}

func complexOf(s []string) complex128 { return complex(float(s[0]), float(s[1])) }

func TestPrintIsNumPys(t *testing.T) {
	data, err := os.ReadFile("testdata/str.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []printCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	checks := map[string]func(*testing.T, printCase){
		"int8": check(signedOf[int8], 1), "int16": check(signedOf[int16], 1), "int32": check(signedOf[int32], 1), "int64": check(signedOf[int64], 1),
		"uint8": check(unsigned[uint8], 1), "uint16": check(unsigned[uint16], 1), "uint32": check(unsigned[uint32], 1), "uint64": check(unsigned[uint64], 1),
		"float16":    check(func(s []string) Float16 { return NewFloat16(float(s[0])) }, 1),
		"float32":    check(func(s []string) float32 { return float32(float(s[0])) }, 1),
		"float64":    check(func(s []string) float64 { return float(s[0]) }, 1),
		"complex64":  check(func(s []string) complex64 { return complex64(complexOf(s)) }, 2),
		"complex128": check(complexOf, 2),
		"bool":       check(func(s []string) bool { return s[0] != "False" && s[0] != "0" }, 1),
		"str":        check(func(s []string) string { return s[0] }, 1),
	}
	for _, g := range cases {
		if strings.HasPrefix(g.DType, "str") {
			g.DType = "str"
		}
		checks[g.DType](t, g)
	}
}

type celsius float64

func (c celsius) String() string { return strconv.FormatFloat(float64(c), 'f', 1, 64) + "C" }

type meters float32

type station struct {
	ID     int32
	Height float64
	Name   string
	Range  [2]meters
	open   bool
}

// board has an array of two axes in it, cell a float that stands alone.
type board struct {
	V [2][3]int64
	T [1]string
}

type cell struct {
	V float64
	T time.Duration
}

func TestPrintOfOtherTypes(t *testing.T) {
	boards := Of(board{[2][3]int64{{1, 2, 3}, {4, 5, 6}}, [1]string{"1.0C"}}, board{T: [1]string{"0.0C"}})
	stations := Of(station{1, 2.5, "a", [2]meters{1, 10}, true}, station{ID: 20, Height: math.NaN()})
	for got, want := range map[string]string{
		Of(time.Second, time.Millisecond).String():               "[ 1s 1ms]",
		Of(celsius(1), celsius(-20)).String():                    "[  1.0C -20.0C]",
		Full(celsius(1)).String():                                "1.0C",
		Repr(Of(meters(1)), PrintOptions{}):                      "array([1.], dtype=float32)",
		Array[string]{}.String():                                 "[]",
		stations.String():                                        "[( 1, 2.5, 'a', [ 1., 10.],  True) (20, nan, '', [ 0.,  0.], False)]",
		stations.Row(0).String():                                 "(1, 2.5, 'a', [1.0, 10.0], True)",
		boards.String():                                          "[([[1, 2, 3], [4, 5, 6]], ['1.0C']) ([[0, 0, 0], [0, 0, 0]], ['0.0C'])]",
		Sprint(boards, PrintOptions{Threshold: 4, EdgeItems: 1}): "[([[1, ..., 3], [4, ..., 6]], ['1.0C'])\n ([[0, ..., 0], [0, ..., 0]], ['0.0C'])]",
		Repr(boards.Row(0), PrintOptions{}):                      "array(([[1, 2, 3], [4, 5, 6]], ['1.0C']),\n      dtype=[('V', '<i8', (2, 3)), ('T', 'O', (1,))])",
		Of(cell{1e10, time.Second}).Row(0).String():              "(10000000000.0, 1s)",
		Of(struct{ A int8 }{1}).String():                         "[(1,)]",
		Repr(Of(struct{ A int8 }{1}), PrintOptions{}):            "array([(1,)], dtype=[('A', 'i1')])",
		Of(NewBFloat16(math.Pi)).String():                        "[3.14]",
		Of(1 + 2i).String():                                      "[1.+2.j]",
	} {
		if got != want {
			t.Errorf("got %s want %s", got, want)
		}
	}
}

func TestFormat(t *testing.T) {
	a := Of(1, 2.25, -1.0/3).Reshape(3, 1)
	for _, c := range []struct {
		format string
		a      fmt.Formatter
		want   string
	}{
		{"%v", a.T(), "[[ 1.          2.25       -0.33333333]]"},
		{"%s", a.T(), "[[ 1.          2.25       -0.33333333]]"},
		{"%.3v", a.T(), "[[ 1.     2.25  -0.333]]"},
		{"%.0v", a.T(), "[[ 1.  2. -0.]]"},
		{"%+v", a, "array([[ 1.        ],\n       [ 2.25      ],\n       [-0.33333333]])"},
		{"%#v", Of[float32](1), "array([1.], dtype=float32)"},
		{"%.2f", a.T(), "[[ 1.00  2.25 -0.33]]"},
		{"%+6.1e", a, "[[+1.0e+00]\n [+2.2e+00]\n [-3.3e-01]]"},
		{"%04d", Of(1, 23), "[0001 0023]"},
		{"%x", Of(1, 255), "[ 1 ff]"},
		{"%q", Of("a", "b c"), `[  "a" "b c"]`},
		{"%.1f", Full(2.0), "2.0"},
		{"%d", Zeros[int](0), "[]"},
		{"%v", Array[int]{}, "[]"},
	} {
		if got := fmt.Sprintf(c.format, c.a); got != c.want {
			t.Errorf("%s: got %s want %s", c.format, got, c.want)
		}
	}
}
