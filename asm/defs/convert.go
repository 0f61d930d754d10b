package defs

import (
	"fmt"
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
)

// convert holds a kernel for every type of results: ToI8F64 makes int8 of
// float64.
var convert = conversions()

func conversions() (list []Kernel) {
	all := slices.Concat(vir.Reals, []vir.Type{vir.Bool}, vir.Complexes)
	for _, to := range all {
		var from []vir.Type
		for _, t := range all {
			if convertible(t, to) {
				from = append(from, t)
			}
		}
		list = append(list, Kernel{
			Name: "to" + to.String(), Types: from,
			Lane: func(elem vir.Type) vir.Type { return conversionLane(elem, to) },
			Body: func(b *vir.Builder) { conversion(b, to) },
			Doc:  conversionDoc(to),
		})
	}
	return list
}

// convertible reports whether one kernel converts. Two complex types are their
// parts; complex64 and what does not fit into lanes of float32 go through
// float32. Package kernels has these.
func convertible(from, to vir.Type) bool {
	if to.Complex() {
		from, to = to, from
	}
	return from != to && !to.Complex() && (from != vir.C64 || to.Size() <= 4)
}

func conversionDoc(to vir.Type) string {
	switch {
	case to == vir.Bool:
		return "sets dst[i] = x[i] != 0, true for NaN and for complex numbers with a part that is\nnot 0."
	case to.Complex():
		return fmt.Sprintf("sets dst[i] to the real part %s nearest to x[i], ties to even, and the imaginary part\n+0; true is 1.", to.Part().Go())
	case to.Float():
		return fmt.Sprintf("sets dst[i] to the %s nearest to x[i], ties to even; true is 1, and complex\nnumbers are their real parts.", to.Go())
	}
	return fmt.Sprintf(`sets dst[i] to x[i] as %s: integers wrap; floats are truncated towards zero, those
outside of the range give its nearest end and NaN gives 0 (C, and so NumPy, leave
these undefined); true is 1, and complex numbers are their real parts.`, to.Go())
}

// conversionLane returns the wider of two types, the float of two of the same
// width; bools come into lanes of the other's width.
func conversionLane(from, to vir.Type) vir.Type {
	wide, narrow := part(from), part(to)
	if narrow.Size() > wide.Size() || narrow.Size() == wide.Size() && (narrow.Float() || wide == vir.Bool) {
		wide, narrow = narrow, wide
	}
	if narrow.Float() && !wide.Float() { // int64 and float32
		return vir.F64
	}
	return wide
}

// part returns the type of a complex type's parts, and other types as they are.
func part(t vir.Type) vir.Type {
	if t.Complex() {
		return t.Part()
	}
	return t
}

// conversion converts in lanes of conversionLane.
func conversion(b *vir.Builder, to vir.Type) {
	from := b.Elem()
	switch {
	case to.Complex():
		dst := b.OutComplex("dst")
		b.StoreComplex(dst, converted(b, b.In("x"), from, to.Part()), b.Const(0))
	case from.Complex():
		dst, x := b.OutAs("dst", to), complexIn(b, "x")
		r := converted(b, x.re, from.Part(), to)
		if to == vir.Bool {
			r = b.MaskOr(r, converted(b, x.im, from.Part(), to))
		}
		b.Store(dst, r)
	default:
		dst := b.OutAs("dst", to)
		b.Store(dst, converted(b, b.In("x"), from, to))
	}
}

// converted returns what stores make elements of type to of.
func converted(b *vir.Builder, x vir.V, from, to vir.Type) vir.V {
	switch {
	case from == vir.Bool && to.Float():
		return b.Select(x, b.Const(1), b.Const(0))
	case from == vir.Bool:
		return b.Select(x, b.ConstI(1), b.ConstI(0))
	case to == vir.Bool && from.Float():
		return b.NE(x, b.Const(0))
	case to == vir.Bool:
		return b.NE(x, b.ConstI(0))
	case from.Float() && !to.Float():
		return b.TruncFI(x, to)
	case !from.Float() && to.Float() && to.Size() < b.Type().Size() && from.Size() == 8:
		return roundedTwice(b, x, from)
	case !from.Float() && to.Float():
		return floated(b, x, from)
	}
	return x
}

// floated makes floats of lanes that hold integers of type from.
func floated(b *vir.Builder, x vir.V, from vir.Type) vir.V {
	if from.Size() < b.Type().Size() && (b.Type() == vir.F64 || from.Size() <= 2) {
		return b.CvtIF(x) // small enough for the cheap way
	}
	return b.FloatI(x, !from.Signed())
}

// roundedTwice makes float64 of 64-bit integers, to be rounded to float32. Below
// 2^51 they are exact, which is the usual case. Of others, of which float64 can't
// hold all, the last 11 bits become one that tells whether any was set, so that
// the second rounding sees on which side of a tie the integer is.
func roundedTwice(b *vir.Builder, x vir.V, from vir.Type) vir.V {
	low := b.ConstI(1<<11 - 1)
	carry := b.AddI(b.And(x, low), low) // reaches the bit above if any is set
	odd := b.And(b.Or(x, carry), b.Xor(low, b.ConstI(-1)))
	top := b.ShrI(x, 51)
	if from.Signed() { // -2^51 <= x < 2^51
		top = b.ShrI(b.AddI(x, b.ConstI(1<<51)), 52)
	}
	large := b.MaskNot(b.EQ(top, b.ConstI(0)))
	return b.Rare(large, b.FloatI(odd, !from.Signed()), b.CvtIF(x))
}
