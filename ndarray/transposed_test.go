package ndarray

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// Inputs that lie across an output of long rows are copied in parts of these: the results
// must be those of copies of the whole.
func TestAcrossLongRows(t *testing.T) {
	acrossLongRows[uint8](t)
	acrossLongRows[float32](t)
	acrossLongRows[float64](t)
	acrossLongRows[complex128](t)
}

func acrossLongRows[T Number](t *testing.T) {
	r := rand.New(rand.NewPCG(61, 62))
	for _, shape := range [][2]int{{3, 9001}, {33, 3001}, {70, 2049}, {1, 5000}, {300, 301}} {
		rows, columns := shape[0], shape[1]
		random := func([]int) int { return r.IntN(100) }
		a := As[T](FromFunc(random, 2*columns, rows)).Slice(RS(End, Begin, -2))
		b := As[T](FromFunc(random, rows, columns))
		want := Add(a.T().Copy(), b)
		for _, threads := range []int{1, 7} {
			withThreads(threads, func() {
				out := Zeros[T](rows, columns)
				if !ArrayEqual(AddTo(out, a.T(), b), want) || !ArrayEqual(AddTo(out, b, a.T()), want) || !ArrayEqual(AddTo(b.Copy(), a.T(), b), want) {
					t.Error(fmt.Sprintf("%T", *new(T)), shape, "sum")
				}
				if !ArrayEqual(Add(a, a).T(), Add(a.T(), a.T().Copy())) {
					t.Error(fmt.Sprintf("%T", *new(T)), shape, "twice")
				}
			})
		}
	}
}
