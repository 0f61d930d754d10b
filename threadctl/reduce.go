package threadctl

import (
	"context"
	"sync/atomic"
)

// Reduce computes chunk(lo, hi) for each chunk of [0, n) that For would run, and merges the results. The order and
// the association of merges depend on n and grain only, so the result has the same bits for every budget, nesting and
// load, if chunk and merge are functions of their arguments.
//
// The merges form a balanced binary tree over the chunks in index order: on each level results 0 and 1, 2 and 3, ...
// are merged, a last one without a partner goes up as it is, until one is left. For five chunks that is
//
//	merge(merge(merge(c0, c1), merge(c2, c3)), c4)
//
// so rounding errors of a sum grow with the logarithm of the number of chunks. merge need not be commutative; it may
// reuse the memory of its arguments. Merges run in parallel, as soon as both sides are ready.
//
// Grain, cancellation, panics (of merge as well) and errors are as in For. With an error the result is the zero A, as
// it is for n <= 0. Reduce allocates one A per chunk, and nothing for a single chunk. More than 1<<28 chunks are an
// *ArgumentError.
func Reduce[A any](ctx context.Context, n, grain int, chunk func(lo, hi int) A, merge func(A, A) A) (A, error) {
	check("Reduce", ctx, grain, chunk == nil || merge == nil)
	var zero A
	if n <= 0 {
		return zero, nil
	}
	if n <= grain {
		if err := ctx.Err(); err != nil {
			return zero, err
		}
		return single(n, chunk), nil
	}
	chunks := (n-1)/grain + 1
	if chunks > maxPartials {
		panic(&ArgumentError{"Reduce", "more than 1<<28 chunks: the grain is too small"})
	}
	t := tree[A]{merge: merge, nodes: make([]node[A], chunks)}
	err := For(ctx, n, grain, func(lo, hi int) { t.put(lo/grain, chunk(lo, hi)) })
	if err != nil {
		return zero, err
	}
	return t.nodes[0].value, nil
}

// maxPartials chunks of 20 us are an hour and a half of work.
const maxPartials = 1 << 28

func single[A any](n int, chunk func(lo, hi int) A) A {
	defer rethrow()
	return chunk(0, n)
}

// A tree merges subtrees where both are known. The value of a subtree is kept at its first leaf.
type tree[A any] struct {
	merge func(A, A) A
	nodes []node[A]
}

type node[A any] struct {
	value A
	ready atomic.Bool // of the two subtrees that meet at this leaf, which begins the right one, one is complete
}

// put sets leaf i and merges upwards as far as the other sides are complete; whoever completes those goes on from
// there.
func (t *tree[A]) put(i int, value A) {
	t.nodes[i].value = value
	for step := 1; step < len(t.nodes); step *= 2 {
		left := i &^ step
		right := left + step
		if right >= len(t.nodes) {
			continue
		}
		if !t.nodes[right].ready.Swap(true) {
			return
		}
		var zero A
		t.nodes[left].value = t.merge(t.nodes[left].value, t.nodes[right].value)
		t.nodes[right].value = zero
		i = left
	}
}
