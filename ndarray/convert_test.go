package ndarray

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// checkAsComplex compares conversions of complex numbers and back with Go's.
func checkAsComplex[T Real](t *testing.T) {
	t.Run(fmt.Sprintf("%T", *new(T)), func(t *testing.T) {
		r := rand.New(rand.NewPCG(3, 4))
		for range 20 {
			shape := someShape(r)
			z := Zeros[complex128](shape...)
			for i, d := 0, z.Reshape(-1); i < d.Size(); i++ {
				d.Set(complex(float64(r.IntN(100)), float64(r.IntN(3))), i)
			}
			z = randomView(r, z)
			mz := modelOf(z)
			reals := build(shape, func(ix []int) T { return T(real(mz.at(ix))) })
			checkEqual(t, "of complex128", As[T](z), reals)
			checkEqual(t, "of complex64", As[T](randomView(r, As[complex64](z))), reals)
			want := build(shape, func(ix []int) complex128 { return complex(float64(reals.at(ix)), 0) })
			checkEqual(t, "complex128", As[complex128](randomView(r, As[T](z))), want)
			checkEqual(t, "complex64", As[complex128](AsTo(randomView(r, Zeros[complex64](shape...)), As[T](z))), want)
		}
	})
}

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

func TestAsComplex(t *testing.T) {
	checkAsComplex[kelvin](t)
	checkAsComplex[float32](t)
	checkAsComplex[int](t)
	checkAsComplex[int32](t)
	checkAsComplex[int16](t)
	checkAsComplex[int8](t)
	checkAsComplex[uint64](t)
	checkAsComplex[uint32](t)
	checkAsComplex[uint16](t)
	checkAsComplex[pixel](t)
	checkEqual(t, "gaps as wide as results", As[complex128](Arange(0, 12, 1).Slice(RS(2, 10, 2))), modelOf(Of[complex128](2, 4, 6, 8)))
	bools := Of(true, false)
	checkEqual(t, "of bools", As[complex64](bools), modelOf(Of[complex64](1, 0)))
	checkEqual(t, "bools", As[bool](As[complex64](bools)), modelOf(bools))
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
	checkEqual(t, "real parts truncated", As[int](Of(-1.5+2i, complex(math.NaN(), 1), 300)), modelOf(Of(-1, 0, 300)))
	checkEqual(t, "real parts in range", As[uint8](Of(-1.5+2i, 3i, 300)), modelOf(Of[uint8](0, 0, 255)))
	checkPanic(t, ErrShape, "ndarray: As: output of shape (2,) does not match the broadcast shape (3,)", func() { AsTo(Zeros[int](2), Zeros[float64](3)) })
	checkPanic(t, ErrReadOnly, "ndarray: As: array of shape (2,) is read-only", func() { AsTo(Zeros[int](1).BroadcastTo(2), Zeros[int](2)) })
}

// An int32 view whose strides are those of a contiguous float64 result.
func TestAsOfStridesLikeTheResult(t *testing.T) {
	a := Of[int32](1, 2, 3, 4, 5, 6).Slice(RS(0, End, 2))
	checkSlice(t, As[float64](a), 1, 3, 5)
}
