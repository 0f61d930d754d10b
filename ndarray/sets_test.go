package ndarray

import (
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

func TestGoldenSets(t *testing.T) {
	for _, c := range golden.Cases(t, "sets") {
		switch c.In[0].Type {
		case "float64":
			goldenSets[float64](t, c)
		case "float32":
			goldenSets[float32](t, c)
		case "int64":
			goldenSets[int64](t, c)
		case "int8":
			goldenSets[int8](t, c)
		case "uint16":
			goldenSets[uint16](t, c)
		case "complex128":
			goldenSets[complex128](t, c)
		case "complex64":
			goldenSets[complex64](t, c)
		case "bool":
			goldenSets[bool](t, c)
		default:
			t.Fatal(c.In[0].Type)
		}
	}
}

func goldenSets[T Sortable](t *testing.T, c golden.Case) {
	r := rand.New(rand.NewPCG(9, 9))
	what := c.Name + " of " + c.In[0].Type
	a := randomView(r, goldenOf[T](t, c.In[0]))
	switch c.Name {
	case "unique":
		if golden.Arg[bool](t, c, "equal") {
			goldenUniques(t, what, UniqueEqualNaN(a), c.Out)
			checkBits(t, what, Unique(a), c.Out[0])
			return
		}
		goldenUniques(t, what, UniqueAll(a), c.Out)
		checkBits(t, what, UniqueValues(a), c.Out[0])
		values, inverse := UniqueInverse(a)
		checkBits(t, what, values, c.Out[0])
		checkEqual(t, what, inverse, modelOf(goldenInts(t, c.Out[2])))
		values, counts := UniqueCounts(a)
		checkBits(t, what, values, c.Out[0])
		checkEqual(t, what, counts, modelOf(goldenInts(t, c.Out[3])))
	case "unique_axis":
		goldenUniques(t, what, UniqueAxis(a, golden.Arg[int](t, c, "axis")), c.Out)
	case "sets":
		b := randomView(r, goldenOf[T](t, c.In[1]))
		in := modelOf(goldenOf[bool](t, c.Out[0]))
		checkEqual(t, what, IsIn(a, b), in)
		checkEqual(t, what, IsInTo(randomView(r, Zeros[bool](a.Shape()...)), a, b), in)
		for i, got := range []Array[T]{Union1D(a, b), Intersect1D(a, b), SetDiff1D(a, b), SetXor1D(a, b)} {
			checkBits(t, what+" "+[]string{"union", "intersect", "diff", "xor"}[i], got, c.Out[i+1])
		}
	case "intersect_indices":
		values, inA, inB := Intersect1DIndices(a, goldenOf[T](t, c.In[1]))
		checkBits(t, what, values, c.Out[0])
		checkEqual(t, what, inA, modelOf(goldenInts(t, c.Out[1])))
		checkEqual(t, what, inB, modelOf(goldenInts(t, c.Out[2])))
	default:
		t.Fatal(c.Name)
	}
}

func goldenUniques[T any](t *testing.T, what string, u Uniques[T], out []golden.Array) {
	t.Helper()
	checkBits(t, what, u.Values, out[0])
	checkEqual(t, what+" indices", u.Indices, modelOf(goldenInts(t, out[1])))
	checkEqual(t, what+" inverse", u.Inverse, modelOf(goldenInts(t, out[2])))
	checkEqual(t, what+" counts", u.Counts, modelOf(goldenInts(t, out[3])))
}
