package kernels

import (
	"math"
	"slices"
)

// isFloat reports whether elements are floats.
func isFloat[T Real]() bool {
	half := 0.5
	return T(half) != 0
}

// predecessor returns the greatest value below v, which is no NaN, if there is
// one.
func predecessor[T Real](v T) (T, bool) {
	switch x := any(v).(type) {
	case float64:
		return T(math.Nextafter(x, math.Inf(-1))), !math.IsInf(x, -1)
	case float32:
		return T(math.Nextafter32(x, float32(math.Inf(-1)))), !math.IsInf(float64(x), -1)
	}
	return v - 1, v-1 < v
}

// insertionSort sorts few elements without NaNs.
func insertionSort[T Real](x []T) {
	for i := 1; i < len(x); i++ {
		v := x[i]
		j := i
		for ; j > 0 && v < x[j-1]; j-- {
			x[j] = x[j-1]
		}
		x[j] = v
	}
}

// smallSort sorts a leaf without vectors: by quicksort without branches on
// elements, whose worst case a leaf's length bounds.
func smallSort[T Real](x []T, buf *scratch) {
	for len(x) > 16 {
		pivot := median(x[0], x[len(x)/2], x[len(x)-1])
		from := view[T](buf[:])[:len(x)]
		copy(from, x)
		m, _ := distribute(x, from, 0, len(x), pivot)
		if m == len(x) {
			break
		}
		smallSort(x[:m], buf)
		x = x[m:]
	}
	insertionSort(x)
}

// median returns the middle one of three, without a branch.
func median[T Real](a, b, c T) T { return max(min(a, b), min(max(a, b), c)) }

// heapSort is the way out where quicksort has bad luck.
func heapSort[T Real](x []T) {
	for i := len(x)/2 - 1; i >= 0; i-- {
		siftDown(x, i)
	}
	for n := len(x) - 1; n > 0; n-- {
		x[0], x[n] = x[n], x[0]
		siftDown(x[:n], 0)
	}
}

func siftDown[T Real](x []T, i int) {
	for {
		child := 2*i + 1
		if child >= len(x) {
			return
		}
		if child+1 < len(x) && x[child] < x[child+1] {
			child++
		}
		if x[i] >= x[child] {
			return
		}
		x[i], x[child] = x[child], x[i]
		i = child
	}
}

// moveNaNs moves NaNs to the end of x and returns how many elements are none.
func moveNaNs[T Real](l Level, x []T) int {
	n := len(x)
	if !isFloat[T]() {
		return n
	}
	i := 0
	if hasVectors[T](l) {
		i = skipNumbers(l, x)
	}
	for i < n {
		if x[i] == x[i] {
			i++
			continue
		}
		n--
		x[i], x[n] = x[n], x[i]
	}
	return n
}

// skipNumbers returns the length of a beginning of x that has no NaN.
func skipNumbers[T Real](l Level, x []T) int {
	n, step := 0, 512/sizeOf[T]()
	for len(x)-n >= step {
		m := min(chunk, len(x)-n) / step * step
		if hasNaN(l, x[n:n+m]) {
			break
		}
		n += m
	}
	return n
}

//go:noinline
func hasNaN[T Real](l Level, x []T) bool { return anyNaN(l, &x[0], len(x)) != 0 }

// orderZeros puts -0 before +0 in sorted x.
func orderZeros[T Real](x []T) {
	if !isFloat[T]() {
		return
	}
	zeros := x[firstNotBelowZero(x):]
	negative, n := 0, 0
	for ; n < len(zeros) && zeros[n] == 0; n++ {
		if 1/zeros[n] < 0 {
			negative++
		}
	}
	if negative == 0 || negative == n {
		return
	}
	zero := T(0)
	for i := range zeros[:n] {
		zeros[i] = zero
		if i < negative {
			zeros[i] = -zero
		}
	}
}

// firstNotBelowZero returns how many elements of sorted x are less than zero.
func firstNotBelowZero[T Real](x []T) int {
	n, _ := slices.BinarySearchFunc(x, 0, func(v T, _ int) int {
		if v < 0 {
			return -1
		}
		return 1
	})
	return n
}

// countNumbers returns how many elements of sorted x are no NaN.
func countNumbers[T Real](x []T) int {
	n, _ := slices.BinarySearchFunc(x, 0, func(v T, _ int) int {
		if v == v {
			return -1
		}
		return 1
	})
	return n
}

// lowest returns the least value of an integer type of at most 16 bits.
func lowest[T Real]() int {
	if T(0)-1 > 0 {
		return 0
	}
	return -1 << (8*sizeOf[T]() - 1)
}

// countingSort8 sorts 8-bit elements.
func countingSort8[T Real](x []T) {
	var counts [2][256]int
	first, i := lowest[T](), 0
	for ; i+1 < len(x); i += 2 { // two tables, so that equal neighbours don't wait
		counts[0][uint8(int(x[i])-first)]++
		counts[1][uint8(int(x[i+1])-first)]++
	}
	if i < len(x) {
		counts[0][uint8(int(x[i])-first)]++
	}
	n := 0
	for c := range 256 {
		count := counts[0][c] + counts[1][c]
		fill(x[n:n+count], T(c+first))
		n += count
	}
}

// short16 is up to which length 16-bit elements are not counted.
const short16 = 4096

// sort16 sorts 16-bit elements.
func sort16[T Real](x []T) {
	switch {
	case len(x) <= short16:
		sortWidened(x)
	case uint64(len(x)) <= math.MaxUint32:
		countingSort16(x)
	default:
		slices.Sort(x)
	}
}

//go:noinline
func countingSort16[T Real](x []T) {
	var counts [1 << 16]uint32
	first := lowest[T]()
	for _, v := range x {
		counts[uint16(int(v)-first)]++
	}
	n := 0
	for c, count := range counts {
		fill(x[n:n+int(count)], T(c+first))
		n += int(count)
	}
}

// sortWidened sorts by way of 32-bit elements, which have vector code.
//
//go:noinline
func sortWidened[T Real](x []T) {
	var buf [short16]int32
	wide := buf[:len(x)]
	for i, v := range x {
		wide[i] = int32(v)
	}
	sortNumbers(Active(), wide)
	for i, v := range wide {
		x[i] = T(v)
	}
}

// fill sets all elements of x to v.
func fill[T Real](x []T, v T) {
	for i := range x {
		x[i] = v
	}
}
