package ndarray

import (
	"cmp"
	"math"
	"slices"
)

// InterpOpt is what [Interp] can be told. The zero value continues the function by its
// first and last values.
type InterpOpt[T Float] struct {
	// Left and Right are the results before the first and behind the last point; nil
	// stands for the values there.
	Left, Right *T
	// Period, if it is not 0, is the period of the function. Points need not be in order
	// then, and Left and Right are ignored.
	Period T
}

// Interp returns, for the elements x of a, the value at x of the function whose graph
// is straight between the points (xp[i], fp[i]). The points ascend. Values are computed
// in float64; NaN gives NaN. It panics with ErrShape if the numbers of points and values
// differ, and with ErrValue if there are none.
func Interp[T Float](a Array[T], xp, fp []T, o InterpOpt[T]) Array[T] {
	return InterpTo(a.like("Interp"), a, xp, fp, o)
}

// InterpTo stores [Interp] of a, broadcast to the shape of out, in out and returns out; see
// [AddTo].
func InterpTo[T Float](out, a Array[T], xp, fp []T, o InterpOpt[T]) Array[T] {
	const op = "Interp"
	if len(xp) != len(fp) {
		fail(op, ErrShape, "%d points for %d values", len(xp), len(fp))
	}
	if len(xp) == 0 {
		fail(op, ErrValue, "array of sample points is empty")
	}
	g := graph{x: make([]float64, len(xp)), y: make([]float64, len(fp))}
	for i := range xp {
		g.x[i], g.y[i] = float64(xp[i]), float64(fp[i])
	}
	g.left, g.right = g.y[0], g.y[len(xp)-1]
	if o.Period != 0 {
		g.repeat(math.Abs(float64(o.Period)))
	} else {
		if o.Left != nil {
			g.left = float64(*o.Left)
		}
		if o.Right != nil {
			g.right = float64(*o.Right)
		}
	}
	return mapFloats(op, out, a, func(v T) T { return T(g.at(float64(v))) })
}

// graph is a function of points in order.
type graph struct {
	x, y        []float64
	left, right float64
	period      float64 // 0 if it has none
}

// repeat makes the function periodic: its points are brought to one period, and one of
// each end is repeated at the other.
func (g *graph) repeat(period float64) {
	order := allAxes(len(g.x))
	for i, v := range g.x {
		g.x[i] = floorMod(v, period)
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(g.x[i], g.x[j]) })
	n := len(order)
	x, y := make([]float64, n+2), make([]float64, n+2)
	for k, i := range order {
		x[k+1], y[k+1] = g.x[i], g.y[i]
	}
	x[0], y[0] = x[n]-period, y[n]
	x[n+1], y[n+1] = x[1]+period, y[1]
	*g = graph{x: x, y: y, left: y[0], right: y[n+1], period: period}
}

// floorMod returns x modulo m > 0, from 0 on.
func floorMod(x, m float64) float64 {
	r := math.Mod(x, m)
	if r < 0 {
		r += m
	}
	return r
}

func (g *graph) at(v float64) float64 {
	if g.period != 0 {
		v = floorMod(v, g.period)
	}
	last := len(g.x) - 1
	switch {
	case v != v:
		return v
	case v < g.x[0]:
		return g.left
	case v > g.x[last]:
		return g.right
	}
	// The last point at or before v.
	lo, hi := 0, last+1
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); g.x[mid] <= v {
			lo = mid
		} else {
			hi = mid
		}
	}
	if lo == last || g.x[lo] == v {
		return g.y[lo]
	}
	slope := (g.y[lo+1] - g.y[lo]) / (g.x[lo+1] - g.x[lo])
	r := float64(slope*(v-g.x[lo])) + g.y[lo]
	if r != r { // from infinities
		r = float64(slope*(v-g.x[lo+1])) + g.y[lo+1]
		if r != r && g.y[lo] == g.y[lo+1] {
			r = g.y[lo]
		}
	}
	return r
}
