package ndarray

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSlice(t *testing.T) {
	a := Arange(0, 10, 1)
	for _, c := range []struct {
		ix   Ix
		want []int
	}{
		{R(2, 5), []int{2, 3, 4}},
		{R(10, 20), nil},
		{R(-3, End), []int{7, 8, 9}},
		{R(-100, 2), []int{0, 1}},
		{R(Begin, 2), []int{0, 1}},
		{R(5, 2), nil},
		{RS(9, -1, -2), nil},
		{RS(9, Begin, -2), []int{9, 7, 5, 3, 1}},
		{RS(End, Begin, -4), []int{9, 5, 1}},
		{RS(2, 100, 3), []int{2, 5, 8}},
		{RS(1, End, End), []int{1}},
		{RS(8, Begin, Begin), []int{8}},
		{All, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
		{Ix{}, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
	} {
		if got := slices.Collect(a.Slice(c.ix).Values()); !slices.Equal(got, c.want) {
			t.Errorf("%+v: got %v want %v", c.ix, got, c.want)
		}
	}
	checkEqual(t, "reversed, then [1:3]", Of(1, 2, 3, 4).Slice(RS(End, Begin, -1)).Slice(R(1, 3)), model[int]{[]int{2}, []int{3, 2}})
	b := Zeros[int](2, 3, 4)
	for _, c := range []struct {
		ix   []Ix
		want []int
	}{
		{nil, []int{2, 3, 4}},
		{[]Ix{I(1)}, []int{3, 4}},
		{[]Ix{Rest, I(-1)}, []int{2, 3}},
		{[]Ix{I(0), Rest, I(1)}, []int{3}},
		{[]Ix{I(0), I(0), I(0)}, nil},
		{[]Ix{I(0), I(0), I(0), Rest}, nil},
		{[]Ix{NewAxis, All, NewAxis, Rest, NewAxis}, []int{1, 2, 1, 3, 4, 1}},
		{[]Ix{R(5, 9), RS(End, Begin, -2)}, []int{0, 2, 4}},
	} {
		if got := b.Slice(c.ix...); !slices.Equal(got.Shape(), c.want) {
			t.Errorf("%v: got %v want %v", c.ix, got.Shape(), c.want)
		}
	}
	if d := Full(3).Slice(NewAxis, Rest, NewAxis); !slices.Equal(d.Shape(), []int{1, 1}) || d.Item() != 3 {
		t.Error(d)
	}
}

func TestReshapeViewsIfItCan(t *testing.T) {
	a := Arange(0, 24, 1).Reshape(2, 3, 4)
	for _, c := range []struct {
		a     Array[int]
		shape []int
		view  bool
	}{
		{a, []int{4, 6}, true},
		{a, []int{-1}, true},
		{a.T(), []int{4, 3, 1, 2}, true},
		{a.T(), []int{24}, false},
		{a.T(), []int{2, 2, 3, 2}, true},
		{a.T(), []int{12, 2}, false},
		{a.Slice(All, All, R(0, 2)), []int{6, 2}, true},
		{a.Slice(All, All, R(0, 2)), []int{2, 6}, false},
		{a.Slice(All, All, RS(0, End, 2)), []int{12}, true},
		{a.Slice(All, R(0, 2)), []int{2, 8}, true},
		{a.Slice(All, R(0, 2)), []int{2, 4, 1, 2}, true},
		{a.Slice(RS(End, Begin, -1), I(0)), []int{1, 2, 2, 2}, true},
		{a.BroadcastTo(5, 2, 3, 4), []int{5, 24}, true},
		{a.Slice(R(0, 0)), []int{7, 0}, true},
		{a.Slice(I(0), I(0), I(0)), []int{1, 1}, true},
	} {
		v, ok := c.a.TryView(c.shape...)
		r := c.a.Reshape(c.shape...)
		if ok != c.view || ok && v.p != c.a.p || (r.p == c.a.p) != c.view {
			t.Errorf("%v to %v: view %v", c.a.Shape(), c.shape, ok)
		}
		checkEqual(t, "Reshape", r, model[int]{r.Shape(), slices.Collect(c.a.Values())})
		if r.IsReadOnly() != (c.a.IsReadOnly() && ok) {
			t.Error("IsReadOnly", r.IsReadOnly())
		}
	}
}

func TestTransposedResultStaysTransposed(t *testing.T) {
	a := Arange(0, 6, 1).Reshape(2, 3).T()
	if s := a.Add(a).Strides(); !slices.Equal(s, a.Strides()) {
		t.Error(s)
	}
	checkEqual(t, "a.T + a.T", a.Add(a), model[int]{[]int{3, 2}, []int{0, 6, 2, 8, 4, 10}})
	if b := a.BroadcastTo(3, 2); b.Add(b).IsReadOnly() || b.AddScalar(1).IsReadOnly() || b.Copy().IsReadOnly() {
		t.Error("a result is read-only")
	}
}

func TestAssignAndFillThroughViews(t *testing.T) {
	a := Zeros[int](3, 4)
	a.Slice(All, RS(0, End, 2)).Fill(1)
	a.Slice(I(-1)).Assign(Of(5, 6, 7, 8))
	a.T().Slice(R(3, 4)).Assign(Full(9))
	checkEqual(t, "views", a, model[int]{[]int{3, 4}, []int{1, 0, 1, 9, 1, 0, 1, 9, 5, 6, 7, 9}})
	s := Of("a", "b", "c", "d")
	s.Slice(R(1, End)).Assign(s.Slice(R(0, -1))) // overlapping, with pointers
	checkSlice(t, s, "a", "a", "b", "c")
	s = Of("a", "b", "c", "d")
	s.Assign(s.Slice(RS(End, Begin, -1)))
	checkSlice(t, s, "d", "c", "b", "a")
}

func TestValuesStops(t *testing.T) {
	a := Arange(0, 6, 1).Reshape(2, 3)
	for _, v := range []Array[int]{a, a.T()} {
		n := 0
		for range v.Values() {
			if n++; n == 3 {
				break
			}
		}
		if n != 3 {
			t.Error(n)
		}
	}
	if n := testing.AllocsPerRun(10, func() {
		for v := range a.Values() {
			_ = v
		}
	}); n != 0 {
		t.Error(n, "allocations")
	}
}

// FuzzViews runs a program of views, read from the input, on an array and on
// the model. The elements are their own places in the memory they come from, so
// that a write through the view can be checked too.
func FuzzViews(f *testing.F) {
	f.Add([]byte{3, 2, 3, 4, 0, 1, 2, 250, 1, 0, 3, 255, 9, 0, 1})
	f.Add([]byte{2, 5, 1, 2, 3, 7, 1, 3, 0, 2, 1, 1, 200, 100, 254})
	f.Add([]byte{4, 1, 0, 3, 2, 4, 0, 2, 1, 3, 2, 3, 0, 9, 1, 253, 2, 2})
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 { // which every run of the tests goes through
		program := make([]byte, 10+r.IntN(50))
		for i := range program {
			program[i] = byte(r.Uint32())
		}
		f.Add(program)
	}
	f.Fuzz(func(t *testing.T, program []byte) {
		next := func() int {
			if len(program) == 0 {
				return 0
			}
			b := program[0]
			program = program[1:]
			return int(int8(b))
		}
		length := func() int { return (next()&0xff)%4 + max(0, next()&1) }
		shape := make([]int, (next()&0xff)%5)
		for d := range shape {
			shape[d] = length()
		}
		base := Arange(0, product(shape), 1)
		a := base.Reshape(shape...)
		m := modelOf(a)
		for len(program) > 0 && len(m.elems) < 2000 {
			switch next() & 3 {
			case 0:
				a, m = a.T(), m.transpose()
			case 1:
				var ix []Ix
				for _, n := range m.shape {
					switch next() & 3 {
					case 0:
						ix = append(ix, All)
					case 1:
						if n == 0 {
							ix = append(ix, All)
						} else {
							ix = append(ix, I((next()&0xff)%(2*n)-n))
						}
					default:
						step := next()%4 + 1
						if step == 0 {
							step = -1
						}
						ix = append(ix, RS(next()%8, next()%8, step))
					}
				}
				a, m = a.Slice(ix...), m.slice(ix)
			case 2:
				shape := append([]int{length() + 1}, m.shape...)
				for d, n := range shape {
					if n == 1 {
						shape[d] = length()
					}
				}
				if product(shape) > 3000 || len(shape) > 10 {
					return
				}
				a, m = a.BroadcastTo(shape...), m.broadcast(shape)
			case 3:
				if n := 1 + (next()&0xff)%4; len(m.elems)%n == 0 {
					v := a.Reshape(n, len(m.elems)/n)
					if w, ok := a.TryView(n, len(m.elems)/n); ok != (w.lay != nil) || ok && w.p != v.p {
						t.Fatal("TryView")
					}
					m.shape = []int{n, len(m.elems) / n}
					if v.p == a.p {
						a = v
					} else {
						checkEqual(t, "reshaped copy", v, m)
						return
					}
				}
			}
			checkEqual(t, "view", a, m)
		}
		checkEqual(t, "copy", a.Copy(), m)
		if d, ok := a.Data(); ok && !slices.Equal(d, m.elems) {
			t.Fatal("Data", d, m.elems)
		}
		if a.IsReadOnly() {
			return
		}
		a.Fill(-1)
		for i, v := range slices.Collect(base.Values()) {
			if want := slices.Contains(m.elems, i); want != (v == -1) {
				t.Fatalf("element %d is %d after filling the view of %v", i, v, m.elems)
			}
		}
	})
}

// TestAssignLeadingOnes assigns arrays with more axes than their destination: NumPy drops
// leading ones.
func TestAssignLeadingOnes(t *testing.T) {
	row := Of(1, 2, 3, 4)
	a := Zeros[int](4)
	a.Assign(row.Reshape(1, 1, 4))
	checkEqual(t, "Assign", a, model[int]{[]int{4}, []int{1, 2, 3, 4}})
	a.Assign(Full(7, 1, 1))
	checkEqual(t, "Assign of one", a, model[int]{[]int{4}, []int{7, 7, 7, 7}})
	a.SetIndex(Of(5, 6).Reshape(1, 2), Of(0, 3))
	checkEqual(t, "SetIndex", a, model[int]{[]int{4}, []int{5, 7, 7, 6}})
	PutAlongAxis(a, Of(1, 2), Of(8, 9).Reshape(1, 2), 0)
	checkEqual(t, "PutAlongAxis", a, model[int]{[]int{4}, []int{5, 8, 9, 6}})
	checkEqual(t, "Insert", Insert(Of(1, 2), []int{1}, Full(5, 1, 1), 0), model[int]{[]int{3}, []int{1, 5, 2}})
	for want, f := range map[string]func(){
		"ndarray: Assign: could not broadcast input array from shape (2,1) into shape (4,)": func() { a.Assign(Zeros[int](1, 2, 1)) },
		"ndarray: SetIndex: shape mismatch: value array of shape (1,1,3) could not be broadcast to indexing result of shape (2,)": func() {
			a.SetIndex(Zeros[int](1, 1, 3), Of(0, 1))
		},
	} {
		if _, err := Try(func() bool { f(); return true }); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}
