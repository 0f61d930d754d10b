package threadctl_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/lanewise/lanewise/threadctl"
)

// A test that wants a fixed number of threads, and the old one after it.
func ExampleSetBudget() {
	defer threadctl.SetBudget(threadctl.SetBudget(2))
	fmt.Println(threadctl.Budget())
	// Output: 2
}

// A library leaves the budget alone, and takes a part of it for what it does.
func ExampleWithLimit() {
	defer threadctl.SetBudget(threadctl.SetBudget(8))
	ctx := threadctl.WithLimit(context.Background(), 3)
	inner := threadctl.WithLimit(ctx, 5) // no more than the outer limit
	fmt.Println(threadctl.Limit(ctx), threadctl.Limit(inner), threadctl.Limit(context.Background()))
	// Output: 3 3 8
}

// A search ends all threads as soon as one of them has found something.
func ExampleFor_cancel() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var found atomic.Int64
	err := threadctl.For(ctx, 1_000_000, 100, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			if i == 54321 {
				found.Store(int64(i))
				cancel()
			}
		}
	})
	if err != nil && !errors.Is(err, context.Canceled) { // it is nil if all chunks had begun
		fmt.Println(err)
	}
	fmt.Println(found.Load())
	// Output: 54321
}

// A panic in a body comes to the caller, whichever thread it was on.
func ExamplePanicError() {
	defer func() {
		if e, ok := recover().(*threadctl.PanicError); ok {
			fmt.Println("body panicked:", e.Value)
		}
	}()
	threadctl.For(context.Background(), 4, 1, func(lo, _ int) {
		if lo == 2 {
			panic("bad row")
		}
	})
	// Output: body panicked: bad row
}

// The threads of a native library are taken from the budget; where others are at work it gets fewer.
func ExampleLease() {
	defer threadctl.SetBudget(threadctl.SetBudget(4))
	ctx := context.Background()

	var first, second threadctl.Lease
	fmt.Println(first.Acquire(ctx, 3))
	fmt.Println(second.Acquire(ctx, 4)) // one helper is left, with the caller that makes two
	second.Release()
	first.Release()
	// Output:
	// 3
	// 2
}

// What a program writes to its log about threads.
func ExampleInfo() {
	defer threadctl.SetBudget(threadctl.SetBudget(2))
	r := threadctl.Info()
	fmt.Println(r.Budget, r.Fixed, len(r.Sources) > 0)
	// Output: 2 2 true
}

// The largest element and where it is; merges need not be commutative, and come in the same order every time.
func ExampleReduce_argmax() {
	x := []int{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 9}
	best, err := threadctl.Reduce(context.Background(), len(x), 4,
		func(lo, hi int) int {
			m := lo
			for i := lo + 1; i < hi; i++ {
				if x[i] > x[m] {
					m = i
				}
			}
			return m
		},
		func(a, b int) int {
			if x[b] > x[a] {
				return b
			}
			return a // the first of equals
		})
	fmt.Println(best, x[best], err)
	// Output: 5 9 <nil>
}
