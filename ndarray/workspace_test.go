package ndarray

import "testing"

func TestWorkspace(t *testing.T) {
	var w Workspace
	x, mean := Arange(0.0, 300, 1).Reshape(100, 3), Of(1.0, 2, 3)
	var out Array[float64]
	turn := func() {
		w.Reset()
		d := SubTo(Scratch[float64](&w, 100, 3), x, mean)
		out = SquareTo(Scratch[float64](&w, 100, 3), d)
		LessScalarTo(Scratch[bool](&w, 100, 3), d, 0)
	}
	turn()
	if n := testing.AllocsPerRun(10, turn); n != 0 {
		t.Error(n, "allocations")
	}
	checkResult(t, "workspace", out, modelOf(x.Sub(mean).Square()))
	w.Reset()
	a, b := Scratch[float64](&w, 2, 2), Scratch[float64](&w, 10)
	if c := Scratch[int](&w, 3); a.p == b.p || c.Len() != 3 || a.NDim() != 2 {
		t.Error("arrays share memory")
	}
	if d := Scratch[string](&w, 4); d.At(0) != "" {
		t.Error(d)
	}
	w.Reset()
	if smaller := Scratch[float64](&w, 2); smaller.p != a.p {
		t.Error("memory is not used again")
	}
	if larger := Scratch[float64](&w, 1000); larger.Size() != 1000 {
		t.Error(larger.Shape())
	}
	w.Free()
	checkPanic(t, ErrShape, "ndarray: Scratch: negative dimensions are not allowed: shape (-1,)", func() { Scratch[int](&w, -1) })
	if got := Scratch[int](&w, 2); got.Size() != 2 {
		t.Error("after a panic", got)
	}
}
