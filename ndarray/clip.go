package ndarray

import (
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// clip is the loop of Clip, whose bounds are the halves of the number.
type clip[T kernels.Real] struct {
	kernel func(dst, x []T, lo, hi T)
}

func (c *clip[T]) run(n int, out, x, _ unsafe.Pointer, so, sx, _ int, v number) {
	lo, hi := *(*T)(unsafe.Pointer(&v.lo)), *(*T)(unsafe.Pointer(&v.hi))
	runStrided(func(dst, x []T) { c.kernel(dst, x, lo, hi) }, n, out, x, so, sx)
}

var uClip = ufunc{name: "Clip", loops: [numberKinds]loop{
	reflect.Float64: &clip[float64]{kernels.ClipF64}, reflect.Float32: &clip[float32]{kernels.ClipF32},
	reflect.Int64: &clip[int64]{kernels.ClipI64}, reflect.Int32: &clip[int32]{kernels.ClipI32},
	reflect.Int16: &clip[int16]{kernels.ClipI16}, reflect.Int8: &clip[int8]{kernels.ClipI8},
	reflect.Uint64: &clip[uint64]{kernels.ClipU64}, reflect.Uint32: &clip[uint32]{kernels.ClipU32},
	reflect.Uint16: &clip[uint16]{kernels.ClipU16}, reflect.Uint8: &clip[uint8]{kernels.ClipU8},
}}

func bounds[T any](lo, hi T) number { return number{numberOf(lo).lo, numberOf(hi).lo} }

// Clip returns the elements of a, those below lo replaced by lo and those above hi
// by hi: min(max(x, lo), hi), which is hi where lo > hi. NaN stays, and a bound that
// is NaN makes all elements NaN. Infinite bounds leave a side open. See [ClipArray]
// for bounds that differ between elements.
func Clip[T Real](a Array[T], lo, hi T) Array[T] { return a.Clip(lo, hi) }

// Clip is the function [Clip] as a method; see [Array.Add].
func (a Array[T]) Clip(lo, hi T) Array[T] {
	l := a.layout()
	loop := loopFor[T](&uClip, l.kind)
	lay := resultLayout[T]("Clip", l, l)
	out := newArray[T](lay)
	call{loop: loop, out: unsafe.Pointer(out.p), x: unsafe.Pointer(a.p), v: bounds(lo, hi)}.run(lay, l, nil)
	return out
}

// ClipTo stores [Clip] of a, broadcast to the shape of out, in out and returns out;
// see [AddTo].
func ClipTo[T Real](out, a Array[T], lo, hi T) Array[T] {
	o := out.layout()
	loop := loopFor[T](&uClip, o.kind)
	checkOut("Clip", o, a.layout())
	a = detach(out, a)
	call{loop: loop, out: unsafe.Pointer(out.p), x: unsafe.Pointer(a.p), v: bounds(lo, hi)}.run(o, a.layout(), nil)
	return out
}

// ClipArray returns min(max(x, lo), hi) for the elements of its operands broadcast
// together; see [Clip].
func ClipArray[T Real](a, lo, hi Array[T]) Array[T] { return Minimum(Maximum(a, lo), hi) }

// ClipArrayTo stores [ClipArray] of the inputs, broadcast to the shape of out, in out
// and returns out; see [AddTo].
func ClipArrayTo[T Real](out, a, lo, hi Array[T]) Array[T] {
	checkOut("ClipArray", out.layout(), a.layout(), lo.layout(), hi.layout())
	hi = detach(out, hi)
	if out.p == hi.p { // written by the first of two steps
		hi = hi.Copy()
	}
	return MinimumTo(out, MaximumTo(out, a, lo), hi)
}
