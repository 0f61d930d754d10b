//go:build !unix

package kerneltest

import "testing"

// Arena stands for guarded memory, which this system has no simple call for:
// its slices are ordinary.
type Arena struct{ size int }

// NewArena returns an arena of size bytes.
func NewArena(t testing.TB, size int) *Arena {
	t.Log("no guard pages on this system")
	return &Arena{size}
}

// Front returns n elements.
func Front[T any](a *Arena, n int) []T { return make([]T, n) }

// Back returns n elements.
func Back[T any](a *Arena, n int) []T { return make([]T, n) }
