package threadctl

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// bracket writes the tree of merges down by the definition: level by level, pairs in index order, the last one goes up.
func bracket(chunks int) string {
	level := make([]string, chunks)
	for i := range level {
		level[i] = fmt.Sprint(" ", i)
	}
	for len(level) > 1 {
		var up []string
		for i := 0; i < len(level); i += 2 {
			up = append(up, level[i])
			if i+1 < len(level) {
				up[i/2] = "(" + level[i] + level[i+1] + ")"
			}
		}
		level = up
	}
	return strings.Join(level, "")
}

func TestReduceTree(t *testing.T) {
	if got := bracket(5); got != "((( 0 1)( 2 3)) 4)" {
		t.Fatal(got)
	}
	merge := func(a, b string) string { return "(" + a + b + ")" }
	for _, width := range []int{1, 2, 8} {
		setBudget(t, width)
		for chunks := range 70 {
			grain := 1 + rand.IntN(5)
			n := max(0, chunks*grain-rand.IntN(grain))
			got, err := Reduce(background, n, grain, func(lo, hi int) string { return fmt.Sprint(" ", lo/grain) }, merge)
			if want := bracket(chunks); got != want || err != nil {
				t.Fatalf("budget %d, n %d, grain %d: %q, %v; want %q", width, n, grain, got, err, want)
			}
		}
	}
}

// The sum of numbers of very different size depends on every association; its bits must depend on no thread.
func TestReduceIsDeterministic(t *testing.T) {
	const n, grain = 100_000, 250
	rng := rand.New(rand.NewPCG(1, 2))
	x := make([]float64, n)
	for i := range x {
		x[i] = math.Ldexp(rng.NormFloat64(), rng.IntN(100)-50)
	}
	sum := func(lo, hi int) (s float64) {
		for _, v := range x[lo:hi] {
			s += v
		}
		return s
	}
	add := func(a, b float64) float64 { return a + b }
	want, _ := Reduce(WithLimit(background, 1), n, grain, sum, add)

	var load sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		load.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					For(background, 20, 1, func(lo, hi int) { compute(3000) })
				}
			}
		})
	}
	for width := 1; width <= 16; width++ {
		setBudget(t, width)
		for range 30 {
			got, err := Reduce(background, n, grain, sum, add)
			if math.Float64bits(got) != math.Float64bits(want) || err != nil {
				t.Errorf("budget %d: %v, %v; want %v", width, got, err, want)
			}
		}
	}
	close(stop)
	load.Wait()
}

func TestReduceWithoutResult(t *testing.T) {
	setBudget(t, 2)
	one := func(lo, hi int) int { return 1 }
	add := func(a, b int) int { return a + b }
	for _, n := range []int{0, -5} {
		if got, err := Reduce(background, n, 1, one, add); got != 0 || err != nil {
			t.Errorf("n %d: %d, %v", n, got, err)
		}
	}
	ctx, cancel := context.WithCancel(background)
	got, err := Reduce(ctx, 100, 1, func(lo, hi int) int {
		if lo == 50 {
			cancel()
		}
		return 1
	}, add)
	if got != 0 || err != context.Canceled {
		t.Errorf("cancelled: %d, %v", got, err)
	}
	for _, n := range []int{1, 100} {
		if got, err := Reduce(ctx, n, 1, one, add); got != 0 || err != context.Canceled {
			t.Errorf("n %d, cancelled before: %d, %v", n, got, err)
		}
	}
}

func ExampleReduce() {
	x := make([]float64, 1000)
	for i := range x {
		x[i] = float64(i)
	}
	sum, err := Reduce(context.Background(), len(x), 100,
		func(lo, hi int) (s float64) {
			for _, v := range x[lo:hi] {
				s += v
			}
			return s
		},
		func(a, b float64) float64 { return a + b })
	fmt.Println(sum, err)
	// Output: 499500 <nil>
}
