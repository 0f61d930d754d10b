package ndarray

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

// A model is an array without strides: a shape, and the elements in C order. What
// it does is written for plainness, to compare with.
type model[T any] struct {
	shape []int
	elems []T
}

func modelOf[T any](a Array[T]) model[T] {
	return model[T]{a.Shape(), slices.Collect(a.Values())}
}

// index returns the multi-index of element number i of a shape.
func index(shape []int, i int) []int {
	ix := make([]int, len(shape))
	for d := len(shape) - 1; d >= 0; d-- {
		ix[d] = i % shape[d]
		i /= shape[d]
	}
	return ix
}

// at returns the element at a multi-index of a shape that m is broadcast to.
func (m model[T]) at(ix []int) T {
	k := 0
	for d, n := range m.shape {
		i := ix[len(ix)-len(m.shape)+d]
		if n == 1 {
			i = 0
		}
		k = k*n + i
	}
	return m.elems[k]
}

// build makes a model of a shape, whose elements f gives for each multi-index.
func build[T any](shape []int, f func(ix []int) T) model[T] {
	m := model[T]{shape: shape}
	for i := range product(shape) {
		m.elems = append(m.elems, f(index(shape, i)))
	}
	return m
}

func (m model[T]) broadcast(shape []int) model[T] { return build(shape, m.at) }

func (m model[T]) transpose() model[T] {
	shape := slices.Clone(m.shape)
	slices.Reverse(shape)
	return build(shape, func(ix []int) T {
		ix = slices.Clone(ix)
		slices.Reverse(ix)
		return m.at(ix)
	})
}

// rangeIndices lists what range(*slice(lo, hi, step).indices(n)) is in Python.
func rangeIndices(lo, hi, step, n int) []int {
	clamp := func(i int) int {
		if i < 0 && i >= -n {
			return i + n
		}
		return i
	}
	lo, hi = clamp(lo), clamp(hi)
	var ix []int
	if step > 0 {
		for i := max(lo, 0); i < min(hi, n); i += step {
			ix = append(ix, i)
		}
	} else {
		for i := min(lo, n-1); i > max(hi, -1); i += step {
			ix = append(ix, i)
		}
	}
	return ix
}

// slice selects with one Ix for each axis; none is Rest or NewAxis.
func (m model[T]) slice(ixs []Ix) model[T] {
	var shape []int
	var chosen [][]int
	for d, x := range ixs {
		switch x.kind {
		case ixInt:
			i := x.lo
			if i < 0 {
				i += m.shape[d]
			}
			chosen = append(chosen, []int{i})
			continue
		case ixRange:
			chosen = append(chosen, rangeIndices(x.lo, x.hi, x.step, m.shape[d]))
		default:
			chosen = append(chosen, rangeIndices(0, m.shape[d], 1, m.shape[d]))
		}
		shape = append(shape, len(chosen[d]))
	}
	return build(shape, func(ix []int) T {
		full := make([]int, 0, len(ixs))
		for d, x := range ixs {
			if x.kind == ixInt {
				full = append(full, chosen[d][0])
			} else {
				full = append(full, chosen[d][ix[0]])
				ix = ix[1:]
			}
		}
		return m.at(full)
	})
}

func checkEqual[T comparable](t *testing.T, what string, got Array[T], want model[T]) {
	t.Helper()
	if !slices.Equal(got.Shape(), want.shape) {
		t.Fatalf("%s: shape %v, want %v", what, got.Shape(), want.shape)
	}
	if g := slices.Collect(got.Values()); !slices.Equal(g, want.elems) {
		t.Fatalf("%s: shape %v strides %v: %v, want %v", what, got.Shape(), got.Strides(), g, want.elems)
	}
	for i := range want.elems {
		if v := got.At(index(want.shape, i)...); v != want.elems[i] {
			t.Fatalf("%s: At(%v) = %v, want %v", what, index(want.shape, i), v, want.elems[i])
		}
	}
}

// checkPanic wants f to panic with an *Error of that kind and text.
func checkPanic(t *testing.T, kind error, text string, f func()) {
	t.Helper()
	_, err := Try(func() int { f(); return 0 })
	if err == nil {
		t.Errorf("no panic, want %q", text)
	} else if !errors.Is(err, kind) || err.Error() != text {
		t.Errorf("got %q of kind %q, want %q", err, errors.Unwrap(err), text)
	}
}

// randomView changes a in ways that keep the shape but not the strides: the
// elements move to other memory, in another order, with gaps.
func randomView[T any](r *rand.Rand, a Array[T]) Array[T] {
	switch r.IntN(4) {
	case 0: // transposed memory
		return Zeros[T](a.T().Shape()...).T().Assign(a)
	case 1: // gaps and reversed axes
		shape := a.Shape()
		var ix []Ix
		for d, n := range shape {
			shape[d] = 2*n + 1
			if n == 0 || r.IntN(2) == 0 {
				ix = append(ix, RS(0, 2*n, 2))
			} else {
				ix = append(ix, RS(2*n-1, Begin, -2))
			}
		}
		return Zeros[T](shape...).Slice(ix...).Assign(a)
	default:
		return a.Copy()
	}
}

// randomShape returns up to four axes, of which some have length 0 or 1.
func randomShape(r *rand.Rand) []int {
	shape := make([]int, r.IntN(5))
	for d := range shape {
		shape[d] = 1 + r.IntN(6)
		if r.IntN(20) == 0 {
			shape[d] = 0
		}
	}
	return shape
}

// randomOperandShape returns a shape that broadcasts to the given one.
func randomOperandShape(r *rand.Rand, shape []int) []int {
	own := slices.Clone(shape[r.IntN(len(shape)+1):])
	if r.IntN(2) == 0 {
		own = slices.Clone(shape)
	}
	for d := range own {
		if r.IntN(4) == 0 {
			own[d] = 1
		}
	}
	return own
}
