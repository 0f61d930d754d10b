package threadctl

import (
	"encoding/json"
	"os"
	"sync/atomic"
	"testing"
)

// With this variable in its environment the test binary prints Info and exits.
const childVariable = "THREADCTL_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		if err := json.NewEncoder(os.Stdout).Encode(Info()); err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}

// setBudget fixes the budget for one test, and checks that all tokens are back when it ends.
func setBudget(t testing.TB, n int) {
	t.Helper()
	previous := SetBudget(n)
	t.Cleanup(func() {
		SetBudget(previous)
		if n := Info().InUse; n != 0 {
			t.Errorf("%d helpers are still in use", n)
		}
	})
}

// A gauge counts what is active and keeps the maximum.
type gauge struct{ now, max atomic.Int64 }

func (g *gauge) enter() {
	n := g.now.Add(1)
	for m := g.max.Load(); n > m && !g.max.CompareAndSwap(m, n); m = g.max.Load() {
	}
}

func (g *gauge) leave() { g.now.Add(-1) }

var sink atomic.Int64

// compute keeps a processor busy for about n ns.
func compute(n int) {
	x := uint64(n)
	for range n {
		x = x*6364136223846793005 + 1442695040888963407
	}
	sink.Store(int64(x))
}
