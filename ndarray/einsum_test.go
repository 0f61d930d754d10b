package ndarray

import (
	"slices"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

func einsumCase[T Number](t *testing.T, c golden.Case) {
	spec := golden.Arg[string](t, c, "spec")
	f := func(in []Array[T]) Array[T] { return Einsum(spec, in...) }
	checkCase(t, c, f)
	checkCase(t, c, func(in []Array[T]) Array[T] {
		return intoOut(f(in), in, func(out Array[T], in []Array[T]) Array[T] { return EinsumTo(out, spec, in...) })
	})
}

func TestEinsumGolden(t *testing.T) {
	for _, c := range golden.Cases(t, "einsum") {
		if c.Name == "path" {
			checkPath(t, c)
			continue
		}
		byType(t, c, map[string]func(*testing.T, golden.Case){
			"int8": einsumCase[int8], "float64": einsumCase[float64], "complex128": einsumCase[complex128],
		})
	}
}

// checkPath compares the multiplications of the path with those of NumPy's optimal
// one.
func checkPath(t *testing.T, c golden.Case) {
	spec, shapes := golden.Arg[string](t, c, "spec"), golden.Arg[[][]int](t, c, "shapes")
	got, want := pathCost(t, spec, shapes, EinsumPath(spec, shapes...)), pathCost(t, spec, shapes, golden.Arg[[][]int](t, c, "path"))
	if got > want || got < want && len(shapes) <= mostOptimal && want < 1.5*got && got < 0.5*want {
		t.Errorf("path of %s has %v multiplications, NumPy's %v", spec, got, want)
	}
}

// pathCost adds up the lengths of the loops of all steps; a step of NumPy's may
// have more than two operands.
func pathCost(t *testing.T, spec string, shapes [][]int, path [][]int) (cost float64) {
	e := parseEinsum("", spec, shapes)
	terms := slices.Clone(e.in)
	for _, step := range path {
		var all, rest labels
		var left []labels
		for i, s := range terms {
			if slices.Contains(step, i) {
				all = append(all, s...)
			} else {
				left, rest = append(left, s), append(rest, s...)
			}
		}
		all = unique(all)
		cost += e.volume(all)
		terms = append(left, slices.DeleteFunc(slices.Clone(all), func(x label) bool { return !e.out.has(x) && !rest.has(x) }))
	}
	if len(terms) != 1 {
		t.Fatal(spec, path, "leaves", terms)
	}
	return cost
}

func TestEinsumPathGreedy(t *testing.T) {
	// A chain of eight whose order matters: the vectors at the ends go first.
	spec := "a,ab,bc,cd,de,ef,fg,gh->h"
	shapes := [][]int{{30}, {30, 30}, {30, 30}, {30, 30}, {30, 30}, {30, 30}, {30, 30}, {30, 30}}
	if cost := pathCost(t, spec, shapes, EinsumPath(spec, shapes...)); cost != 7*900 {
		t.Errorf("%v multiplications instead of %v", cost, 7*900)
	}
	if p := EinsumPath("ij->j", []int{2, 3}); len(p) != 1 || !slices.Equal(p[0], []int{0}) {
		t.Error(p)
	}
}

func TestEinsumOfManyAxes(t *testing.T) {
	letters := "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	shape := slices.Repeat([]int{1}, len(letters))
	shape[0], shape[51] = 2, 3
	a := Arange(0, 6, 1).Reshape(shape...)
	got := Einsum(letters+"->"+"Za", a)
	checkEqual(t, "reversed", got, model[int]{[]int{3, 2}, []int{0, 3, 1, 4, 2, 5}})
	if p := Einsum("...,...", a, a); p.Size() != 6 || p.NDim() != 52 {
		t.Error(p.Shape())
	}
	checkPanic(t, ErrValue, "ndarray: Einsum: 2 operands for the 1 terms of \"i\"", func() { Einsum("i", a, a) })
	checkPanic(t, ErrShape, "ndarray: Einsum: dimensions in operand 0 of \"ii->i\" for collapsing index 'i' don't match (1 != 3)", func() { Einsum("ii->i", Ones[int](1, 3)) })
	if strings.Count(letters, "a") != 1 {
		t.Fatal()
	}
}
