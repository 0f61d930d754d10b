package ndarray

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// checkAs compares conversions with Go's, of small numbers.
func checkAs[U, T Real](t *testing.T) {
	t.Run(fmt.Sprintf("%T/%T", *new(U), *new(T)), func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		for range 30 {
			shape := someShape(r)
			a := Zeros[T](shape...)
			for i, d := 0, a.Reshape(-1); i < d.Size(); i++ {
				d.Set(T(r.IntN(100)), i)
			}
			a = randomView(r, a)
			ma := modelOf(a)
			want := build(shape, func(ix []int) U { return U(ma.at(ix)) })
			checkEqual(t, "As", As[U](a), want)
			checkEqual(t, "AsTo", AsTo(randomView(r, Zeros[U](shape...)), a), want)
			nonzero := build(shape, func(ix []int) bool { return ma.at(ix) != 0 })
			checkEqual(t, "As bool", As[bool](a), nonzero)
			checkEqual(t, "of bool", As[U](As[bool](a)), build(shape, func(ix []int) U {
				if nonzero.at(ix) {
					return 1
				}
				return 0
			}))
		}
	})
}

func checkAsFrom[T Real](t *testing.T) {
	checkAs[float64, T](t)
	checkAs[float32, T](t)
	checkAs[int, T](t)
	checkAs[int32, T](t)
	checkAs[int16, T](t)
	checkAs[int8, T](t)
	checkAs[uint64, T](t)
	checkAs[uint32, T](t)
	checkAs[uint16, T](t)
	checkAs[pixel, T](t)
}

func TestAs(t *testing.T) {
	checkAsFrom[kelvin](t)
	checkAsFrom[float32](t)
	checkAsFrom[int64](t)
	checkAsFrom[int32](t)
	checkAsFrom[int16](t)
	checkAsFrom[int8](t)
	checkAsFrom[uint](t)
	checkAsFrom[uint32](t)
	checkAsFrom[uint16](t)
	checkAsFrom[uint8](t)
}

func TestAsSpecial(t *testing.T) {
	a := Of(math.NaN(), math.Inf(1), math.Inf(-1), 300, -1, 2.9, -2.9)
	checkEqual(t, "int8", As[int8](a), modelOf(Of[int8](0, 127, -128, 127, -1, 2, -2)))
	checkEqual(t, "bool", As[bool](a), modelOf(Of(true, true, true, true, true, true, true)))
	checkEqual(t, "wrapped", As[int8](Of(300, -129)), modelOf(Of[int8](44, 127)))
	if b := As[float64](a); b.p == a.p {
		t.Error("no new array")
	}
	z := Of(1+2i, 3i, 0)
	checkEqual(t, "real parts", As[float64](z), modelOf(Of(1.0, 0, 0)))
	checkEqual(t, "nonzero", As[bool](z), modelOf(Of(true, true, false)))
	checkEqual(t, "complex64", As[complex64](z), modelOf(Of[complex64](1+2i, 3i, 0)))
	checkEqual(t, "of reals", As[complex128](Of(1.5)), modelOf(Of[complex128](1.5)))
	checkPanic(t, ErrDType, "ndarray: As: no conversion of complex128 to int", func() { As[int](z) })
	checkPanic(t, ErrShape, "ndarray: As: output of shape (2,) does not match the broadcast shape (3,)", func() { AsTo(Zeros[int](2), Zeros[float64](3)) })
	checkPanic(t, ErrReadOnly, "ndarray: As: array of shape (2,) is read-only", func() { AsTo(Zeros[int](1).BroadcastTo(2), Zeros[int](2)) })
}

// An int32 view whose strides are those of a contiguous float64 result.
func TestAsOfStridesLikeTheResult(t *testing.T) {
	a := Of[int32](1, 2, 3, 4, 5, 6).Slice(RS(0, End, 2))
	checkSlice(t, As[float64](a), 1, 3, 5)
}
