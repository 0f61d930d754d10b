package kernels_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// TestMoveTranspose tests Transpose2D with rows that are apart.
func TestMoveTranspose(t *testing.T) {
	forEachMoveLevel(t, func(t *testing.T) {
		m := newMoveSpace(t, 3<<20)
		testTranspose[int8](t, m)
		testTranspose[int16](t, m)
		testTranspose[float32](t, m)
		testTranspose[float64](t, m)
		testTranspose[complex128](t, m)
	})
}

func testTranspose[T kernels.Element](t *testing.T, m *moveSpace) {
	var zero T
	block := 32 / int(unsafe.Sizeof(zero))
	var shapes [][2]int
	for rows := range 2*block + 3 {
		for _, cols := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33} {
			shapes = append(shapes, [2]int{rows, cols})
		}
	}
	shapes = append(shapes, [2]int{1, 5000}, [2]int{5000, 1}, [2]int{3, 5000}, [2]int{5000, 3},
		[2]int{130, 131}, [2]int{256, 256}, [2]int{300, 67}, [2]int{65, 500}, [2]int{300, 301}, [2]int{600, 140}, [2]int{1100, 70})
	for _, s := range shapes {
		for _, gap := range []int{0, 3} {
			checkTransposed[T](t, m, s[0], s[1], gap)
		}
	}
	// Rows of dst that begin at lines but don't end there, as large as tiles need.
	for _, s := range [][3]int{{1090, 70, 62}, {250, 331, 6}, {125, 1100, 3}, {64, 1030, 0}, {60, 1100, 4}} {
		checkTransposed[T](t, m, s[0], s[1], s[2])
	}
}

func checkTransposed[T kernels.Element](t *testing.T, m *moveSpace, rows, cols, gap int) {
	t.Helper()
	lds, ldd := cols+gap, rows+gap
	// The slices end with the last element, not with the last row's gap.
	src := placed[T](m, m.a, max(0, rows*lds-gap), 1)
	dst := placed[T](m, m.b, max(0, cols*ldd-gap), m.r.IntN(2))
	if rows == 0 || cols == 0 {
		src, dst = src[:0], dst[:0]
	}
	want := slices.Clone(dst)
	for i := range rows {
		for j := range cols {
			want[j*ldd+i] = src[i*lds+j]
		}
	}
	kernels.Transpose2D(dst, ldd, src, lds, rows, cols)
	if !bytes.Equal(raw(dst), raw(want)) {
		t.Fatalf("%d x %d %T with gaps of %d", rows, cols, dst, gap)
	}
}

// TestMoveStrided tests CopyStrided.
func TestMoveStrided(t *testing.T) {
	forEachMoveLevel(t, func(t *testing.T) {
		m := newMoveSpace(t, 3<<20)
		testStrided[int8](t, m)
		testStrided[uint16](t, m)
		testStrided[float32](t, m)
		testStrided[float64](t, m)
		testStrided[complex128](t, m)
	})
}

func testStrided[T kernels.Element](t *testing.T, m *moveSpace) {
	for _, n := range []int{0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 66, 127, 129, 200, 16<<10 + 3} {
		for _, d := range []int{1, -1, 2, -3} {
			for _, s := range []int{0, 1, -1, 2, -2, 3, -5} {
				checkND[T](t, m, []int{n}, []int{d}, []int{s}, func(dst, src []T) { kernels.CopyStrided(dst, d, src, s, n) })
			}
		}
	}
}

// checkND places operands that end with their last elements, runs a copy and
// compares it with one element by element.
func checkND[T kernels.Element](t *testing.T, m *moveSpace, shape, dstStrides, srcStrides []int, run func(dst, src []T)) {
	t.Helper()
	where := m.r.IntN(2)
	dst := placed[T](m, m.a, span(shape, dstStrides), where)
	src := placed[T](m, m.b, span(shape, srcStrides), 1-where)
	want := slices.Clone(dst)
	index := make([]int, len(shape))
	for done := span(shape, dstStrides) == 0; !done; {
		want[offset(shape, dstStrides, index)] = src[offset(shape, srcStrides, index)]
		done = true
		for d := range index {
			if index[d]++; index[d] < shape[d] {
				done = false
				break
			}
			index[d] = 0
		}
	}
	run(dst, src)
	if !bytes.Equal(raw(dst), raw(want)) {
		t.Fatalf("%T of shape %v, strides %v of dst and %v of src", dst, shape, dstStrides, srcStrides)
	}
}

// span returns the elements from the lowest to the highest address.
func span(shape, strides []int) int {
	n := 1
	for d := range shape {
		if shape[d] == 0 {
			return 0
		}
		n += (shape[d] - 1) * max(strides[d], -strides[d])
	}
	return n
}

// offset returns where an element is.
func offset(shape, strides, index []int) (at int) {
	for d, i := range index {
		if strides[d] < 0 {
			i -= shape[d] - 1
		}
		at += i * strides[d]
	}
	return at
}

// TestMoveND tests CopyND with permuted, negative and repeated strides.
func TestMoveND(t *testing.T) {
	forEachMoveLevel(t, func(t *testing.T) {
		m := newMoveSpace(t, 3<<20)
		for range 1000 {
			shape, dst, src := randomLayouts(m)
			copies(t, m, shape, dst, src)
		}
		copies(t, m, nil, nil, nil)
		copies(t, m, []int{100, 110}, []int{1, 100}, []int{110, 1})
		copies(t, m, []int{20, 30, 40}, []int{1, 20, 600}, []int{1200, 40, 1})
		copies(t, m, []int{20, 30, 40}, []int{1200, 1, 30}, []int{-1200, 40, -1})
		copies(t, m, []int{500, 3}, []int{3, 1}, []int{1, 0})
		copies(t, m, []int{3, 20_000}, []int{20_001, 1}, []int{-20_002, 1})
		copies(t, m, []int{7, 2048}, []int{2064, 1}, []int{2048, 1})
	})
}

func copies(t *testing.T, m *moveSpace, shape, dst, src []int) {
	t.Helper()
	checkND(t, m, shape, dst, src, func(d, s []uint8) { kernels.CopyND(d, dst, s, src, shape) })
	checkND(t, m, shape, dst, src, func(d, s []float32) { kernels.CopyND(d, dst, s, src, shape) })
	checkND(t, m, shape, dst, src, func(d, s []float64) { kernels.CopyND(d, dst, s, src, shape) })
}

// randomLayouts returns a shape of up to five axes, strides of dst that don't
// overlap, and any strides of src.
func randomLayouts(m *moveSpace) (shape, dst, src []int) {
	ndim, total := m.r.IntN(6), 1
	for range ndim {
		n := 1 + m.r.IntN(7)
		if m.r.IntN(3) == 0 {
			n = 1 + m.r.IntN(40)
		}
		if total*n > 5000 {
			n = 1
		}
		total *= n
		shape = append(shape, n)
	}
	strides := func() []int {
		s, next := make([]int, ndim), 1+m.r.IntN(2)*m.r.IntN(2)
		for _, d := range m.r.Perm(ndim) {
			s[d] = next
			next *= shape[d]
			if m.r.IntN(4) == 0 {
				next += m.r.IntN(3)
			}
			if m.r.IntN(4) == 0 {
				s[d] = -s[d]
			}
		}
		return s
	}
	dst, src = strides(), strides()
	for d := range src {
		if m.r.IntN(6) == 0 {
			src[d] = m.r.IntN(4) - 1
		}
	}
	return shape, dst, src
}

// TestMoveNDAxes copies along 64 axes.
func TestMoveNDAxes(t *testing.T) {
	shape, strides := slices.Repeat([]int{1}, 64), slices.Repeat([]int{1}, 64)
	shape[5], shape[60], strides[5] = 3, 4, 4
	src, dst := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, make([]float64, 12)
	kernels.CopyND(dst, strides, src, strides, shape)
	if fmt.Sprint(dst) != fmt.Sprint(src) {
		t.Errorf("%v, want %v", dst, src)
	}
}
