package jsonarray_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/ndarray/jsonarray"
)

// oracle reads an array by package encoding/json: the elements and the shape, or
// false for what is no array of elements of type T.
func oracle[T any](text []byte) (v []T, shape []int, ok bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var tree any
	if !json.Valid(text) || d.Decode(&tree) != nil {
		return nil, nil, false
	}
	for list, isList := tree.([]any); isList; list, isList = list[0].([]any) {
		shape = append(shape, len(list))
		if len(list) == 0 {
			break
		}
	}
	ok = len(shape) <= 64 && leaves(tree, shape, &v)
	return v, shape, ok
}

// leaves appends the elements of a tree of the given shape to v.
func leaves[T any](tree any, shape []int, v *[]T) bool {
	list, isList := tree.([]any)
	if isList != (len(shape) > 0) || isList && len(list) != shape[0] {
		return false
	}
	for _, item := range list {
		if !leaves(item, shape[1:], v) {
			return false
		}
	}
	if isList {
		return true
	}
	*v = append(*v, *new(T))
	last := &(*v)[len(*v)-1]
	if tree == nil {
		switch p := any(last).(type) {
		case *float64:
			*p = math.NaN()
			return true
		case *float32:
			*p = float32(math.NaN())
			return true
		}
		return false
	}
	text, err := json.Marshal(tree)
	return err == nil && json.Unmarshal(text, last) == nil
}

func check[T any](t *testing.T, text []byte) {
	t.Helper()
	v, shape, ok := oracle[T](text)
	a, err := jsonarray.Parse[T](text)
	if ok != (err == nil) {
		t.Fatalf("%T %.300q: %v, want ok %v", *new(T), text, err, ok)
	}
	var e *jsonarray.Error
	if !ok {
		if !errors.As(err, &e) || e.Offset < 0 || e.Offset > len(text) {
			t.Fatalf("%.300q: %v", text, err)
		}
		return
	}
	got := slices.Collect(a.Values())
	if !slices.Equal(a.Shape(), shape) || len(got) != len(v) {
		t.Fatalf("%.300q: shape %v, want %v", text, a.Shape(), shape)
	}
	for i := range v {
		// Bits, for NaN and -0.
		if fmt.Sprint(got[i]) != fmt.Sprint(v[i]) || !isNaN(v[i]) && !reflect.DeepEqual(got[i], v[i]) {
			t.Fatalf("%.300q: element %d is %v, want %v", text, i, got[i], v[i])
		}
	}
}

func isNaN(v any) bool {
	f := reflect.ValueOf(v)
	return f.CanFloat() && math.IsNaN(f.Float())
}

func checkAll(t *testing.T, text []byte) {
	t.Helper()
	check[float64](t, text)
	check[float32](t, text)
	check[int](t, text)
	check[int8](t, text)
	check[uint64](t, text)
	check[uint16](t, text)
	check[bool](t, text)
	check[string](t, text)
}

var texts = []string{"1", "[]", "[1]", "[1,2,3]", "[[1,2],[3,4]]", "[[[1,2],[3,4],[5,6]]]", "[[],[]]", "[[[]],[[]]]", " [ [ 1 , 2 ] ,\n\t[3,4]\r] ", "[[1],[2],[3]]", "[[[[1]]]]",
	"[null,1.5,-0,0,-0.0]", "[true,false]", `["a","\"","\u00e4]",",[","\ud83d\ude00",""]`, "[1e3,1.0]", "[127,-128]", "[128]", "[-129]", "[18446744073709551615]", "[18446744073709551616]", "[9223372036854775807,-9223372036854775808]",
	"[-9223372036854775809]", "[-1]", "[1e400]", "[1e39]", "[1e-400]", "[00]", "[01]", "[-]", "[+1]", "[.5]", "[5.]", "[1e]", "[1e+]", "[0x10]", "[NaN]", "[Infinity]", "[1_000]", "[-0]", "[1 2]", "[,1]", "[1,]", "[1,,2]",
	"", " ", "[", "]", "[1", "[1,", "[[1,2],[3]]", "[[1],[2,3]]", "[1,[2]]", "[[1],2]", "[[],[1]]", "[[1],[]]", "[[],1]", "[[[]],[]]", "[[],[[]]]", "[1]]", "[1] x", "[1][2]", "{\"a\":1}", "[{}]", "nul", "[nulll]", "[tru]", `["a`, "[\"a\n\"]", "[\"\\x\"]",
	"[[1,2],[3,4],[5,6]", "[[1,2],[3,4]],[5,6]]", "[[1,2,[3,4]]", "[[1,2],[3],[4,5,6]]", "[[[1],[2]],[[3]]]", "[[[1]],[[2],[3]]]", strings.Repeat("[", 64) + "1" + strings.Repeat("]", 64), strings.Repeat("[", 65) + "1" + strings.Repeat("]", 65),
	strings.Repeat("[", 100000), "[1,2]\x00", "\xff", "[\"\xff\"]", "[1.7976931348623157e308]", "[123456789012345678901234567890]"}

func TestParse(t *testing.T) {
	for _, s := range texts {
		checkAll(t, []byte(s))
	}
}

// random writes an array of the given shape with a format for its elements.
func random(r *rand.Rand, shape []int, element func() string, space string) []byte {
	if len(shape) == 0 {
		return []byte(element())
	}
	b := []byte("[" + space)
	for i := range shape[0] {
		if i > 0 {
			b = append(append(b, ','), space...)
		}
		b = append(b, random(r, shape[1:], element, space)...)
	}
	return append(append(b, space...), ']')
}

// TestLarge: texts that are read in chunks, whole and with one byte changed.
func TestLarge(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	element := func() string { return strconv.FormatFloat(r.NormFloat64(), 'g', -1, 64) }
	shapes := [][]int{{15000}, {120, 120}, {1, 15000}, {15000, 1}, {2, 3, 4, 600}, {15, 1, 50, 2, 1, 10}, {3, 5000}}
	if testing.Short() {
		shapes = shapes[3:5]
	}
	for i, shape := range shapes {
		text := random(r, shape, element, []string{"", " ", "\n  "}[i%3])
		check[float64](t, text)
		for range 2 {
			bad := slices.Clone(text)
			bad[r.IntN(len(bad))] = "[],1. \n"[r.IntN(7)]
			check[float64](t, bad)
		}
	}
	for _, shape := range [][]int{{100}, {5, 7}, {2, 2, 2, 2}} {
		for range 150 {
			bad := random(r, shape, func() string { return strconv.Itoa(r.IntN(300)) }, "")
			for range r.IntN(3) {
				bad[r.IntN(len(bad))] = "[],1. \n"[r.IntN(7)]
			}
			check[float64](t, bad)
			check[uint16](t, bad)
		}
	}
}

type celsius float32

func TestNamedTypes(t *testing.T) {
	a, err := jsonarray.Parse[celsius]([]byte("[1.5, 2]"))
	if err != nil || a.At(0) != 1.5 || a.At(1) != 2 {
		t.Error(a, err)
	}
	if _, err := jsonarray.Parse[complex128]([]byte("[1]")); err == nil {
		t.Error("complex")
	}
	b, err := jsonarray.Read[int](strings.NewReader("[[1,2]]"))
	if err != nil || b.At(0, 1) != 2 {
		t.Error(b, err)
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"[[1, 2], [3]]":      "jsonarray: ragged: list of length 1, others have 2 at byte 11, element [1]",
		"[[1, 2], 3]":        `jsonarray: ragged: "3" where a list is expected at byte 9, element [1]`,
		"[[1, 2], [3, [4]]]": "jsonarray: ragged: a list where numbers are expected at byte 13, element [1][1]",
		"[1, 2x]":            "jsonarray: no ',' or ']' at byte 5, element [2]",
		"[1, x]":             "jsonarray: no number at byte 4, element [1]",
		"[1, 1e999]":         "jsonarray: number out of the range of float64 at byte 4, element [1]",
		"[1, 2":              "jsonarray: no ',' or ']' at byte 5, element [2]",
		"":                   "jsonarray: the text ends too early at byte 0",
	} {
		if _, err := jsonarray.Parse[float64]([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("%s:\n got %v\nwant %s", text, err, want)
		}
	}
	if _, err := jsonarray.Parse[int8]([]byte("[[1], [200]]")); err == nil || err.Error() != "jsonarray: number out of the range of int8 at byte 7, element [1][0]" {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range texts {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 1<<12 {
			checkAll(t, b)
		}
	})
}

func ExampleParse() {
	a, err := jsonarray.Parse[float64]([]byte("[[1, 2.5], [3, null]]"))
	fmt.Println(a, err)
	_, err = jsonarray.Parse[float64]([]byte("[[1, 2], [3]]"))
	fmt.Println(err)
	// Output:
	// [[1.  2.5]
	//  [3.  nan]] <nil>
	// jsonarray: ragged: list of length 1, others have 2 at byte 11, element [1]
}

func BenchmarkParse(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	text := random(r, []int{1000, 1000}, func() string { return strconv.FormatFloat(r.NormFloat64(), 'g', -1, 64) }, "")
	b.Run("here", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := jsonarray.Parse[float64](text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding json", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			var v [][]float64
			if err := json.Unmarshal(text, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
}
