package ndarray

import (
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// complexOrder is the order of complex numbers C of parts F. Many of them are
// sorted by their real parts, and then, where these are equal, by the others.
type complexOrder[F float32 | float64, C complex64 | complex128] struct{ comparing[C] }

func newComplexOrder[F float32 | float64, C complex64 | complex128]() *complexOrder[F, C] {
	return &complexOrder[F, C]{comparing[C]{compareComplex[C], isNaNComplex[C]}}
}

func (o *complexOrder[F, C]) sort(p unsafe.Pointer, n int) {
	if n <= complexFew {
		o.comparing.sort(p, n)
		return
	}
	x := unsafe.Slice((*C)(p), n)
	order, copied := borrow[int](n), borrow[C](n)
	defer order.release()
	defer copied.release()
	idx, from := order.s, copied.s
	o.argSort(idx, p)
	copy(from, x)
	for i, j := range idx {
		x[i] = from[j]
	}
}

// complexFew is the number of elements up to which comparing is faster.
const complexFew = 48

func (o *complexOrder[F, C]) argSort(idx []int, p unsafe.Pointer) {
	n := len(idx)
	if n <= complexFew {
		o.comparing.argSort(idx, p)
		return
	}
	x := unsafe.Slice((*C)(p), n)
	room := borrow[F](n)
	defer room.release()
	re := room.s
	for i, v := range x {
		re[i] = F(real(complex128(v)))
	}
	kernels.Argsort(idx, re)
	// NaNs come last, all equal, and so do the other elements of a run.
	nans := 0
	for from, to := 0, 1; from < n; from, to = to, to+1 {
		v := re[idx[from]]
		for to < n && (re[idx[to]] == v || v != v) {
			to++
		}
		if to-from > 1 {
			o.sortRun(idx[from:to], x)
		}
		if v == v {
			nans = to
		}
	}
	moveNaNs(idx[:nans], x)
}

// sortRun sorts indices of elements with equal real parts by the other part.
func (o *complexOrder[F, C]) sortRun(idx []int, x []C) {
	if len(idx) <= complexFew {
		insertionSort(idx, func(i, j int) int { return compareReal(imag(complex128(x[i])), imag(complex128(x[j]))) })
		return
	}
	parts, order := borrow[F](len(idx)), borrow[int](2*len(idx))
	defer parts.release()
	defer order.release()
	im, room := parts.s, order.s
	for k, i := range idx {
		im[k] = F(imag(complex128(x[i])))
	}
	by, before := room[:len(idx)], room[len(idx):]
	copy(before, idx)
	kernels.Argsort(by, im)
	for k, i := range by {
		idx[k] = before[i]
	}
}

// moveNaNs puts the indices of elements with a NaN behind the others, both in the
// order that they had.
func moveNaNs[C complex64 | complex128](idx []int, x []C) {
	var nans []int
	n := 0
	for _, i := range idx {
		if isNaNComplex(x[i]) {
			nans = append(nans, i)
		} else {
			idx[n] = i
			n++
		}
	}
	copy(idx[n:], nans)
}

func (o *complexOrder[F, C]) partition(p unsafe.Pointer, n, k int) { o.sort(p, n) }

func (o *complexOrder[F, C]) argPartition(idx []int, p unsafe.Pointer, k int) { o.argSort(idx, p) }

func (o *complexOrder[F, C]) top(idx []int, p unsafe.Pointer, n int, largest bool) {
	topBySort(o, idx, unsafe.Slice((*C)(p), n), largest)
}
