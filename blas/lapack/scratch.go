package lapack

import (
	"sync"

	"github.com/lanewise/lanewise/kernels"
)

// scratch is memory for a call. Its contents are what the last user left.
type scratch struct {
	data []float64
	own  []float64 // what the pool keeps
}

var pool = sync.Pool{New: func() any { return new(scratch) }}

// borrow returns n elements: those of work if it has so many, and the pool's
// otherwise.
func borrow(work []float64, n int) *scratch {
	s := pool.Get().(*scratch)
	if len(work) >= n {
		s.data = work[:n]
		return s
	}
	if len(s.own) < n {
		s.own = kernels.Make[float64](n)
	}
	s.data = s.own[:n]
	return s
}

func (s *scratch) release() {
	s.data = nil
	pool.Put(s)
}

// take cuts off n elements.
func (s *scratch) take(n int) []float64 {
	x := s.data[:n:n]
	s.data = s.data[n:]
	return x
}

// apart returns a leading dimension for rows of n elements at which few rows share
// sets of a cache: an odd number of cache lines.
func apart(n int) int {
	const line = 8
	return ((n+line-1)/line | 1) * line
}

// half returns where to halve n columns, which are more than unit: after a multiple of it.
func half(n, unit int) int {
	return max(n/2/unit, 1) * unit
}
