package ndarray

// Block returns a new array of arrays in nested lists, as [Array.At] of a matrix of
// matrices would show them: those in the innermost lists are joined along the last
// axis, these along the one before, and so on. An element is an Array[T], a T, which
// is an array of one element, or a []any of such at one depth. Arrays with fewer
// axes than the lists are deep, or than others have, get axes of length 1 in front.
//
//	ndarray.Block[float64]([][]ndarray.Array[float64]{{a, b}, {c, d}})
//	ndarray.Block[float64]([]any{[]any{a, 1.0}, []any{c, d}})
//
// Lists of arrays alone may be an []Array[T] or [][]Array[T]. It panics with ErrShape if the depth differs, a list is empty or shapes don't fit,
// and with ErrDType if an element is something else.
func Block[T any](nested any) Array[T] {
	nested = blockLists[T](nested)
	depth, ndim := blockDepth[T](nested), 0
	visitBlocks(nested, depth, func(a Array[T]) { ndim = max(ndim, a.NDim()) })
	if depth == 0 {
		a, _ := asBlock[T](nested)
		return a.Copy()
	}
	return joinBlocks[T](nested, 0, depth, max(ndim, depth))
}

// blockLists returns lists of arrays as lists of any, and other values as they are.
func blockLists[T any](v any) any {
	switch v := v.(type) {
	case []Array[T]:
		return anyOf(v)
	case [][]Array[T]:
		rows := make([]any, len(v))
		for i, row := range v {
			rows[i] = anyOf(row)
		}
		return rows
	}
	return v
}

func anyOf[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// asBlock returns an element of the lists as an array, and whether it is one.
func asBlock[T any](v any) (Array[T], bool) {
	switch v := v.(type) {
	case Array[T]:
		return v, true
	case T:
		return Full(v), true
	}
	return Array[T]{}, false
}

// blockDepth returns how deep the lists are along their first elements.
func blockDepth[T any](v any) (depth int) {
	for {
		list, ok := v.([]any)
		if !ok {
			return depth
		}
		depth++
		if len(list) == 0 {
			fail("Block", ErrShape, "a list of blocks is empty")
		}
		v = list[0]
	}
}

// visitBlocks calls f for each array. It panics if one is at another depth.
func visitBlocks[T any](v any, depth int, f func(Array[T])) {
	const op = "Block"
	if list, ok := v.([]any); ok {
		if depth == 0 {
			fail(op, ErrShape, "the depth of the lists of blocks differs")
		}
		if len(list) == 0 {
			fail(op, ErrShape, "a list of blocks is empty")
		}
		for _, e := range list {
			visitBlocks(e, depth-1, f)
		}
		return
	}
	a, ok := asBlock[T](v)
	if !ok {
		fail(op, ErrDType, "a block is of type %T, not %T", v, a)
	}
	if depth != 0 {
		fail(op, ErrShape, "the depth of the lists of blocks differs")
	}
	f(a)
}

// joinBlocks joins what lies in the lists from a level on.
func joinBlocks[T any](v any, level, depth, ndim int) Array[T] {
	if level == depth {
		a, _ := asBlock[T](v)
		return a.leading(ndim)
	}
	list := v.([]any)
	parts := make([]Array[T], len(list))
	for i, e := range list {
		parts[i] = joinBlocks[T](e, level+1, depth, ndim)
	}
	axis, shape := joinedShape("Block", ndim-depth+level, parts)
	return joinTo(unset[T]("Block", shape), axis, parts)
}

// leading returns a view of a with ndim axes, those added in front.
func (a Array[T]) leading(ndim int) Array[T] {
	return a.ExpandDims(allAxes(ndim - a.NDim())...)
}
