package ndarray

import (
	"reflect"
	"slices"
	"sync/atomic"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// AnyTrue reports whether any element is not zero; NaN is not. For no elements it
// is false. It looks no further than to the first element that decides.
func AnyTrue[T Elem](a Array[T]) bool { return a.AnyTrue() }

// AnyTrue is the function [AnyTrue] as a method; see [Array.Add].
func (a Array[T]) AnyTrue() bool { return find("AnyTrue", a, true) }

// AnyTrueAxis reports, for the elements along the given axes, whether any one is not
// zero; the axes are as in [SumAxis].
func AnyTrueAxis[T Elem](a Array[T], axes ...int) Array[bool] { return a.AnyTrueAxis(axes...) }

// AnyTrueAxisTo stores [AnyTrueAxis] of a in out and returns out; see [SumAxisTo].
func AnyTrueAxisTo[T Elem](out Array[bool], a Array[T], axes ...int) Array[bool] {
	return reduceAxisTo("AnyTrueAxis", &anys, out, truth("AnyTrueAxis", a), axes, false)
}

// AnyTrueAxis is the function [AnyTrueAxis] as a method; see [Array.Add].
func (a Array[T]) AnyTrueAxis(axes ...int) Array[bool] {
	return reduceAxis[bool]("AnyTrueAxis", &anys, truth("AnyTrueAxis", a), axes, false)
}

// AllTrue reports whether every element is not zero; NaN is not. For no elements it
// is true. It looks no further than to the first element that decides.
func AllTrue[T Elem](a Array[T]) bool { return a.AllTrue() }

// AllTrue is the function [AllTrue] as a method; see [Array.Add].
func (a Array[T]) AllTrue() bool { return !find("AllTrue", a, false) }

// AllTrueAxis reports, for the elements along the given axes, whether every one is not
// zero; the axes are as in [SumAxis].
func AllTrueAxis[T Elem](a Array[T], axes ...int) Array[bool] { return a.AllTrueAxis(axes...) }

// AllTrueAxisTo stores [AllTrueAxis] of a in out and returns out; see [SumAxisTo].
func AllTrueAxisTo[T Elem](out Array[bool], a Array[T], axes ...int) Array[bool] {
	return reduceAxisTo("AllTrueAxis", &alls, out, truth("AllTrueAxis", a), axes, false)
}

// AllTrueAxis is the function [AllTrueAxis] as a method; see [Array.Add].
func (a Array[T]) AllTrueAxis(axes ...int) Array[bool] {
	return reduceAxis[bool]("AllTrueAxis", &alls, truth("AllTrueAxis", a), axes, false)
}

// truthLoop returns the loop that tells zeros from other elements.
func truthLoop[T any](op string, kind reflect.Kind) loop {
	if kind == reflect.Bool {
		return same[bool]()
	}
	if kind < numberKinds && conversions[reflect.Bool].loops[kind] != nil {
		return conversions[reflect.Bool].loops[kind]
	}
	failDType[T](op)
	return nil
}

// truth returns which elements are not zero; bools are not copied.
func truth[T any](op string, a Array[T]) Array[bool] {
	l := a.layout()
	if l.kind == reflect.Bool {
		return Array[bool]{(*bool)(unsafe.Pointer(a.p)), l}
	}
	loop := truthLoop[T](op, l.kind)
	lay := resultLayout[bool](op, l, l)
	out := newArray[bool](lay)
	call{loop: loop, out: unsafe.Pointer(out.p), x: unsafe.Pointer(a.p)}.run(lay, l, nil)
	return out
}

// find reports whether some element is zero or not, as wanted.
func find[T any](op string, a Array[T], want bool) bool {
	l := a.layout()
	loop := truthLoop[T](op, l.kind)
	var found atomic.Bool
	axes := orderedAxes(nil, l)
	split(l.size, 1, grain, func(lo, hi int) {
		axes := slices.Clone(axes)
		for ; lo < hi && !found.Load(); lo += grain {
			part := min(hi, lo+grain)
			for c := start(axes, lo, part); c.n > 0; c.next() {
				if findIn(loop, unsafe.Add(unsafe.Pointer(a.p), c.off[0]), c.n, axes[0].stride[0], want) {
					found.Store(true)
					return
				}
			}
		}
	})
	return found.Load()
}

func findIn(loop loop, p unsafe.Pointer, n, stride int, want bool) bool {
	t := borrow[bool](n)
	defer t.release()
	loop.run(n, unsafe.Pointer(unsafe.SliceData(t.s)), p, nil, 1, stride, 0, number{})
	return want && kernels.Any(t.s) || !want && !kernels.All(t.s)
}
