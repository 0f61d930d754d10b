package jsonarray_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/jsonarray"
)

// The body of a request, or a file.
func ExampleRead() {
	body := strings.NewReader(`[[0.5, 1, 2e3], [4, 5, 6]]`)
	a, err := jsonarray.Read[float32](body)
	fmt.Println(a.Shape(), a.Max(), err)
	// Output: [2 3] 2000 <nil>
}

// Integers are not rounded: what is beyond the type, or has a point, is an error.
func ExampleParse_integers() {
	a, err := jsonarray.Parse[int64]([]byte(`[9007199254740993, -1]`))
	fmt.Println(a, err)
	_, err = jsonarray.Parse[uint8]([]byte(`[255, 256]`))
	fmt.Println(err != nil)
	// Output:
	// [9007199254740993               -1] <nil>
	// true
}

// An array in an object: the rest by encoding/json, the numbers here.
func ExampleParse_member() {
	var message struct {
		Name string          `json:"name"`
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal([]byte(`{"name": "mask", "data": [[true, false], [false, true]]}`), &message); err != nil {
		fmt.Println(err)
		return
	}
	mask, err := jsonarray.Parse[bool](message.Data)
	fmt.Println(message.Name, ndarray.CountNonzero(mask), err)
	// Output: mask 2 <nil>
}

// The error has the place, for a message that points to it.
func ExampleError() {
	_, err := jsonarray.Parse[float64]([]byte(`[[1, 2], [3, "four"]]`))
	var e *jsonarray.Error
	if errors.As(err, &e) {
		fmt.Println("element", e.Path, "at byte", e.Offset)
	}
	// Output: element [1 1] at byte 13
}
