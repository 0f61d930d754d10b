package native_test

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas64"

	"github.com/lanewise/lanewise/blas/native"
)

// Without the library the error says what was looked for, and nothing changes.
func ExampleOpen_missing() {
	before := blas64.Implementation()
	b, err := native.Open("no-such-library.so")
	fmt.Println(b == nil, err != nil, blas64.Implementation() == before)
	// Output: true true true
}
