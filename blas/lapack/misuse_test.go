package lapack_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	gonumblas "gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/lapack/gonum"

	"github.com/lanewise/lanewise/blas"
)

// calls are valid arguments of each method of this package, on matrices of 5×3, 3×5 or 4×4
// elements in rows of 7.
var calls = []struct {
	method string
	args   []any
}{
	{"Dgetrf", []any{5, 3, room, 7, make([]int, 3)}},
	{"Dgetrf", []any{3, 5, room, 7, make([]int, 3)}},
	{"Dgetrs", []any{gonumblas.NoTrans, 4, 2, room, 7, make([]int, 4), room, 7}},
	{"Dgesv", []any{4, 2, room, 7, make([]int, 4), room, 7}},
	{"Dgetri", []any{4, room, 7, make([]int, 4), room, 28}},
	{"Dpotrf", []any{gonumblas.Upper, 4, room, 7}},
	{"Dpotri", []any{gonumblas.Lower, 4, room, 7}},
	{"Dpotrs", []any{gonumblas.Upper, 4, 2, room, 7, room, 7}},
	{"Dlauum", []any{gonumblas.Lower, 4, room, 7}},
	{"Dtrtri", []any{gonumblas.Upper, gonumblas.NonUnit, 4, room, 7}},
	{"Dtrtrs", []any{gonumblas.Upper, gonumblas.NoTrans, gonumblas.Unit, 4, 2, room, 7, room, 7}},
	{"Dgeqrf", []any{5, 3, room, 7, make([]float64, 3), room, 28}},
	{"Dgelqf", []any{3, 5, room, 7, make([]float64, 3), room, 28}},
	{"Dorgqr", []any{5, 3, 2, room, 7, make([]float64, 2), room, 28}},
	{"Dorglq", []any{3, 5, 2, room, 7, make([]float64, 2), room, 28}},
	{"Dormqr", []any{gonumblas.Left, gonumblas.Trans, 5, 3, 2, room, 7, make([]float64, 2), room, 7, room, 28}},
	{"Dormqr", []any{gonumblas.Right, gonumblas.NoTrans, 3, 5, 2, room, 7, make([]float64, 2), room, 7, room, 28}},
	{"Dormlq", []any{gonumblas.Left, gonumblas.Trans, 5, 3, 2, room, 7, make([]float64, 2), room, 7, room, 28}},
	{"Dormlq", []any{gonumblas.Right, gonumblas.NoTrans, 3, 5, 2, room, 7, make([]float64, 2), room, 7, room, 28}},
	{"Dgels", []any{gonumblas.NoTrans, 5, 3, 2, room, 7, room, 7, room, 28}},
	{"Dgels", []any{gonumblas.Trans, 5, 3, 2, room, 7, room, 7, room, 28}},
}

// room is a matrix, or work: the elements of a diagonally dominant matrix of 5 rows of 7.
var room = func() []float64 {
	s := make([]float64, 35)
	for i := range s {
		s[i] = 1 / float64(i+1)
		if i%8 == 0 {
			s[i] = 5
		}
	}
	return s
}()

// TestMisuse spoils each argument of each method in some ways. What gonum panics with this
// package panics with, too, and what gonum takes it takes; operands stay as they were.
func TestMisuse(t *testing.T) {
	defer blas.Use()()
	for _, c := range calls {
		for i := range c.args {
			for _, bad := range spoiled(c.args[i]) {
				args := slices.Clone(c.args)
				args[i] = bad
				compareCall(t, c.method, i, args)
			}
		}
	}
}

// spoiled returns values around an argument, it among them.
func spoiled(arg any) []any {
	switch v := arg.(type) {
	case int:
		return []any{-2, -1, 0, 1, v - 2, v - 1, v, v + 1, v + 100}
	case []int:
		return []any{[]int(nil), v[:len(v)-1], make([]int, len(v)+1)}
	case []float64:
		return []any{[]float64(nil), v[:1], v[:len(v)/2], v[:len(v)-1], v, make([]float64, len(v)+1)}
	case gonumblas.Transpose:
		return []any{gonumblas.Transpose(0), gonumblas.NoTrans, gonumblas.Trans, gonumblas.ConjTrans}
	case gonumblas.Uplo:
		return []any{gonumblas.Uplo('?'), gonumblas.All}
	case gonumblas.Side:
		return []any{gonumblas.Side(1)}
	case gonumblas.Diag:
		return []any{gonumblas.Diag('u')}
	}
	panic("no such argument")
}

func compareCall(t *testing.T, method string, i int, args []any) {
	t.Helper()
	name := fmt.Sprintf("%s with argument %d = %v", method, i, args[i])
	want, _ := outcome(gonum.Implementation{}, method, args)
	got, changed := outcome(impl, method, args)
	switch want.(type) {
	case error: // out of range, where gonum does not check
		if got == nil {
			t.Errorf("%s: no panic", name)
		}
	default:
		if got != want {
			t.Errorf("%s: panic %v, want %v", name, got, want)
		}
	}
	if _, text := got.(string); text && changed {
		t.Errorf("%s: operands changed before the panic", name)
	}
}

// outcome calls a method on copies. It returns what it panicked with, and whether a copy
// changed.
func outcome(l any, method string, args []any) (panicked any, changed bool) {
	in := make([]reflect.Value, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case []float64:
			a = slices.Clone(v)
		case []int:
			a = slices.Clone(v)
		}
		in[i] = reflect.ValueOf(a)
	}
	func() {
		defer func() { panicked = recover() }()
		reflect.ValueOf(l).MethodByName(method).Call(in)
	}()
	for i, a := range args {
		changed = changed || !reflect.DeepEqual(in[i].Interface(), a)
	}
	return panicked, changed
}
