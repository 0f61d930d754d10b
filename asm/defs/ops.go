package defs

import (
	"fmt"

	"github.com/lanewise/lanewise/asm/vir"
)

// Ops are kernels of a single operation each, for testing that every back end
// gives it the meaning that the interpreter does. They are no part of package
// kernels.
var Ops = Group{"ops", opKernels()}

func opKernels() (list []Kernel) {
	add := func(name string, inputs int, op func(b *vir.Builder, in []vir.V) vir.V) {
		list = append(list, Kernel{Name: name, Body: func(b *vir.Builder) {
			dst := b.Out("dst")
			var in []vir.V
			for _, name := range []string{"x", "y", "z"}[:inputs] {
				in = append(in, b.In(name))
			}
			b.Store(dst, op(b, in))
		}})
	}
	unary := func(name string, op func(b *vir.Builder, x vir.V) vir.V) {
		add(name, 1, func(b *vir.Builder, in []vir.V) vir.V { return op(b, in[0]) })
	}
	binary := func(name string, op func(b *vir.Builder, x, y vir.V) vir.V) {
		add(name, 2, func(b *vir.Builder, in []vir.V) vir.V { return op(b, in[0], in[1]) })
	}
	// integers runs an operation on the bits of its inputs.
	integers := func(name string, op func(b *vir.Builder, x, y vir.V) vir.V) {
		binary(name, func(b *vir.Builder, x, y vir.V) vir.V {
			return b.BitcastIF(op(b, b.BitcastFI(x), b.BitcastFI(y)))
		})
	}
	// mask shows a mask as 1 and -1.
	mask := func(name string, op func(b *vir.Builder, x, y, z vir.V) vir.V) {
		add(name, 3, func(b *vir.Builder, in []vir.V) vir.V {
			return b.Select(op(b, in[0], in[1], in[2]), b.Const(1), b.Const(-1))
		})
	}

	binary("add", (*vir.Builder).Add)
	binary("sub", (*vir.Builder).Sub)
	binary("mul", (*vir.Builder).Mul)
	binary("div", (*vir.Builder).Div)
	binary("min", (*vir.Builder).Min)
	binary("max", (*vir.Builder).Max)
	binary("minNum", (*vir.Builder).MinNum)
	binary("maxNum", (*vir.Builder).MaxNum)
	binary("scaleB", (*vir.Builder).ScaleB)
	unary("sqrt", (*vir.Builder).Sqrt)
	unary("neg", (*vir.Builder).Neg)
	unary("abs", (*vir.Builder).Abs)
	for mode, name := range []string{"toEven", "down", "up", "toZero"} {
		unary("round"+Capital(name), func(b *vir.Builder, x vir.V) vir.V { return b.Round(vir.RoundMode(mode), x) })
	}

	// Every way in which an argument of a fused multiply-add can be memory, a
	// constant, a value that is needed again, or the same as another.
	add("fma", 3, func(b *vir.Builder, in []vir.V) vir.V { return b.FMA(in[0], in[1], in[2]) })
	add("fmaReused", 3, func(b *vir.Builder, in []vir.V) vir.V {
		x, y, z := in[0], in[1], in[2]
		p := b.FMA(x, y, z)
		q := b.FMA(p, b.Const(3), x)
		r := b.FMA(b.Const(0.1), p, q)
		return b.Sub(b.FMA(q, r, b.Const(-1)), b.FMA(r, r, r))
	})

	// A product and a sum, which Go would like to fuse.
	add("mulAdd", 3, func(b *vir.Builder, in []vir.V) vir.V { return b.Add(b.Mul(in[0], in[1]), in[2]) })

	for _, c := range []struct {
		name string
		op   func(b *vir.Builder, x, y vir.V) vir.V
	}{
		{"eq", (*vir.Builder).EQ}, {"ne", (*vir.Builder).NE}, {"lt", (*vir.Builder).LT},
		{"le", (*vir.Builder).LE}, {"gt", (*vir.Builder).GT}, {"ge", (*vir.Builder).GE},
	} {
		mask(c.name, func(b *vir.Builder, x, y, z vir.V) vir.V { return b.MaskOr(c.op(b, x, y), b.EQ(z, b.Const(1e30))) })
	}
	mask("maskAnd", func(b *vir.Builder, x, y, z vir.V) vir.V { return b.MaskAnd(b.LT(x, y), b.LE(y, z)) })
	mask("maskOr", func(b *vir.Builder, x, y, z vir.V) vir.V { return b.MaskOr(b.LT(x, y), b.LE(y, z)) })
	mask("maskNot", func(b *vir.Builder, x, y, z vir.V) vir.V { return b.MaskNot(b.MaskOr(b.LT(x, y), b.EQ(y, z))) })
	add("select", 3, func(b *vir.Builder, in []vir.V) vir.V { return b.Select(b.LT(in[0], in[1]), in[2], in[0]) })
	// Every way in which an argument of a selection can be needed again, and a
	// value that is needed beside its bits.
	add("selectReused", 3, func(b *vir.Builder, in []vir.V) vir.V {
		x, y, z := in[0], in[1], in[2]
		mask := b.LT(x, y)
		p := b.Select(mask, x, b.Add(y, z))
		q := b.Select(mask, b.Sub(x, z), y)
		r := b.Select(mask, p, q)
		return b.Select(b.LT(p, z), b.Add(p, r), b.Sub(q, b.Select(mask, r, x)))
	})
	add("bitcastReused", 3, func(b *vir.Builder, in []vir.V) vir.V {
		z := b.BitcastIF(b.BitcastFI(in[2]))
		return b.Sub(b.FMA(in[0], in[1], z), in[2])
	})

	// A rare side within another one, values that both sides need, and two masks.
	add("rare", 3, func(b *vir.Builder, in []vir.V) vir.V {
		x, y, z := in[0], in[1], in[2]
		product := b.Mul(x, y)
		shared := b.Add(product, z)
		inner := b.Rare(b.EQ(y, b.Const(1)), b.Sqrt(product), b.Sub(shared, x))
		two := b.EQ(x, b.Const(2))
		ratio := b.Div(inner, y)
		less := b.Sub(ratio, z)
		r, s := b.Rare(two, ratio, shared), b.Rare(two, less, x) // with one rare side
		r = b.Sub(r, s)
		return b.Rare(b.MaskNot(b.LT(z, b.Const(3))), b.Neg(r), b.Mul(r, x))
	})
	for _, size := range []int{2, 4, 8, 16, 32, 64} {
		unary(fmt.Sprintf("table%d", size), func(b *vir.Builder, x vir.V) vir.V {
			entries := make([]float64, size)
			for i := range entries {
				entries[i] = float64(i*i) - 0.5
			}
			return b.Table(b.AddI(b.BitcastFI(x), b.ConstI(3)), entries...)
		})
	}

	integers("addI", (*vir.Builder).AddI)
	integers("subI", (*vir.Builder).SubI)
	integers("and", (*vir.Builder).And)
	integers("or", (*vir.Builder).Or)
	integers("xor", (*vir.Builder).Xor)
	integers("mulI", (*vir.Builder).Mul)
	integers("minI", (*vir.Builder).Min)
	integers("maxI", (*vir.Builder).Max)
	integers("eqI", func(b *vir.Builder, x, y vir.V) vir.V { return b.Select(b.EQ(b.And(x, y), y), x, y) })
	integers("ltI", func(b *vir.Builder, x, y vir.V) vir.V { return b.Select(b.LT(x, y), b.ConstI(5), x) })
	integers("sarI", func(b *vir.Builder, x, y vir.V) vir.V { return b.Xor(b.SarI(x, 9), y) })
	integers("shlV", func(b *vir.Builder, x, y vir.V) vir.V { return b.ShlV(x, b.ShrI(y, 25)) })
	integers("shrV", func(b *vir.Builder, x, y vir.V) vir.V { return b.ShrV(x, b.ShrI(y, 25)) })
	for _, unsigned := range []bool{false, true} {
		suffix := map[bool]string{false: "Signed", true: "Unsigned"}[unsigned]
		unary("floatI"+suffix, func(b *vir.Builder, x vir.V) vir.V { return b.FloatI(b.BitcastFI(x), unsigned) })
	}
	for _, to := range vir.Ints {
		unary("truncFI"+to.String(), func(b *vir.Builder, x vir.V) vir.V {
			if to.Size() > b.Type().Size() {
				return x
			}
			return b.BitcastIF(b.TruncFI(x, to))
		})
	}
	for _, count := range []int{0, 1, 13, 31} {
		integers(fmt.Sprintf("shl%d", count), func(b *vir.Builder, x, y vir.V) vir.V { return b.Xor(b.ShlI(x, count), y) })
		integers(fmt.Sprintf("shr%d", count), func(b *vir.Builder, x, y vir.V) vir.V { return b.Xor(b.ShrI(x, count), y) })
	}
	integers("constI", func(b *vir.Builder, x, y vir.V) vir.V { return b.AddI(b.And(x, b.ConstI(-12345)), y) })
	unary("cvtFI", func(b *vir.Builder, x vir.V) vir.V { return b.BitcastIF(b.CvtFI(x)) })
	unary("cvtIF", func(b *vir.Builder, x vir.V) vir.V { return b.CvtIF(b.AddI(b.CvtFI(x), b.ConstI(1))) })

	list = append(list,
		Kernel{Name: "sum", Body: func(b *vir.Builder) { b.Reduce(vir.ReduceSum, b.Mul(b.In("x"), b.In("y"))) }},
		Kernel{Name: "least", Body: func(b *vir.Builder) { b.Reduce(vir.ReduceMin, b.In("x")) }},
		Kernel{Name: "most", Body: func(b *vir.Builder) { b.Reduce(vir.ReduceMax, b.In("x")) }})
	return list
}
