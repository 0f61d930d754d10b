package linalg

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewise/lanewise/ndarray"
)

// The kinds of errors; compare with errors.Is(err, linalg.ErrSingular).
var (
	ErrSingular            = errors.New("matrix is singular")
	ErrNotPositiveDefinite = errors.New("matrix is not positive definite")
	ErrNoConvergence       = errors.New("iteration does not converge")
)

// Error says which matrix has no result.
type Error struct {
	Op    string // the function: "Solve"
	Kind  error  // ErrSingular, ErrNotPositiveDefinite or ErrNoConvergence
	Index []int  // of the matrix in the stack; empty if there is only one
}

func (e *Error) Error() string {
	if len(e.Index) == 0 {
		return fmt.Sprintf("linalg: %s: %v", e.Op, e.Kind)
	}
	number := shapeString(e.Index)
	if len(e.Index) == 1 {
		number = strconv.Itoa(e.Index[0])
	}
	return fmt.Sprintf("linalg: %s: %v: number %s of the stack", e.Op, e.Kind, number)
}

// Unwrap returns the kind.
func (e *Error) Unwrap() error { return e.Kind }

// fail panics for misuse, as package ndarray does.
func fail(op string, kind error, format string, args ...any) {
	panic(&ndarray.Error{Op: "linalg." + op, Kind: kind, Msg: fmt.Sprintf(format, args...)})
}

// shapeString writes a shape as Python writes a tuple.
func shapeString(shape []int) string {
	text := strings.ReplaceAll(strings.Trim(fmt.Sprint(shape), "[]"), " ", ",")
	if len(shape) == 1 {
		text += ","
	}
	return "(" + text + ")"
}

// stackShape returns the axes before those of the matrices and the shape of
// these.
func stackShape[T any](op string, a ndarray.Array[T]) (stack []int, m, n int) {
	shape := a.Shape()
	last := len(shape) - 2
	if last < 0 {
		fail(op, ndarray.ErrShape, "a matrix has two axes, not shape %s", shapeString(shape))
	}
	return shape[:last], shape[last], shape[last+1]
}

// squareStack is stackShape for square matrices.
func squareStack[T any](op string, a ndarray.Array[T]) (stack []int, n int) {
	stack, m, n := stackShape(op, a)
	if m != n {
		fail(op, ndarray.ErrShape, "last 2 dimensions of the array must be square, not %s", shapeString(a.Shape()))
	}
	return stack, n
}

// sizeOf returns the number of elements of a shape.
func sizeOf(shape []int) int {
	n := 1
	for _, k := range shape {
		n *= k
	}
	return n
}

// broadcast returns the shape that two shapes have when broadcast together.
func broadcast(op string, a, b []int) []int {
	if len(a) < len(b) {
		a, b = b, a
	}
	shape := slices.Clone(a)
	for i, n := range b {
		at := &shape[len(a)-len(b)+i]
		if *at == 1 {
			*at = n
		} else if n != 1 && n != *at {
			fail(op, ndarray.ErrShape, "stacks of shapes %s and %s could not be broadcast together", shapeString(a), shapeString(b))
		}
	}
	return shape
}

// indexOf returns the index of matrix number i of a stack.
func indexOf(stack []int, i int) []int {
	index := make([]int, len(stack))
	for d := len(stack) - 1; d >= 0; d-- {
		index[d] = i % stack[d]
		i /= stack[d]
	}
	return index
}

// with returns a shape followed by other axes, in a new slice.
func with(stack []int, axes ...int) []int { return slices.Concat(stack, axes) }

const eps = 0x1p-53

// epsOf returns the distance from 1 to the next number of the precision of T.
func epsOf[T ndarray.Inexact]() float64 {
	if isSingle[T]() {
		return 0x1p-23
	}
	return 0x1p-52
}

var inf = math.Inf(1)
