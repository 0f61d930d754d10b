package defs

import "github.com/lanewise/lanewise/asm/vir"

var ints = []Kernel{
	{Name: "floorDiv", Types: vir.Ints, Scalar: XY, Body: binary((*vir.Builder).FloorDivI),
		Doc: `sets dst[i] = floor(x[i] / y[i]), rounded towards negative infinity, and 0 if
y[i] is 0. The least integer divided by -1 wraps to itself.`},
	{Name: "mod", Types: vir.Ints, Scalar: XY, Body: binary((*vir.Builder).ModI),
		Doc: `sets dst[i] = x[i] - y[i]*floor(x[i] / y[i]), which has the sign of y[i] as in
Python, and 0 if y[i] is 0.`},
	{Name: "and", Types: vir.Ints, Scalar: Y, Body: binary((*vir.Builder).And),
		Doc: `sets dst[i] = x[i] & y[i].`},
	{Name: "or", Types: vir.Ints, Scalar: Y, Body: binary((*vir.Builder).Or),
		Doc: `sets dst[i] = x[i] | y[i].`},
	{Name: "xor", Types: vir.Ints, Scalar: Y, Body: binary((*vir.Builder).Xor),
		Doc: `sets dst[i] = x[i] ^ y[i].`},
	{Name: "not", Types: vir.Ints, Body: unary(not),
		Doc: `sets dst[i] = ^x[i], every bit flipped.`},
	{Name: "shl", Types: vir.Ints, Scalar: XY, Body: binary((*vir.Builder).ShlV),
		Doc: `sets dst[i] = x[i] << y[i], and 0 if y[i], taken as an unsigned number, is at
least the width of the type.`},
	{Name: "shr", Types: vir.Ints, Scalar: XY, Body: binary((*vir.Builder).ShrV),
		Doc: `sets dst[i] = x[i] >> y[i]. Copies of the sign bit come in, or zeros if the type
is unsigned; all bits are such if y[i], taken as an unsigned number, is at least
the width of the type.`},
	{Name: "popcount", Types: vir.Ints, Body: unary(popcount),
		Doc: `sets dst[i] to how many bits of x[i] are set, of a negative number those of its
two's complement (NumPy's bitwise_count takes the bits of |x|).`},
}

func not(b *vir.Builder, x vir.V) vir.V { return b.Xor(x, b.ConstI(-1)) }

// popcount adds bits in pairs, in fours, in bytes, then the bytes (Warren,
// "Hacker's Delight", chapter 5).
func popcount(b *vir.Builder, x vir.V) vir.V {
	mask := func(bits int64) vir.V { return b.ConstI(bits) }
	x = b.SubI(x, b.And(b.ShrI(x, 1), mask(0x5555555555555555)))
	quarter := mask(0x3333333333333333)
	x = b.AddI(b.And(x, quarter), b.And(b.ShrI(x, 2), quarter))
	x = b.And(b.AddI(x, b.ShrI(x, 4)), mask(0x0f0f0f0f0f0f0f0f))
	for shift := 8; shift < b.Type().Width(); shift *= 2 {
		x = b.AddI(x, b.ShrI(x, shift))
	}
	return b.And(x, mask(0x7f))
}
