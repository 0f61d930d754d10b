package defs

import (
	gomath "math"
	"math/big"

	"github.com/lanewise/lanewise/asm/vir"
)

// halfPi is pi/2 as a sum of two numbers, each rounded to nearest.
var halfPi = map[vir.Type][]float64{
	vir.F64: {1.5707963267948966, 6.123233995736766e-17},
	vir.F32: {1.5707963705062866, -4.371138828673793e-08},
}

// near tells which arguments reduceAngle takes the short way: those whose distance
// to the nearest multiple of pi/2 is at least 2^-cancel times themselves. In
// float64 no huge argument is among them. In float32 largest takes the place of
// those beyond; it is so close to a multiple that they are not either.
var near = map[vir.Type]struct {
	cancel  int64
	largest float64
}{
	vir.F64: {40, gomath.Inf(1)},
	vir.F32: {22, 20861 * gomath.Pi / 2},
}

// reduceAngle reduces x >= 0 as Cody and Waite do: x - n*c0 is exact, for it is a
// multiple of the last place of x or of c0 and below 1, and the fused product
// with c1 leaves an error that is found exactly, unless much more than usual
// cancels. What is large or too close to a multiple of pi/2 goes the long way.
func reduceAngle(b *vir.Builder, x vir.V) angle {
	t := b.Type()
	c, limit, bits := halfPi[t], near[t], b.BitcastFI(x)
	long, bounded := payneHanek(b, x), x
	if limit.largest < gomath.Inf(1) {
		bounded = b.BitcastIF(b.Min(bits, b.BitcastFI(b.Const(limit.largest))))
	}
	shifted := b.FMA(bounded, b.Const(2/gomath.Pi), toInteger(b))
	n := b.Sub(shifted, toInteger(b))
	r := b.FMA(n, b.Const(-c[0]), bounded)
	hi := b.FMA(n, b.Const(-c[1]), r)
	lo := b.FMA(n, b.Const(-c[1]), b.Sub(r, hi))

	// 2^-cancel * x, or of small x something negative or NaN.
	least := b.BitcastIF(b.SubI(bits, b.ConstI(limit.cancel<<ieee[t].fraction)))
	far := b.LT(b.Abs(hi), least)
	return angle{
		quadrant: b.Rare(far, long.quadrant, b.BitcastFI(shifted)),
		r:        pair{b.Rare(far, long.r.hi, hi), b.Rare(far, long.r.lo, lo)},
	}
}

// twoOverPi holds the bits of 2/pi, the first of weight 1/2.
const twoOverPi = "a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921c" +
	"fe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980f" +
	"ef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d08"

// octaves is the logarithm of the number of exponents that share their pieces
// of 2/pi.
var octaves = map[vir.Type]int{vir.F64: 5, vir.F32: 3}

// pieces returns four tables. Entry j of them sums to 2^(s*j) * 2/pi, s the
// exponents that share it, without what is a multiple of 4 after
// multiplication with a number whose last place is that of 1 or higher: 53 or
// 24 bits each, the first piece an even integer and the second below 2.
func pieces(t vir.Type) (tables [4][]float64) {
	digits := ieee[t].fraction + 1
	all, _ := new(big.Int).SetString(twoOverPi, 16)
	length := 4 * len(twoOverPi)
	exponents := 1 << octaves[t]
	for j := range int(ieee[t].bias+1) / exponents {
		for k := range tables {
			weight := 1 - k*digits // of the last bit of the piece
			bits := new(big.Int).Rsh(new(big.Int).Lsh(all, uint(exponents*j)), uint(length+weight))
			bits.And(bits, big.NewInt(1<<digits-1))
			piece, _ := new(big.Float).SetInt(bits).Float64()
			tables[k] = append(tables[k], gomath.Ldexp(piece, weight))
		}
	}
	return tables
}

// payneHanek reduces any x >= 1, +Inf to NaN, by multiplying it with as many
// bits of 2/pi from the right place on as 60 bits of cancellation take (Payne and
// Hanek, "Radian reduction for trigonometric functions", 1983).
func payneHanek(b *vir.Builder, x vir.V) angle {
	t, form := b.Type(), ieee[b.Type()]
	// x = 2^(s*j) * m, 1 <= m < 2^s.
	shift := form.fraction + octaves[t]
	bits := b.AddI(b.BitcastFI(x), b.ConstI(1<<form.fraction))
	m := b.BitcastIF(b.AddI(b.And(bits, b.ConstI(1<<shift-1)), b.ConstI(form.bias<<form.fraction)))
	j := b.ShrI(bits, shift)
	tables := pieces(t)
	product := func(k int) pair { return twoProduct(b, m, b.Table(j, tables[k]...)) }
	mod4 := func(x vir.V) vir.V {
		return b.FMA(b.Round(vir.ToEven, b.Mul(x, b.Const(0.25))), b.Const(-4), x)
	}

	// The integer n nearest to the sum, modulo 4. The first sum is exact: p is
	// a multiple of the last place of 2.
	p := product(0)
	first := b.Add(mod4(p.hi), mod4(p.lo))
	q := product(1)
	second := mod4(q.hi)
	n := b.Round(vir.ToEven, b.Add(first, second))

	// The fraction: what may cancel is added exactly.
	upper := twoSum(b, b.Sub(first, n), second)
	r := product(2)
	rest := b.FMA(m, b.Table(j, tables[3]...), r.lo)
	lower := twoSum(b, q.lo, r.hi)
	f := twoSum(b, upper.hi, lower.hi)
	f = twoSum(b, f.hi, b.Add(f.lo, b.Add(upper.lo, b.Add(lower.lo, rest))))

	c0, c1 := b.Const(halfPi[t][0]), b.Const(halfPi[t][1])
	hi := b.Mul(f.hi, c0)
	lo := b.FMA(f.hi, c0, b.Neg(hi))
	lo = b.FMA(f.lo, c0, b.FMA(f.hi, c1, lo))
	lo = b.FMA(x, b.Const(0), lo) // NaN if x is +Inf
	return angle{quadrant: b.BitcastFI(b.Add(n, toInteger(b))), r: pair{hi, lo}}
}
