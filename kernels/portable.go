package kernels

const (
	// chunk is how many elements one stay in assembly works on: with the
	// slowest kernels some 20 us.
	chunk = 16 << 10
	// leaf is the longest run of elements that a reduction folds without
	// splitting it in halves.
	leaf = 512
	// leaves is the largest number of them that one stay in assembly goes through.
	leaves = 64
)

// half returns where a reduction of n > leaf elements is split: in the middle,
// at a multiple of leaf.
func half(n int) int { return (n/2 + leaf - 1) / leaf * leaf }

// sumLeaves adds up what the leaves of n elements are, in the order of their halves.
func sumLeaves[T float](of []T, n int) T {
	switch {
	case n <= leaf:
		return of[0]
	case n <= 2*leaf:
		return of[0] + of[1]
	}
	h := half(n)
	return sumLeaves(of, h) + sumLeaves(of[h/leaf:], n-h)
}

// multiplyLeaves multiplies them.
func multiplyLeaves[T float](of []T, n int) T {
	if n <= leaf {
		return of[0]
	}
	h := half(n)
	return multiplyLeaves(of, h) * multiplyLeaves(of[h/leaf:], n-h)
}
