package kernels

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"unsafe"
)

// Argsort sets idx to the order in which the elements of x are sorted: x[idx[0]]
// is the least one, NaNs come last. It is stable: of equal elements (zeros of
// either sign are, and so are NaNs) the one with the smaller index comes first,
// so that the result is the same on every level. x is only read.
//
// It panics with [*LengthError] if the lengths differ, and with [*OverlapError]
// if idx and x share memory.
func Argsort[T Real](idx []int, x []T) {
	checkArgsort("Argsort", idx, x)
	if len(x) > 1 {
		p := newPacking(x, false)
		p.all(idx)
		p.sort(idx)
	}
}

// Argpartition sets idx to an order of x in which x[idx[k]] is what it is after
// Argsort, and so is idx[k]; what comes before is not greater, what comes after
// not less. How both parts are arranged is not specified, but the same on every
// level.
//
// It panics with [*RangeError] unless 0 <= k < len(x), with [*LengthError] if
// the lengths differ, and with [*OverlapError] if idx and x share memory.
func Argpartition[T Real](idx []int, x []T, k int) {
	checkArgsort("Argpartition", idx, x)
	if k < 0 || k >= len(x) {
		panic(&RangeError{"Argpartition", "k is outside of the slice"})
	}
	p := newPacking(x, false)
	p.all(idx)
	p.partition(idx, k)
}

// Extreme is the end of the order from which [TopK] takes elements.
type Extreme bool

const (
	Smallest Extreme = false
	Largest  Extreme = true
)

// TopK finds the k = len(values) = len(idx) smallest or largest elements of x,
// sets values to them in order, the most extreme one first, and idx to their
// indices. NaN counts as greater than any number; of equal elements those with
// the smaller indices are taken, and come first. work has len(x) elements and is
// overwritten. The time is O(len(x) + k log k).
//
// It panics with [*LengthError] if values and idx or x and work differ in
// length, with [*RangeError] if k > len(x), and with [*OverlapError] if an
// output shares memory with another operand.
func TopK[T Real](values []T, idx []int, x []T, work []int, from Extreme) {
	const name = "TopK"
	if len(idx) != len(values) {
		panic(newLengthError(name, len(values), len(idx)))
	}
	if len(work) != len(x) {
		panic(newLengthError(name, len(x), len(work)))
	}
	k := len(values)
	if k > len(x) {
		panic(&RangeError{name, "more values than elements"})
	}
	if intersect(values, x) || intersect(values, idx) || intersect(values, work) || intersect(idx, x) || intersect(idx, work) || intersect(x, work) {
		panic(&OverlapError{name})
	}
	if k == 0 {
		return
	}
	p := newPacking(x, from == Largest)
	p.all(work)
	if k < len(x) {
		p.partition(work, k)
		p.pack(work[:k])
	}
	p.sort(work[:k])
	copy(idx, work)
	for i, j := range idx {
		values[i] = x[j]
	}
}

func checkArgsort[T Real](name string, idx []int, x []T) {
	if len(idx) != len(x) {
		panic(newLengthError(name, len(idx), len(x)))
	}
	if intersect(idx, x) {
		panic(&OverlapError{name})
	}
}

// packing sorts indices by putting as much of an element's key as there is room
// for above its index, into one 64-bit number, and sorting these. Where keys
// are longer than that, runs of equal numbers are sorted again, by keys less
// the run's least key: every time, the differences get shorter by some bits.
type packing[T Real] struct {
	x          []T
	descending bool
	indexBits  int
	// The number of element i is (key-first)>>shift<<indexBits | i.
	first uint64
	shift int
}

func newPacking[T Real](x []T, descending bool) *packing[T] {
	return &packing[T]{x: x, descending: descending, indexBits: bits.Len(uint(len(x) - 1))}
}

// narrow is true where an int has no room for a key; there, indices are sorted
// by comparing.
const narrow = bits.UintSize < 64

// key maps elements to integers in the same order, one for all NaNs and one for
// both zeros.
func (p *packing[T]) key(i int) (k uint64) {
	at := unsafe.Pointer(&p.x[i])
	switch {
	case isFloat[T]() && sizeOf[T]() == 8:
		k = floatKey(*(*int64)(at), math.MaxInt64, 0x7ff<<52)
	case isFloat[T]():
		k = floatKey(int64(*(*int32)(at)), math.MaxInt32, 0xff<<23)
	case T(0)-1 < 0:
		k = uint64(int64(p.x[i])) ^ 1<<63
	default:
		k = uint64(p.x[i])
	}
	if p.descending {
		k = ^k
	}
	return k
}

// floatKey maps the bits of a float, with the sign extended: most has all bits
// but the sign's, and inf is infinity.
func floatKey(b, most, inf int64) uint64 {
	if b&most > inf {
		b = most
	}
	b ^= b >> 63 & most
	if b == -1 { // -0
		b = 0
	}
	return uint64(b) ^ 1<<63
}

// all sets idx to the numbers of all elements.
func (p *packing[T]) all(idx []int) {
	if narrow {
		for i := range idx {
			idx[i] = i
		}
		return
	}
	list := numbers(idx)
	var ends keyEnds
	for i := range ends[0] {
		ends[0][i], ends[1][i] = math.MaxInt64, math.MinInt64
	}
	for i := 0; i < len(list); i += chunk {
		p.keys(list[i:min(i+chunk, len(list))], i, &ends)
	}
	first, last := slices.Min(ends[0][:]), slices.Max(ends[1][:])
	p.first = uint64(first)
	p.fit(uint64(last))
	for i := 0; i < len(list); i += chunk {
		p.join(list[i:min(i+chunk, len(list))], i)
	}
}

// keyEnds are the least and the greatest of keys as signed integers, for each
// lane of a vector.
type keyEnds [2][8]int64

// keys sets list to the keys of elements from index i on as signed integers, which
// are those of key less 2^63.
//
//go:noinline
func (p *packing[T]) keys(list []uint64, i int, ends *keyEnds) {
	vectors := 0
	if l := Active(); hasVectors[T](l) {
		if vectors = len(list) &^ 7; vectors > 0 {
			keys(l, &p.x[i], &list[0], vectors, p.flip(), &ends[0][0])
		}
	}
	for j := vectors; j < len(list); j++ {
		k := p.key(i+j) ^ 1<<63
		ends[0][0], ends[1][0] = min(ends[0][0], int64(k)), max(ends[1][0], int64(k))
		list[j] = k
	}
}

// flip is what turns keys of the vectors' into those of keys.
func (p *packing[T]) flip() (mask uint64) {
	if p.descending {
		mask = math.MaxUint64
	}
	if !(T(0)-1 < 0) { // unsigned
		mask ^= 1 << 63
	}
	return mask
}

// join turns keys of elements from index i on into numbers.
//
//go:noinline
func (p *packing[T]) join(list []uint64, i int) {
	vectors := 0
	if l := Active(); hasVectors[T](l) {
		if vectors = len(list) &^ 7; vectors > 0 {
			packKeys(l, &list[0], vectors, p.first, p.shift, p.indexBits, i)
		}
	}
	for j := vectors; j < len(list); j++ {
		list[j] = (list[j]-p.first)>>p.shift<<p.indexBits | uint64(i+j)
	}
}

// fit chooses the shift for keys from first to last.
func (p *packing[T]) fit(last uint64) {
	p.shift = max(0, bits.Len64(last-p.first)+p.indexBits-64)
}

// pack turns indices into numbers, and reports whether their keys differ: if
// not, the numbers are the indices.
func (p *packing[T]) pack(idx []int) bool {
	if narrow || len(idx) == 0 {
		return true
	}
	p.first = math.MaxUint64
	last := uint64(0)
	for _, i := range idx {
		k := p.key(i)
		p.first, last = min(p.first, k), max(last, k)
	}
	p.fit(last)
	for j, i := range idx {
		idx[j] = int((p.key(i)-p.first)>>p.shift<<p.indexBits) | i
	}
	return p.first < last
}

// unpack turns numbers into indices.
func (p *packing[T]) unpack(idx []int) {
	mask := 1<<p.indexBits - 1
	if len(idx) >= 16 {
		list := unsafe.Slice((*int64)(unsafe.Pointer(unsafe.SliceData(idx))), len(idx))
		AndScalarI64(list, list, int64(mask))
		return
	}
	for j := range idx {
		idx[j] &= mask
	}
}

// numbers is what pack made of idx, as it is sorted.
func numbers(idx []int) []uint64 {
	return unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(idx))), len(idx))
}

// sort turns numbers into indices in order.
func (p *packing[T]) sort(idx []int) {
	if narrow {
		slices.SortFunc(idx, p.compare)
		return
	}
	list := numbers(idx)
	Sort(list)
	if p.shift == 0 {
		p.unpack(idx)
		return
	}
	for from := 0; from+1 < len(list); {
		top := list[from] >> p.indexBits
		to := from + 1
		for to < len(list) && list[to]>>p.indexBits == top {
			to++
		}
		if run := idx[from:to]; len(run) > 1 {
			p.sortRun(run)
		}
		from = to
	}
	p.unpack(idx) // runs are indices already, which stay as they are
}

// sortRun sorts numbers that are equal but for the index.
func (p *packing[T]) sortRun(run []int) {
	p.unpack(run)
	if len(run) <= 16 {
		p.insertionSort(run)
		return
	}
	q := *p
	if q.pack(run) {
		q.sort(run)
	}
}

// compare is the order of Argsort.
func (p *packing[T]) compare(i, j int) int {
	return cmp.Or(cmp.Compare(p.key(i), p.key(j)), cmp.Compare(i, j))
}

// insertionSort sorts a few indices, which ascend at first.
func (p *packing[T]) insertionSort(idx []int) {
	for n := 1; n < len(idx); n++ {
		i := idx[n]
		j, k := n, p.key(i)
		for ; j > 0 && k < p.key(idx[j-1]); j-- {
			idx[j] = idx[j-1]
		}
		idx[j] = i
	}
}

// partition turns numbers into indices such that the one at k is in its place.
func (p *packing[T]) partition(idx []int, k int) {
	if narrow {
		slices.SortFunc(idx, p.compare)
		return
	}
	list := numbers(idx)
	Partition(list, k)
	if p.shift == 0 {
		p.unpack(idx)
		return
	}
	// Gather what has the same number as the one at k, but for the index.
	top, from, to := list[k]>>p.indexBits, k, k+1
	for j := k - 1; j >= 0; j-- {
		if list[j]>>p.indexBits == top {
			from--
			list[j], list[from] = list[from], list[j]
		}
	}
	for j := k + 1; j < len(list); j++ {
		if list[j]>>p.indexBits == top {
			list[j], list[to] = list[to], list[j]
			to++
		}
	}
	p.unpack(idx)
	if run := idx[from:to]; len(run) > 1 {
		q := *p
		q.pack(run)
		q.partition(run, k-from)
	}
}
