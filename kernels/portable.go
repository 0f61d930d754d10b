package kernels

const (
	// chunk is how many elements one stay in assembly works on: with the
	// slowest kernels some 20 us.
	chunk = 16 << 10
	// leaf is the longest run of elements that a reduction folds without
	// splitting it in halves.
	leaf = 512
)

// half returns where a reduction of n > leaf elements is split: in the middle,
// at a multiple of leaf.
func half(n int) int { return (n/2 + leaf - 1) / leaf * leaf }
