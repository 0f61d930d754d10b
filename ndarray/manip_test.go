package ndarray

import (
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

// manipCall makes the call of a case with the array a, and returns its results.
func manipCall(t *testing.T, c golden.Case, a Array[int64]) []Array[int64] {
	ints := func(name string) []int { return golden.Arg[[]int](t, c, name) }
	num := func(name string) int { return golden.Arg[int](t, c, name) }
	list := func(a ...Array[int64]) []Array[int64] { return a }
	axis, axes, n, k, at := num("axis"), ints("axes"), num("n"), num("k"), ints("at")
	two := []Array[int64]{a, a.AddScalar(100)}
	three := two
	if a.NDim() > 0 {
		three = append(two[:2:2], a.Flip(-1))
	}
	switch c.Name {
	case "permute":
		return list(a.Permute(axes...))
	case "flip":
		return list(a.Flip(axes...))
	case "expand":
		return list(a.ExpandDims(axes...))
	case "squeeze":
		return list(a.Squeeze(axes...))
	case "move":
		return list(a.MoveAxis(ints("src"), ints("dst")))
	case "rollaxes":
		shifts := make([]int, len(axes))
		for i := range shifts {
			shifts[i] = 7*i - 3
		}
		return list(RollAxes(a, shifts, axes))
	case "windows":
		return list(a.Windows(ints("lengths"), axes...))
	case "mt":
		return list(a.MT())
	case "atleast_1d":
		return list(a.AtLeast1D())
	case "atleast_2d":
		return list(a.AtLeast2D())
	case "atleast_3d":
		return list(a.AtLeast3D())
	case "flipud":
		return list(a.FlipUD())
	case "fliplr":
		return list(a.FlipLR())
	case "ravel":
		return list(a.Ravel())
	case "rot90":
		return list(a.Rot90(k, 0, 1))
	case "rollflat":
		return list(RollFlat(a, num("shift")))
	case "tril":
		return list(Tril(a, k))
	case "triu":
		return list(Triu(a, k))
	case "diagonal":
		return list(a.Diagonal(k, axes[0], axes[1]))
	case "roll":
		return list(Roll(a, num("shift"), axis))
	case "repeat":
		return list(Repeat(a, n, axis))
	case "repeateach":
		return list(RepeatEach(a, ints("counts"), axis))
	case "split":
		return a.Split(n, axis)
	case "arraysplit":
		return a.ArraySplit(n, axis)
	case "splitat":
		return a.SplitAt(at, axis)
	case "unstack":
		return a.Unstack(axis)
	case "concat":
		return list(Concat(axis, three...))
	case "stack":
		if a.NDim() == 0 {
			return list(Stack(axis, a, a, a))
		}
		return list(Stack(axis, three...))
	case "delete":
		return list(Delete(a, at, axis))
	case "insert":
		return list(Insert(a, at, Full(int64(-1)), axis))
	case "vstack":
		return list(VStack(two...))
	case "hstack":
		return list(HStack(two...))
	case "dstack":
		return list(DStack(two...))
	case "column_stack":
		return list(ColumnStack(two...))
	case "vsplit":
		return a.VSplit(n)
	case "hsplit":
		return a.HSplit(n)
	case "dsplit":
		return a.DSplit(n)
	case "tile":
		return list(Tile(a, ints("reps")...))
	case "resize":
		return list(Resize(a, ints("shape")...))
	case "trim":
		switch golden.Arg[string](t, c, "trim") {
		case "f":
			return list(TrimZerosFront(a))
		case "b":
			return list(TrimZerosBack(a))
		}
		return list(TrimZeros(a))
	}
	return manipCall2(t, c, a)
}

// manipCall2 makes the calls with several inputs.
func manipCall2(t *testing.T, c golden.Case, a Array[int64]) []Array[int64] {
	in := make([]Array[int64], len(c.In))
	for i, x := range c.In {
		in[i] = goldenArray[int64](t, x)
	}
	in[0] = a
	var out Array[int64]
	switch c.Name {
	case "insertrows":
		out = Insert(a, golden.Arg[[]int](t, c, "at"), in[1], golden.Arg[int](t, c, "axis"))
	case "block":
		out = Block[int64]([]any{[]any{in[0], in[1]}, []any{in[2], in[3]}})
	case "block1":
		out = Block[int64]([]any{in[0], int64(7), in[1]})
	case "block3":
		out = Block[int64]([]any{[]any{[]any{in[0]}}, []any{[]any{in[1]}}})
	default:
		t.Fatal(c.Name)
	}
	return []Array[int64]{out}
}

func TestManipGolden(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range golden.Cases(t, "manip") {
		a := goldenArray[int64](t, c.In[0])
		for _, x := range []Array[int64]{a, randomView(r, a), randomView(r, a), a.BroadcastTo(a.Shape()...)} {
			got, err := Try(func() []Array[int64] { return manipCall(t, c, x) })
			what := c.Name
			for k, v := range c.Args {
				what += " " + k + "=" + string(v)
			}
			if (err != nil) != (c.Err != "") {
				t.Errorf("%s of %v: error %v, NumPy's %q", what, a.Shape(), err, c.Err)
				continue
			}
			if len(got) != len(c.Out) {
				t.Errorf("%s of %v: %d results, want %d", what, a.Shape(), len(got), len(c.Out))
				continue
			}
			for i := range got {
				checkGolden(t, what, got[i], c.Out[i], 0)
			}
		}
	}
}

// TestManipTo holds the out-forms, whose output overlaps the input, against the
// functions.
func TestManipTo(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		a := randomView(r, Arange(0, 24, 1).Reshape(2, 3, 4))
		axis, k := r.IntN(3), r.IntN(9)-4
		for name, c := range map[string]struct {
			f  func(a Array[int]) Array[int]
			to func(out, a Array[int]) Array[int]
		}{
			"Roll":   {func(a Array[int]) Array[int] { return Roll(a, k, axis) }, func(out, a Array[int]) Array[int] { return RollTo(out, a, k, axis) }},
			"Tril":   {func(a Array[int]) Array[int] { return Tril(a, k) }, func(out, a Array[int]) Array[int] { return TrilTo(out, a, k) }},
			"Triu":   {func(a Array[int]) Array[int] { return Triu(a, k) }, func(out, a Array[int]) Array[int] { return TriuTo(out, a, k) }},
			"Tile":   {func(a Array[int]) Array[int] { return Tile(a, 1, 2) }, func(out, a Array[int]) Array[int] { return TileTo(out, a, 1, 2) }},
			"Repeat": {func(a Array[int]) Array[int] { return Repeat(a, 3, axis) }, func(out, a Array[int]) Array[int] { return RepeatTo(out, a, 3, axis) }},
			"Concat": {func(a Array[int]) Array[int] { return Concat(axis, a, a) }, func(out, a Array[int]) Array[int] { return ConcatTo(out, axis, a, a) }},
			"Stack":  {func(a Array[int]) Array[int] { return Stack(axis, a, a) }, func(out, a Array[int]) Array[int] { return StackTo(out, axis, a, a) }},
		} {
			want := modelOf(c.f(a))
			out := randomView(r, Zeros[int](want.shape...))
			checkEqual(t, name, c.to(out, a), want)
			// In the same memory, at other places.
			memory := Zeros[int](200)
			out = memory.Slice(R(0, product(want.shape))).Reshape(want.shape...)
			in := memory.Slice(R(7, 31)).Reshape(2, 3, 4).Assign(a)
			checkEqual(t, name+" overlapping", c.to(out, in), want)
			if name == "Roll" || name[0] == 'T' && name[1] == 'r' {
				b := a.Copy()
				checkEqual(t, name+" in place", c.to(b, b), want)
			}
		}
	}
}

func TestManipPanics(t *testing.T) {
	a := Zeros[int](2, 3)
	for _, c := range []struct {
		kind error
		text string
		f    func()
	}{
		{ErrAxis, "ndarray: Permute: axes (0,) don't match array of dimension 2", func() { a.Permute(0) }},
		{ErrAxis, "ndarray: MT: an array of dimension 1 holds no matrices", func() { a.Row(0).MT() }},
		{ErrAxis, "ndarray: MoveAxis: 1 axes to be moved to 0 places", func() { a.MoveAxis([]int{0}, nil) }},
		{ErrAxis, "ndarray: SwapAxes: axis 2 is out of bounds for array of dimension 2", func() { a.SwapAxes(0, 2) }},
		{ErrShape, "ndarray: Squeeze: axis 1 of shape (2,3) has length 3, not 1", func() { a.Squeeze(1) }},
		{ErrAxis, "ndarray: Keep: axis 3 is out of bounds for array of dimension 3", func() { a.Keep(3) }},
		{ErrShape, "ndarray: ExpandDims: 65 dimensions, at most 64 are supported", func() { a.ExpandDims(allAxes(63)...) }},
		{ErrAxis, "ndarray: Rot90: axis -1 is given twice", func() { a.Rot90(0, 1, -1) }},
		{ErrShape, "ndarray: Windows: window of length 4 along axis 1 of length 3", func() { a.Windows([]int{1, 4}) }},
		{ErrShape, "ndarray: Windows: 1 lengths of windows for 2 axes", func() { a.Windows([]int{1}) }},
		{ErrReadOnly, "ndarray: Fill: array of shape (2,2,2) is read-only", func() { a.Windows([]int{2}, 1).Fill(1) }},
		{ErrShape, "ndarray: BroadcastArrays: operands could not be broadcast together with shapes (2,3) (2,)", func() { BroadcastArrays(a, Of(1, 2)) }},
		{ErrShape, "ndarray: BroadcastShapes: negative dimensions are not allowed: shape (-1,)", func() { BroadcastShapes([]int{-1}) }},
		{ErrShape, "ndarray: Concat: need at least one array", func() { Concat[int](0) }},
		{ErrShape, "ndarray: Concat: arrays without axes can't be joined along one", func() { Concat(0, Full(1)) }},
		{ErrShape, "ndarray: Concat: arrays 0 and 1 of shapes (2,3) (3,) differ in other axes than 0", func() { Concat(0, a, a.Row(0)) }},
		{ErrShape, "ndarray: Concat: output of shape (2,3) for a result of shape (4,3)", func() { ConcatTo(a, 0, a, a) }},
		{ErrReadOnly, "ndarray: Concat: array of shape (4,3) is read-only", func() { ConcatTo(Full(1).BroadcastTo(4, 3), 0, a, a) }},
		{ErrShape, "ndarray: Stack: arrays 0 and 1 differ in shape: (2,3) (3,)", func() { Stack(0, a, a.Row(0)) }},
		{ErrShape, "ndarray: Split: axis 1 of length 3 can't be split into 2 equal parts", func() { a.Split(2, 1) }},
		{ErrShape, "ndarray: ArraySplit: 0 parts", func() { a.ArraySplit(0, 1) }},
		{ErrShape, "ndarray: ArraySplit: array is too big: shape (4611686018427387904,) of elements of 16 bytes", func() { a.ArraySplit(1<<62, 1) }},
		{ErrShape, "ndarray: Tile: -1 repetitions", func() { a.Tile(-1) }},
		{ErrShape, "ndarray: Tile: array is too big: 4611686018427387904 repetitions of length 3", func() { a.Tile(1 << 62) }},
		{ErrShape, "ndarray: RepeatEach: 1 counts for axis 0 of length 2", func() { a.RepeatEach([]int{1}, 0) }},
		{ErrAxis, "ndarray: RollAxes: 1 shifts for 0 axes", func() { a.RollAxes([]int{1}, nil) }},
		{ErrIndex, "ndarray: Insert: index 3 is out of bounds for axis 0 with size 2", func() { a.Insert([]int{3}, Full(1), 0) }},
		{ErrShape, "ndarray: Insert: could not broadcast input array from shape (4,) into shape (1,3)", func() { a.Insert([]int{0}, Zeros[int](4), 0) }},
		{ErrIndex, "ndarray: Delete: index -3 is out of bounds for axis 0 with size 2", func() { a.Delete([]int{-3}, 0) }},
		{ErrShape, "ndarray: Block: a list of blocks is empty", func() { Block[int]([]any{[]any{a}, []any{}}) }},
		{ErrShape, "ndarray: Block: a list of blocks is empty", func() { Block[int]([][]Array[int]{{a}, {}}) }},
		{ErrDType, "ndarray: Block: a block is of type []ndarray.Array[int], not ndarray.Array[float64]", func() { Block[float64]([]Array[int]{a}) }},
		{ErrShape, "ndarray: Block: the depth of the lists of blocks differs", func() { Block[int]([]any{[]any{a}, a}) }},
		{ErrDType, "ndarray: Block: a block is of type string, not ndarray.Array[int]", func() { Block[int]([]any{a, "b"}) }},
		{ErrShape, "ndarray: Map: output of shape (2,) does not match the broadcast shape (2,3)", func() { MapTo(Zeros[int](2), a, func(x int) int { return x }) }},
		{ErrShape, "ndarray: Zip2: could not broadcast an array of shape (2,) to shape (2,3)", func() { Zip2(a, Of(1, 2)) }},
		{ErrShape, "ndarray: Rows: array of shape () has no rows", func() { Full(1).Rows() }},
		{ErrReadOnly, "ndarray: Ptrs: array of shape (2,2) is read-only", func() { Full(1).BroadcastTo(2, 2).Ptrs() }},
	} {
		checkPanic(t, c.kind, c.text, c.f)
	}
	if a.Sum() != 0 {
		t.Error("a failed operation wrote something")
	}
}
