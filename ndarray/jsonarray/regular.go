package jsonarray

import (
	"bytes"
	"context"
	"sync/atomic"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/threadctl"
)

// Texts from parallelMin bytes on are shared among threads, in chunks.
const (
	parallelMin = 1 << 18
	chunkBytes  = 1 << 17
)

// parseRegular reads an array without empty lists. The first lists tell the shape,
// the number of commas how many elements there are; from then on what stands
// between an element and the next is known, so that every thread can begin at any
// comma. It returns false for texts that are not so, which may be errors.
func parseRegular[T any](b []byte, read reader) (a ndarray.Array[T], ok bool) {
	if _, text := any(new(T)).(*string); text {
		return a, false // commas in strings
	}
	shape, ok := firstLists(b)
	if !ok {
		return a, false
	}
	chunks := (len(b) + chunkBytes - 1) / chunkBytes
	if len(b) < parallelMin {
		chunks = 1
	}
	starts := make([]chunk, chunks+1)
	each(chunks, func(i int) { starts[i+1].index = countCommas(b, i, chunks) })
	for i := range chunks {
		starts[i].pos = i * len(b) / chunks
		starts[i+1].index += starts[i].index
	}
	starts[chunks].pos = len(b)
	n := starts[chunks].index + 1
	row := 1
	for _, d := range shape[1:] {
		row *= d
		if row > n {
			return a, false
		}
	}
	if n%row != 0 || n > len(b) {
		return a, false
	}
	shape[0] = n / row
	a = ndarray.Zeros[T](shape...)
	data, _ := a.Data()
	f := filler{b, shape, n, unsafe.Pointer(unsafe.SliceData(data)), int(unsafe.Sizeof(*new(T))), read}
	var failed atomic.Bool
	each(chunks, func(i int) {
		if !failed.Load() && !f.fill(starts[i], starts[i+1], i == 0) {
			failed.Store(true)
		}
	})
	return a, !failed.Load()
}

// chunk is where a part of the text begins, and how many commas are before it.
type chunk struct{ pos, index int }

func countCommas(b []byte, i, chunks int) int {
	return bytes.Count(b[i*len(b)/chunks:(i+1)*len(b)/chunks], []byte{','})
}

func each(n int, body func(i int)) {
	if n == 1 {
		body(0)
		return
	}
	err := threadctl.For(context.Background(), n, 1, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			body(i)
		}
	})
	if err != nil {
		panic(err)
	}
}

// firstLists returns the shape that the first lists at each depth have, but for the
// length of the outermost, and false for a text that does not begin as an array.
func firstLists(b []byte) (shape []int, ok bool) {
	i := skip(b, 0)
	for i < len(b) && b[i] == '[' {
		i = skip(b, i+1)
		shape = append(shape, 1)
		if len(shape) > maxDims {
			return nil, false
		}
	}
	ndim := len(shape)
	if ndim == 0 || i == len(b) || b[i] == ']' {
		return nil, false
	}
	// In turn, the end of the first list at each depth, from the innermost: the
	// lists in it end with one bracket fewer.
	for depth := ndim - 1; depth > 0; {
		n := bytes.IndexByte(b[i:], ']')
		if n < 0 {
			return nil, false
		}
		if depth == ndim-1 {
			shape[depth] += bytes.Count(b[i:i+n], []byte{','})
		}
		i += n
		closed := 0
		for i < len(b) && b[i] == ']' {
			closed++
			i = skip(b, i+1)
		}
		// closed brackets end the lists of depth ndim-closed and deeper.
		if ndim-closed > depth {
			shape[depth]++
			continue
		}
		depth = min(depth, ndim-closed) - 1
		if depth > 0 {
			shape[depth]++ // the list that ended is one item, and another follows
		}
	}
	return shape, true
}

// filler reads the elements of an array whose shape is known.
type filler struct {
	text  []byte
	shape []int
	n     int
	data  unsafe.Pointer
	item  int
	read  reader
}

// fill reads the elements from the first comma of a chunk on to the first comma of
// the next, and reports whether all is as it should be.
func (f *filler) fill(from, to chunk, first bool) bool {
	b, i, k := f.text, from.pos, from.index
	if !first {
		if from.index == to.index {
			return true // no element begins here
		}
		i += bytes.IndexByte(b[i:], ',') + 1
		k++
	}
	row := f.shape[len(f.shape)-1]
	ends := f.ends(k) // lists that begin with element k
	for in := k % row; ; k++ {
		var ok bool
		if ends > 0 {
			if i, ok = f.brackets(i, '[', ends); !ok {
				return false
			}
		}
		end, msg := f.read(b, skip(b, i), unsafe.Add(f.data, k*f.item))
		if msg != "" {
			return false
		}
		i, ends = end, 0
		if in++; in == row {
			in, ends = 0, f.ends(k+1)
			if i, ok = f.brackets(i, ']', ends); !ok {
				return false
			}
		}
		i = skip(b, i)
		if k == f.n-1 {
			return i == len(b)
		}
		if i == len(b) || b[i] != ',' {
			return false
		}
		i++
		if k == to.index { // which follows the last comma of the chunk
			return true
		}
	}
}

// ends returns how many lists end before element k, and begin with it.
func (f *filler) ends(k int) int {
	count := 0
	for d := len(f.shape) - 1; d > 0; d-- {
		n := f.shape[d]
		if n > 1 && k%n != 0 {
			return count
		}
		k /= n
		count++
	}
	if k == 0 || k == f.shape[0] {
		count++
	}
	return count
}

// brackets skips n of them.
func (f *filler) brackets(i int, bracket byte, n int) (int, bool) {
	b := f.text
	for range n {
		i = skip(b, i)
		if i == len(b) || b[i] != bracket {
			return i, false
		}
		i++
	}
	return i, true
}
