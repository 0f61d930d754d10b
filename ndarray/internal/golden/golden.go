// Package golden reads the results that NumPy gave: the files testdata/*.json of
// ndarray and its sub-packages, each written by the script of the same name beside
// it with the help of golden.py. It serves tests only.
package golden

import (
	"encoding/binary"
	"encoding/json"
	"os"
	"testing"
)

// Case is one call: its name, named arguments, input and output arrays.
type Case struct {
	Name string
	Args map[string]json.RawMessage
	In   []Array
	Out  []Array
	Err  string // the message of the exception, if it raised one
}

// Array is an array in C order, its elements as little-endian bytes.
type Array struct {
	Type  string `json:"t"` // NumPy's name: "float64"
	Shape []int  `json:"s"`
	Data  []byte `json:"d"`
}

// Cases returns the cases of testdata/family.json. It fails the test if there are
// none.
func Cases(t testing.TB, family string) []Case {
	t.Helper()
	text, err := os.ReadFile("testdata/" + family + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []Case
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(family, err)
	}
	if len(cases) == 0 {
		t.Fatal(family, "has no cases")
	}
	return cases
}

// Arg returns an argument, or the zero value if the case has none of that name.
func Arg[T any](t testing.TB, c Case, name string) (v T) {
	t.Helper()
	if raw, ok := c.Args[name]; ok {
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(c.Name, name, err)
		}
	}
	return v
}

// Elems returns the elements of an array, whose type must be T.
func Elems[T any](t testing.TB, a Array) []T {
	t.Helper()
	n := 1
	for _, d := range a.Shape {
		n *= d
	}
	s := make([]T, n)
	if read, err := binary.Decode(a.Data, binary.LittleEndian, s); err != nil || read != len(a.Data) {
		t.Fatalf("%d bytes for %T of shape %v: %v", len(a.Data), s, a.Shape, err)
	}
	return s
}
