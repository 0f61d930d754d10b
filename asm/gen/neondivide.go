package main

import "github.com/lanewise/lanewise/asm/vir"

// divide lowers FloorDivI and ModI: 32-bit integers are divided as float64,
// smaller ones as float32, in parts of the vector.
//
// On paper a part takes some 14 operations: with two vector pipes 1.7 cycles for a
// small integer and 3.6 for one of 32 bits, beside 5 to 12 for a division of
// integer registers, of which one follows the other. FDIV takes as long as those
// where its unit works at 7 cycles for each float64, so there is none here.
func (lo *neonLowering) divide(op vir.Op, x, y vreg) vreg {
	size := lo.typ.Size()
	q := lo.quotients(size, max(4, 2*size), x, y)
	if op == vir.FloorDivI {
		return q
	}
	notZero := lo.to("cmtst", y, y)
	r := lo.overwrite(x)
	lo.into(r, "mls", q, y)
	return lo.to("and", r, notZero)
}

// quotients returns the floors of x/y for integers of size bytes, by floats of
// float bytes.
func (lo *neonLowering) quotients(size, float int, x, y vreg) vreg {
	if size == float {
		return lo.quotient(size, x, y)
	}
	extend := map[bool]string{true: "sxtl", false: "uxtl"}[lo.typ.Signed()]
	half := func(upper string) vreg {
		return lo.quotients(2*size, float, lo.sized(size, extend+upper, x), lo.sized(size, extend+upper, y))
	}
	return lo.sized(size, "uzp1", half(""), half("2"))
}

// quotient returns the floors of x/y for integers of at most half the lanes'
// width; signed lanes hold the unsigned ones, too.
//
// FRECPE errs by at most 2^-8, and each step of Newton's squares the error: 1/y is
// off by about e = 2^-16 in float32, 2^-32 in float64. So is q, whose remainder is
// computed without rounding but for its own, and brings q to (1 + e^2) * x/y, then
// rounded: integers are right, and floors of others as divideFloats explains.
// For y = 0 the remainder is NaN, of which FCVTMS makes 0.
func (lo *neonLowering) quotient(size int, x, y vreg) vreg {
	x, y = lo.sized(size, "scvtf", x), lo.sized(size, "scvtf", y)
	inverse := lo.sized(size, "frecpe", y)
	for range size / 4 {
		inverse = lo.sized(size, "fmul", inverse, lo.sized(size, "frecps", y, inverse))
	}
	q := lo.sized(size, "fmul", x, inverse)
	lo.sizedInto(x, size, "fmls", q, y)
	lo.sizedInto(q, size, "fmla", x, inverse)
	return lo.sized(size, "fcvtms", q)
}
