package ndarray

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// randomBits returns an array of any bits, with every tenth element a small
// number; of bools with valid ones.
func randomBits[T any](r *rand.Rand, shape []int) Array[T] {
	a := Zeros[T](shape...)
	mask := byte(0xff)
	if _, ok := any(a).(Array[bool]); ok {
		mask = 1
	}
	for i := range a.Size() {
		e := unsafe.Slice((*byte)(unsafe.Pointer(a.at(i*int(unsafe.Sizeof(*a.p))))), unsafe.Sizeof(*a.p))
		for j := range e {
			e[j] = byte(r.Uint32()) & mask
		}
		switch p := any(a.at(i * len(e))).(type) {
		case *float64:
			if i%2 == 0 {
				*p = r.NormFloat64()
			}
		case *float32:
			if i%2 == 0 {
				*p = float32(r.NormFloat64())
			}
		}
	}
	return randomView(r, a)
}

// checkResult compares an array with what it should be; NaNs are equal.
func checkResult[D comparable](t *testing.T, name string, got Array[D], want model[D]) {
	t.Helper()
	if g := modelOf(got); fmt.Sprint(g.shape) != fmt.Sprint(want.shape) {
		t.Fatalf("%s: shape %v, want %v", name, g.shape, want.shape)
	} else {
		for i, w := range want.elems {
			if g.elems[i] != w && (g.elems[i] == g.elems[i] || w == w) {
				t.Fatalf("%s: element %d is %v, want %v", name, i, g.elems[i], w)
			}
		}
	}
}

// one applies the kernels of an operation to single numbers.
func one[D, T any](u *ufunc, x, y *T) (result D) {
	u.loops[kindOf[T]()].run(1, unsafe.Pointer(&result), unsafe.Pointer(x), unsafe.Pointer(y), 0, 0, 0, number{})
	return result
}

// checkUfunc1 holds all forms of an operation with one operand, on operands of
// all shapes in all kinds of memory, against its kernel on single numbers.
func checkUfunc1[D, T comparable](t *testing.T, u *ufunc, f func(Array[T]) Array[D], to func(out Array[D], a Array[T]) Array[D], method func(Array[T]) Array[D]) {
	t.Run(fmt.Sprintf("%s/%T", u.name, *new(T)), func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		for range 40 {
			shape := someShape(r)
			a := randomBits[T](r, shape)
			ma := modelOf(a)
			want := build(shape, func(ix []int) D { x := ma.at(ix); return one[D](u, &x, nil) })
			checkResult(t, "function", f(a), want)
			checkResult(t, "method", method(a), want)
			out := randomView(r, Zeros[D](shape...))
			to(out, a)
			checkResult(t, "To", out, want)
			if in, ok := any(a).(Array[D]); ok && !a.IsReadOnly() {
				checkResult(t, "To in place", to(in, a), want)
			}
		}
	})
}

func checkUfunc2[D, T comparable](t *testing.T, u *ufunc, f func(a, b Array[T]) Array[D], to func(out Array[D], a, b Array[T]) Array[D], method func(a, b Array[T]) Array[D],
	right func(a Array[T], v T) Array[D], rightTo func(out Array[D], a Array[T], v T) Array[D], rightFor func(a Array[T], v T) Array[D],
	left func(v T, a Array[T]) Array[D], leftTo func(out Array[D], v T, a Array[T]) Array[D]) {
	t.Run(fmt.Sprintf("%s/%T", u.name, *new(T)), func(t *testing.T) {
		r := rand.New(rand.NewPCG(3, 4))
		for range 40 {
			shape := someShape(r)
			a, b := randomBits[T](r, randomOperandShape(r, shape)), randomBits[T](r, randomOperandShape(r, shape))
			v := randomBits[T](r, nil).Item()
			if u.check != nil && integers.has(kindOf[T]()) { // which refuses negative exponents
				a, b = a.Maximum(Zeros[T]()), b.Maximum(Zeros[T]())
				v = FromSlice([]T{v}).Maximum(Zeros[T]()).Item()
			}
			shape = broadcastShape("", nil, a.Shape(), b.Shape())
			ma, mb := modelOf(a), modelOf(b)
			want := build(shape, func(ix []int) D { x, y := ma.at(ix), mb.at(ix); return one[D](u, &x, &y) })
			out := randomView(r, Zeros[D](shape...))
			checkResult(t, "function", f(a, b), want)
			checkResult(t, "method", method(a, b), want)
			to(out, a, b)
			checkResult(t, "To", out, want)
			if right != nil {
				want = build(a.Shape(), func(ix []int) D { x := ma.at(ix); return one[D](u, &x, &v) })
				checkResult(t, "Scalar", right(a, v), want)
				checkResult(t, "Scalar method", rightFor(a, v), want)
				checkResult(t, "ScalarTo", rightTo(out, a, v), want.broadcast(shape))
			}
			if left != nil {
				want = build(a.Shape(), func(ix []int) D { x := ma.at(ix); return one[D](u, &v, &x) })
				checkResult(t, "scalar on the left", left(v, a), want)
				checkResult(t, "scalar on the left, To", leftTo(out, v, a), want.broadcast(shape))
			}
		}
	})
}

// someShape is a random shape, in a third of the cases long enough for kernels.
func someShape(r *rand.Rand) []int {
	shape := randomShape(r)
	if r.IntN(3) == 0 && len(shape) > 0 {
		shape[len(shape)-1] = 20
	}
	return shape
}

// TestPastTheCaches tests outputs so large that they are written past the caches.
func TestPastTheCaches(t *testing.T) {
	columns := 2049 // rows begin at all places in a line
	rows := kernels.StreamBytes()/8/columns + 2
	n := rows * columns
	long := Arange[float64](0, float64(n+1), 1)
	a, row := long.Slice(R(1, n+1)), Arange[float64](0, float64(columns), 1)
	plane := a.Reshape(rows, columns)
	i := func(k int) float64 { return float64(k + 1) }
	check := func(name string, got Array[float64], want func(k int) float64) {
		t.Helper()
		flat, ok := got.Reshape(n).Data()
		if !ok || len(flat) != n {
			t.Fatalf("%s: %d elements", name, len(flat))
		}
		for k, v := range flat {
			if v != want(k) {
				t.Fatalf("%s: element %d is %v, not %v", name, k, v, want(k))
			}
		}
	}
	check("two arrays", Add(a, long.Slice(R(0, n))), func(k int) float64 { return 2*i(k) - 1 })
	check("a number on the right", SubScalar(a, 3), func(k int) float64 { return i(k) - 3 })
	check("a row", Add(plane, row), func(k int) float64 { return i(k) + float64(k%columns) })
	check("backwards", Add(a.Flip(0), a), func(k int) float64 { return i(n-1-k) + i(k) })
	twice := Arange[float64](0, float64(2*n-1), 1).Slice(RS(0, End, 2))
	check("every second element", Sub(twice, a), func(k int) float64 { return 2*float64(k) - i(k) })
	check("every second element backwards", Sub(a, twice.Flip(0)), func(k int) float64 { return i(k) - 2*float64(n-1-k) })
	out := long.Copy().Slice(R(0, n))
	AddTo(out, out, a)
	check("in place", out, func(k int) float64 { return 2*i(k) - 1 })
	below := LessScalar(a, 5)
	if count := CountNonzero(below); count != 4 {
		t.Errorf("%d elements are below 5", count)
	}
}

// TestPairings holds operations on the same two layouts, whose results differ in type or
// order of operands, against each other.
func TestPairings(t *testing.T) {
	a, b := FromSlice([]float64{1, 2, 3}, 3, 1), FromSlice([]float64{1, 2, 3, 4}, 4)
	for range 3 {
		checkResult(t, "Sub", Sub(a, b), modelOf(FromSlice([]float64{0, -1, -2, -3, 1, 0, -1, -2, 2, 1, 0, -1}, 3, 4)))
		checkResult(t, "Less", Less(a, b), modelOf(FromSlice([]bool{false, true, true, true, false, false, true, true, false, false, false, true}, 3, 4)))
		checkResult(t, "turned", Sub(b, a), modelOf(FromSlice([]float64{0, 1, 2, 3, -1, 0, 1, 2, -2, -1, 0, 1}, 3, 4)))
		checkResult(t, "ints", Sub(As[int64](a), As[int64](b)), modelOf(FromSlice([]int64{0, -1, -2, -3, 1, 0, -1, -2, 2, 1, 0, -1}, 3, 4)))
	}
	if n := testing.AllocsPerRun(100, func() { Sub(a, b) }); !kerneltest.RaceEnabled && n > 1 {
		t.Error(n, "allocations")
	}
}
