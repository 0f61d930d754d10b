package ndarray

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The kinds of misuse; compare with errors.Is(err, ndarray.ErrShape).
var (
	ErrShape    = errors.New("shapes do not fit")
	ErrAxis     = errors.New("bad axis")
	ErrIndex    = errors.New("bad index")
	ErrDType    = errors.New("operation not defined for the element type")
	ErrReadOnly = errors.New("array is read-only")
	ErrValue    = errors.New("bad argument")
	ErrOverflow = errors.New("result does not fit the element type")
	ErrReuse    = errors.New("memory was given back before")
)

// Error is the panic value of every misuse of this package: shapes that do not
// broadcast, an index out of range, a write to a read-only view. It is raised
// before anything is written. [Try] turns it into an ordinary error.
type Error struct {
	Op   string // the function or method: "Add", "Reshape"
	Kind error  // one of ErrShape, ErrAxis, ErrIndex, ErrDType, ErrReadOnly, ErrValue, ErrOverflow, ErrReuse
	Msg  string // what is wrong, with the shapes or indices in question
}

func (e *Error) Error() string { return "ndarray: " + e.Op + ": " + e.Msg }

// Unwrap returns the kind.
func (e *Error) Unwrap() error { return e.Kind }

func fail(op string, kind error, format string, args ...any) {
	panic(&Error{op, kind, fmt.Sprintf(format, args...)})
}

// wrapAxis returns axis, counted from the end if negative, in [0, ndim).
func wrapAxis(op string, axis, ndim int) int {
	k := axis
	if k < 0 {
		k += ndim
	}
	if uint(k) >= uint(ndim) {
		fail(op, ErrAxis, "axis %d is out of bounds for array of dimension %d", axis, ndim)
	}
	return k
}

// wrapAxes returns axes as wrapAxis does. It panics if one is given twice.
func wrapAxes(op string, axes []int, ndim int) []int {
	wrapped := make([]int, len(axes))
	for i, axis := range axes {
		wrapped[i] = wrapAxis(op, axis, ndim)
		if slices.Contains(wrapped[:i], wrapped[i]) {
			fail(op, ErrAxis, "axis %d is given twice", axis)
		}
	}
	return wrapped
}

// Try calls f and returns its result, or the *[Error] with which it panicked.
// Any other panic goes on.
//
//	sum, err := ndarray.Try(func() ndarray.Array[float64] { return a.Add(b).Mul(c) })
func Try[R any](f func() R) (result R, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			err = e
		}
	}()
	return f(), nil
}

// shapeString writes a shape as Python writes a tuple: (), (3,), (2,3).
func shapeString(shape []int) string {
	var b strings.Builder
	b.WriteByte('(')
	for i, n := range shape {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprint(&b, n)
	}
	if len(shape) == 1 {
		b.WriteByte(',')
	}
	b.WriteByte(')')
	return b.String()
}
