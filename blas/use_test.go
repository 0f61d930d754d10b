package blas

import (
	"testing"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/blas/gonum"
)

func TestUse(t *testing.T) {
	installed := func(want any) {
		t.Helper()
		if got := blas64.Implementation(); got != want {
			t.Errorf("%T is installed, want %T", got, want)
		}
	}
	installed(gonum.Implementation{})
	restore := Use()
	installed(Implementation{})
	SelectBackend(Backend{Routines: gonum.Implementation{}})
	defer func() { backends.selected = nil }()
	back := Use()
	installed(gonum.Implementation{})
	back()
	installed(Implementation{})
	restore()
	installed(gonum.Implementation{})
}
