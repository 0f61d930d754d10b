package ndarray

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
)

func ExampleFromStrided() {
	s := []int{0, 1, 2, 3, 4, 5}
	column := FromStrided(s, 1, []int{2}, []int{3})
	column.Fill(9)
	fmt.Println(column, s)
	// Output: [9 9] [0 9 2 3 9 5]
}

func TestFromStrided(t *testing.T) {
	s := make([]int, 24)
	for i := range s {
		s[i] = i
	}
	a := FromSlice(s, 2, 3, 4)
	for _, c := range []struct {
		offset         int
		shape, strides []int
		want           Array[int]
	}{
		{0, []int{2, 3, 4}, []int{12, 4, 1}, a},
		{0, []int{4, 3, 2}, []int{1, 4, 12}, a.T()},
		{23, []int{2, 3, 4}, []int{-12, -4, -1}, a.Slice(RS(End, Begin, -1), RS(End, Begin, -1), RS(End, Begin, -1))},
		{5, nil, nil, Full(5)},
		{7, []int{1, 2}, []int{1 << 60, 2}, FromSlice([]int{7, 9}, 1, 2)},
		{99, []int{3, 0}, []int{5, 1}, Zeros[int](3, 0)},
		{3, []int{2, 3}, []int{0, 1}, FromSlice([]int{3, 4, 5, 3, 4, 5}, 2, 3)},
	} {
		b := FromStrided(s, c.offset, c.shape, c.strides)
		if !slices.Equal(b.Shape(), c.want.Shape()) || !slices.Equal(slices.Collect(b.Values()), slices.Collect(c.want.Values())) {
			t.Errorf("%v: %v, want %v", c, b, c.want)
		}
		if v, strides, ok := b.Strided(); ok && b.Size() > 0 {
			back := FromStrided(v, 0, b.Shape(), strides)
			if !slices.Equal(slices.Collect(b.Values()), slices.Collect(back.Values())) {
				t.Errorf("%v: back %v", c, back)
			}
		}
	}
	if b := FromStrided(s, 0, []int{4, 3}, []int{1, 1}); !b.IsReadOnly() {
		t.Error("windows can be written to")
	}
	if _, _, ok := a.Slice(RS(End, Begin, -1)).Strided(); ok {
		t.Error("Strided with a negative stride")
	}
	if _, _, ok := Zeros[int](3).BroadcastTo(2, 3).Strided(); ok {
		t.Error("Strided of a read-only array")
	}
}

func TestFromStridedMisuse(t *testing.T) {
	s := make([]int, 10)
	for _, c := range []struct {
		offset         int
		shape, strides []int
	}{
		{0, []int{11}, []int{1}}, {0, []int{2}, []int{-1}}, {-1, []int{1}, []int{1}}, {10, nil, nil}, {0, []int{2}, nil}, {0, []int{-1}, []int{1}},
		{0, []int{3}, []int{5}}, {0, []int{2, 2}, []int{math.MaxInt, math.MaxInt}}, {0, []int{2}, []int{math.MinInt}},
		{0, []int{math.MaxInt}, []int{math.MaxInt}}, {5, []int{2, 2}, []int{-6, 6}}, {math.MaxInt, []int{2}, []int{1}},
	} {
		_, err := Try(func() Array[int] { return FromStrided(s, c.offset, c.shape, c.strides) })
		if !errors.Is(err, ErrShape) {
			t.Errorf("%v: %v", c, err)
		}
	}
}
