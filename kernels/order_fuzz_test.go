package kernels_test

import (
	"slices"
	"sort"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// FuzzOrder sorts, selects and searches elements of the fuzzer's bits, of the
// type that kind says, at every level. The bytes are repeated, so that few make
// a long operand.
func FuzzOrder(f *testing.F) {
	f.Add(uint8(0), uint16(3), uint8(1), []byte("eight bytes are one float64, this is five"))
	f.Add(uint8(13), uint16(700), uint8(90), []byte{0, 0, 0, 0, 0, 0, 0xf8, 0x7f, 0, 0, 0, 0, 0, 0, 0, 0x80, 1})
	f.Fuzz(func(t *testing.T, kind uint8, k uint16, repeat uint8, data []byte) {
		if len(data) > 1<<12 {
			return
		}
		all := slices.Repeat(data, 1+int(repeat)%32)
		for i := range all { // make copies differ
			all[i] += byte(i / max(len(data), 1) * int(kind>>4))
		}
		switch kind % 10 {
		case 0:
			fuzzOrder[float64](t, all, int(k))
		case 1:
			fuzzOrder[float32](t, all, int(k))
		case 2:
			fuzzOrder[int64](t, all, int(k))
		case 3:
			fuzzOrder[int32](t, all, int(k))
		case 4:
			fuzzOrder[int16](t, all, int(k))
		case 5:
			fuzzOrder[int8](t, all, int(k))
		case 6:
			fuzzOrder[uint64](t, all, int(k))
		case 7:
			fuzzOrder[uint32](t, all, int(k))
		case 8:
			fuzzOrder[uint16](t, all, int(k))
		case 9:
			fuzzOrder[uint8](t, all, int(k))
		}
	})
}

func fuzzOrder[T kernels.Real](t *testing.T, data []byte, k int) {
	x := make([]T, len(data)/sizeOf[T]())
	if len(x) == 0 {
		return
	}
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&x[0])), len(x)*sizeOf[T]()), data)
	k %= len(x)
	want := slices.Clone(x)
	slices.SortStableFunc(want, inBitOrder)
	order := argsorted(x)
	start := kernels.Active()
	defer kernels.SetLevel(start)
	var first []T
	for _, l := range kernels.Levels() {
		kernels.SetLevel(l)
		got := slices.Clone(x)
		if kernels.Sort(got); !slices.EqualFunc(got, want, sameBits) {
			t.Errorf("%s: Sort", l)
		}
		part := slices.Clone(x)
		kernels.Partition(part, k)
		if first == nil {
			first = slices.Clone(part)
		}
		if !slices.EqualFunc(part, first, sameBits) || inOrder(part[k], want[k]) != 0 {
			t.Errorf("%s: Partition(%d)", l, k)
		}
		idx := make([]int, len(x))
		if kernels.Argsort(idx, x); !slices.Equal(idx, order) {
			t.Errorf("%s: Argsort", l)
		}
		kernels.SearchSorted(idx, want, x, kernels.Right)
		for i, v := range x {
			if n := sort.Search(len(want), func(i int) bool { return inOrder(want[i], v) > 0 }); n != idx[i] {
				t.Fatalf("%s: SearchSorted of %v: %d, want %d", l, v, idx[i], n)
			}
		}
	}
}
