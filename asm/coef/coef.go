// Package coef computes the polynomial coefficients that the kernels in
// asm/defs carry, in high precision.
package coef

import (
	"math"
	"math/big"
)

// Prec is the precision of the computation in bits.
const Prec = 400

// F returns x as a number of precision Prec.
func F(x float64) *big.Float { return new(big.Float).SetPrec(Prec).SetFloat64(x) }

// Interpolate returns the coefficients, constant term first, of the polynomial
// of degree n-1 that agrees with g at the n Chebyshev nodes of [lo, hi]. Its
// largest error is within a small factor of the best possible.
func Interpolate(g func(x *big.Float) *big.Float, lo, hi float64, n int) []*big.Float {
	nodes := make([]*big.Float, n)
	for i := range nodes {
		nodes[i] = F((lo+hi)/2 + (hi-lo)/2*math.Cos((float64(i)+0.5)*math.Pi/float64(n)))
	}
	return through(g, nodes)
}

// InterpolateTail is Interpolate on [0, hi] for a g that is used as z*g(z): it
// makes the error of that small. Its nodes and 0 are the roots of a Chebyshev
// polynomial of degree n+1, moved so that the first root is at 0.
func InterpolateTail(g func(z *big.Float) *big.Float, hi float64, n int) []*big.Float {
	root := func(i int) float64 { return math.Cos((float64(i) + 0.5) * math.Pi / float64(n+1)) }
	nodes := make([]*big.Float, n)
	for i := range nodes {
		nodes[i] = F(hi * (root(i) - root(n)) / (1 - root(n)))
	}
	return through(g, nodes)
}

// through returns the coefficients of the polynomial that agrees with g at the
// nodes.
func through(g func(x *big.Float) *big.Float, nodes []*big.Float) []*big.Float {
	n := len(nodes)
	diff := make([]*big.Float, n) // becomes Newton's divided differences
	for i := range nodes {
		diff[i] = g(nodes[i])
	}
	for k := 1; k < n; k++ {
		for i := n - 1; i >= k; i-- {
			num := F(0).Sub(diff[i], diff[i-1])
			diff[i] = num.Quo(num, F(0).Sub(nodes[i], nodes[i-k]))
		}
	}
	// Newton's form to powers of x: p = p*(x - node) + difference.
	p := make([]*big.Float, n)
	for i := range p {
		p[i] = F(0)
	}
	for k := n - 1; k >= 0; k-- {
		for j := n - 1; j > 0; j-- {
			p[j] = F(0).Sub(p[j-1], F(0).Mul(p[j], nodes[k]))
		}
		p[0] = F(0).Sub(diff[k], F(0).Mul(p[0], nodes[k]))
	}
	return p
}

// Ln2 returns the natural logarithm of 2 by the series of 2*artanh(1/3).
func Ln2() *big.Float {
	sum, power := F(0), F(0).Quo(F(2), F(3))
	for k := 1; k < 2*Prec; k += 2 {
		sum.Add(sum, F(0).Quo(power, F(float64(k))))
		power = F(0).Quo(power, F(9))
	}
	return sum
}

// Exp2Tail returns (2^x - 1) / x = ln2 + ln2^2 x/2! + ln2^3 x^2/3! + ...
func Exp2Tail(x *big.Float) *big.Float {
	ln2 := Ln2()
	sum, term := F(0), ln2
	for k := 2; k < 100; k++ {
		sum.Add(sum, term)
		term = F(0).Quo(F(0).Mul(F(0).Mul(term, x), ln2), F(float64(k)))
	}
	return sum
}

// LogTail returns (log((1+s)/(1-s)) - 2s) / s^3 = 2/3 + 2z/5 + 2z^2/7 + ...
// at z = s^2.
func LogTail(z *big.Float) *big.Float {
	sum, power := F(0), F(2)
	for k := 3; k < 300; k += 2 {
		sum.Add(sum, F(0).Quo(power, F(float64(k))))
		power = F(0).Mul(power, z)
	}
	return sum
}
