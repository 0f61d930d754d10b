package ndarray

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

// goldenInts returns an input or output of a case as an array of int.
func goldenInts(t *testing.T, a golden.Array) Array[int] {
	t.Helper()
	switch a.Type {
	case "int64":
		return As[int](FromSlice(golden.Elems[int64](t, a), a.Shape...)).Reshape(a.Shape...)
	case "bool":
		return As[int](goldenOf[bool](t, a))
	}
	t.Fatalf("no integers: %s", a.Type)
	return Array[int]{}
}

// goldenOf returns an input or output of a case.
func goldenOf[T any](t *testing.T, a golden.Array) Array[T] {
	t.Helper()
	return FromSlice(golden.Elems[T](t, a)).Reshape(a.Shape...)
}

// goldenFails compares the failure of a case with that of f; texts are NumPy's
// where they begin in one of the ways that both have.
func goldenFails(t *testing.T, c golden.Case, what string, f func()) {
	t.Helper()
	_, err := Try(func() int { f(); return 0 })
	if err == nil {
		t.Fatalf("%s: no panic, want %q", what, c.Err)
	}
	got := err.(*Error).Msg
	for _, begin := range []string{"index ", "boolean index", "shape mismatch: indexing", "too many indices", "invalid entry", "axis ", "attempt"} {
		if strings.HasPrefix(c.Err, begin) && got != strings.TrimSpace(c.Err) {
			t.Errorf("%s: %q, want %q", what, got, c.Err)
		}
	}
}

// goldenIndex returns the arguments for Index that a case has.
func goldenIndex(t *testing.T, c golden.Case) (ix []any) {
	for _, item := range golden.Arg[[]struct {
		K            string
		V            int
		Lo, Hi, Step *int
		S, List      []int
	}](t, c, "ix") {
		list := FromSlice(item.List)
		switch item.K {
		case "slice":
			ix = append(ix, pythonSlice(item.Lo, item.Hi, item.Step))
		case "new":
			ix = append(ix, NewAxis)
		case "rest":
			ix = append(ix, Rest)
		case "int":
			ix = append(ix, item.V)
		case "bool":
			if len(item.S) == 0 && item.List != nil { // an array without axes
				ix = append(ix, As[bool](list.Reshape()))
			} else if item.List == nil {
				ix = append(ix, item.V != 0)
			} else {
				ix = append(ix, As[bool](list.Reshape(item.S...)))
			}
		case "int64":
			ix = append(ix, list.Reshape(item.S...))
		case "int32":
			ix = append(ix, As[int32](list.Reshape(item.S...)))
		case "int8":
			ix = append(ix, As[int8](list.Reshape(item.S...)))
		case "float64":
			ix = append(ix, As[float64](list.Reshape(item.S...)))
		default:
			t.Fatal(item.K)
		}
	}
	return ix
}

func pythonSlice(lo, hi, step *int) Ix {
	from, to, by := Begin, End, 1
	if step != nil {
		by = *step
	}
	if by < 0 {
		from, to = End, Begin
	}
	if lo != nil {
		from = *lo
	}
	if hi != nil {
		to = *hi
	}
	return RS(from, to, by)
}

func rampOf(shape []int) Array[int] { return Arange(0, product(shape), 1).Reshape(shape...) }

func TestGoldenIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	count := 0
	for _, c := range golden.Cases(t, "fancy") {
		if c.Name != "get" && c.Name != "set" {
			continue
		}
		count++
		shape := golden.Arg[[]int](t, c, "shape")
		ix := goldenIndex(t, c)
		what := c.Name + " " + string(c.Args["shape"]) + " " + string(c.Args["v"]) + " " + string(c.Args["ix"])
		a := randomView(r, rampOf(shape))
		v := randomView(r, rampOf(golden.Arg[[]int](t, c, "v")).AddScalar(1000))
		switch {
		case c.Err != "" && c.Name == "get":
			goldenFails(t, c, what, func() { a.Index(ix...) })
		case c.Err != "":
			goldenFails(t, c, what, func() { a.SetIndex(v, ix...) })
			checkEqual(t, what, a, modelOf(rampOf(shape)))
		case c.Name == "get":
			want := modelOf(goldenInts(t, c.Out[0]))
			checkEqual(t, what, rampOf(shape).Index(ix...), want)
			checkEqual(t, what, a.Index(ix...), want)
			checkEqual(t, what, IndexTo(randomView(r, Zeros[int](want.shape...)), a, ix...), want)
			texts := textsOf(a)
			checkEqual(t, what, texts.Index(ix...), build(want.shape, func(i []int) string { return itoa(want.at(i)) }))
		default:
			a.SetIndex(v, ix...)
			checkEqual(t, what, a, modelOf(goldenInts(t, c.Out[0])))
		}
	}
	if count < 1000 {
		t.Fatal("only", count, "cases")
	}
}

func itoa(i int) string { b, _ := json.Marshal(i); return string(b) }

// textsOf returns an array of the elements of a as text.
func textsOf(a Array[int]) Array[string] {
	var s []string
	for v := range a.Values() {
		s = append(s, itoa(v))
	}
	return FromSlice(s).Reshape(a.Shape()...)
}

func TestGoldenTake(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	modes := map[string]IndexMode{"raise": IndexRaise, "wrap": IndexWrap, "clip": IndexClip, "": IndexRaise}
	for _, c := range golden.Cases(t, "fancy") {
		f, ok := takeCases[c.Name]
		if !ok {
			if c.Name != "get" && c.Name != "set" {
				t.Fatal("unknown case", c.Name)
			}
			continue
		}
		var in []Array[int]
		if c.Name != "nonzero" {
			for _, x := range c.In {
				in = append(in, randomView(r, goldenInts(t, x)))
			}
		}
		x := takeCase{t, c, in, golden.Arg[int](t, c, "axis"), golden.Arg[[]int](t, c, "shape"), modes[golden.Arg[string](t, c, "mode")]}
		what := c.Name
		for name, arg := range c.Args {
			what += " " + name + "=" + string(arg)
		}
		if c.Err != "" {
			goldenFails(t, c, what, func() { f(x) })
			continue
		}
		out := f(x)
		if len(out) != len(c.Out) {
			t.Fatalf("%s: %d results, want %d", what, len(out), len(c.Out))
		}
		for i, want := range c.Out {
			checkEqual(t, what, out[i], modelOf(goldenInts(t, want)))
		}
	}
}

type takeCase struct {
	t     *testing.T
	c     golden.Case
	in    []Array[int]
	axis  int
	shape []int
	mode  IndexMode
}

var takeCases = map[string]func(x takeCase) []Array[int]{
	"take": func(x takeCase) []Array[int] {
		out := TakeMode(x.in[0], x.in[1], x.axis, x.mode)
		if x.mode == IndexRaise {
			checkEqual(x.t, "Take", x.in[0].Take(x.in[1], x.axis), modelOf(out))
			r := rand.New(rand.NewPCG(1, uint64(x.axis)))
			checkEqual(x.t, "TakeTo", TakeTo(randomView(r, Zeros[int](out.Shape()...)), x.in[0], x.in[1], x.axis), modelOf(out))
		}
		return []Array[int]{out}
	},
	"take_flat": func(x takeCase) []Array[int] {
		ix := x.mode.within("", x.in[1], 0, x.in[0].Size())
		return []Array[int]{x.in[0].TakeFlat(ix)}
	},
	"put": func(x takeCase) []Array[int] {
		x.in[0].PutMode(x.in[1], x.in[2], x.mode)
		return x.in[:1]
	},
	"choose": func(x takeCase) []Array[int] { return []Array[int]{Choose(x.in[0], x.in[1:], x.mode)} },
	"ravel_multi_index": func(x takeCase) []Array[int] {
		return []Array[int]{RavelMultiIndex(x.in, x.shape, x.mode)}
	},
	"unravel_index": func(x takeCase) []Array[int] { return UnravelIndex(x.in[0], x.shape...) },
	"take_along_axis": func(x takeCase) []Array[int] {
		out := x.in[0].TakeAlongAxis(x.in[1], x.axis)
		r := rand.New(rand.NewPCG(2, uint64(x.axis)))
		checkEqual(x.t, "TakeAlongAxisTo", TakeAlongAxisTo(randomView(r, Zeros[int](out.Shape()...)), x.in[0], x.in[1], x.axis), modelOf(out))
		return []Array[int]{out}
	},
	"put_along_axis": func(x takeCase) []Array[int] {
		PutAlongAxis(x.in[0], x.in[1], x.in[2], x.axis)
		return x.in[:1]
	},
	"compress": func(x takeCase) []Array[int] {
		return []Array[int]{Compress(As[bool](x.in[1]), x.in[0], x.axis)}
	},
	"extract": func(x takeCase) []Array[int] { return []Array[int]{Extract(As[bool](x.in[1]), x.in[0])} },
	"place": func(x takeCase) []Array[int] {
		Place(x.in[0], As[bool](x.in[1]), x.in[2])
		return x.in[:1]
	},
	"putmask": func(x takeCase) []Array[int] {
		PutMask(x.in[0], As[bool](x.in[1]), x.in[2])
		return x.in[:1]
	},
	"select": func(x takeCase) []Array[int] {
		n := len(x.in) / 2
		var conds []Array[bool]
		for _, m := range x.in[:n] {
			conds = append(conds, As[bool](m))
		}
		return []Array[int]{Select(conds, x.in[n:], 99)}
	},
	"nonzero": func(x takeCase) []Array[int] {
		switch in := x.c.In[0]; in.Type {
		case "float64":
			return nonzeroResults(goldenOf[float64](x.t, in))
		case "bool":
			return nonzeroResults(goldenOf[bool](x.t, in))
		case "complex128":
			return nonzeroResults(goldenOf[complex128](x.t, in))
		case "uint8":
			return nonzeroResults(goldenOf[uint8](x.t, in))
		default:
			return nonzeroResults(goldenOf[int64](x.t, in))
		}
	},
}

// nonzeroResults returns what the case nonzero lists.
func nonzeroResults[T Elem](a Array[T]) []Array[int] {
	out := append(Nonzero(a), ArgWhere(a), FlatNonzero(a), Full(CountNonzero(a)))
	for d := range a.NDim() {
		out = append(out, CountNonzeroAxis(a, d))
	}
	return out
}
