package kernels

import (
	"fmt"
	"unsafe"
)

// LengthError is the panic of a kernel whose slices differ in length.
type LengthError struct {
	Func string // name of the kernel
	Want int    // length of the first slice
	Got  []int  // lengths of the others
}

func newLengthError(fn string, want int, got ...int) *LengthError {
	return &LengthError{fn, want, got}
}

func (e *LengthError) Error() string {
	return fmt.Sprintf("kernels: %s: slices of lengths %v where the first has %d", e.Func, e.Got, e.Want)
}

// OverlapError is the panic of a kernel whose output overlaps an input without
// being the same slice.
type OverlapError struct {
	Func string // name of the kernel
}

func (e *OverlapError) Error() string {
	return fmt.Sprintf("kernels: %s: the output overlaps an input at an offset", e.Func)
}

// RangeError is the panic of a kernel that got a number it can't work with.
type RangeError struct {
	Func, Msg string
}

func (e *RangeError) Error() string { return fmt.Sprintf("kernels: %s: %s", e.Func, e.Msg) }

// intersect reports whether two slices share memory.
func intersect[T, U any](x []T, y []U) bool {
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	a, b := uintptr(unsafe.Pointer(unsafe.SliceData(x))), uintptr(unsafe.Pointer(unsafe.SliceData(y)))
	return a < b+uintptr(len(y))*unsafe.Sizeof(*new(U)) && b < a+uintptr(len(x))*unsafe.Sizeof(*new(T))
}

// overlap reports whether dst and x, which have the same length, share memory
// at different offsets.
func overlap[T any](dst, x []T) bool {
	var zero T
	bytes := uintptr(len(dst)) * unsafe.Sizeof(zero)
	apart := uintptr(unsafe.Pointer(unsafe.SliceData(dst))) - uintptr(unsafe.Pointer(unsafe.SliceData(x)))
	return apart != 0 && (apart < bytes || -apart < bytes)
}

// checkMap panics unless dst and src have the same length and are the same
// slice or apart.
func checkMap[T any](fn string, dst, src []T) {
	if len(src) != len(dst) {
		panic(newLengthError(fn, len(dst), len(src)))
	}
	if overlap(dst, src) {
		panic(&OverlapError{fn})
	}
}
