package main

import (
	"fmt"
	"math/bits"
	"strings"
)

// mtBits is the degree of the Mersenne Twister's characteristic polynomial.
const mtBits = 19937

// gf2 is a polynomial over the integers modulo 2, its coefficients as bits.
type gf2 []uint64

func newGF2(bits int) gf2      { return make(gf2, bits/64+1) }
func (p gf2) bit(i int) uint64 { return p[i/64] >> (i % 64) & 1 }
func (p gf2) flip(i int)       { p[i/64] ^= 1 << (i % 64) }
func (p gf2) addShifted(q gf2, shift int) { // p += q * x^shift
	words, by := shift/64, shift%64
	for i, w := range q {
		if w == 0 {
			continue
		}
		p[i+words] ^= w << by
		if by > 0 && w>>(64-by) != 0 {
			p[i+words+1] ^= w >> (64 - by)
		}
	}
}

// mtSequence returns lowest bits of successive words of the Mersenne Twister.
func mtSequence(n int) []uint64 {
	x := make([]uint32, 624, n+624)
	x[0], x[300] = 1<<31, 0x12345678
	s := make([]uint64, n)
	for i := range s {
		w := x[i]&(1<<31) | x[i+1]&(1<<31-1)
		x = append(x, x[i+397]^w>>1^-(w&1)&0x9908b0df)
		s[i] = uint64(x[i+624] & 1)
	}
	return s
}

// mtPolynomial returns the characteristic polynomial, by the algorithm of
// Berlekamp and Massey on a sequence of twice its degree.
func mtPolynomial() gf2 {
	c, b := newGF2(2*mtBits), newGF2(mtBits) // connection polynomials, now and before
	c.flip(0)
	b.flip(0)
	window := newGF2(mtBits) // bit i is the sequence i places back
	degree, since := 0, 1
	for n, s := range mtSequence(2 * mtBits) {
		carry := s
		odd := uint64(0)
		for i, w := range window {
			window[i], carry = w<<1|carry, w>>63
			odd ^= window[i] & c[i]
		}
		if bits.OnesCount64(odd)%2 == 0 {
			since++
			continue
		}
		old := append(gf2(nil), c[:len(b)]...)
		c.addShifted(b, since)
		if since++; 2*degree <= n {
			b, degree, since = old, n+1-degree, 1
		}
	}
	if degree != mtBits {
		panic(fmt.Sprintf("the Mersenne Twister's polynomial has degree %d", degree))
	}
	p := newGF2(mtBits)
	for i := range mtBits + 1 {
		if c.bit(mtBits-i) != 0 {
			p.flip(i)
		}
	}
	return p
}

// mtJump returns x^(2^128) modulo the characteristic polynomial as Go: what
// 2^128 steps are in terms of fewer.
func mtJump() string {
	p := mtPolynomial()
	q := newGF2(mtBits)
	q.flip(1)
	for range 128 {
		square := newGF2(2*mtBits + 64)
		for i := range mtBits {
			if q.bit(i) != 0 {
				square.flip(2 * i)
			}
		}
		for i := 2 * mtBits; i >= mtBits; i-- {
			if square.bit(i) != 0 {
				square.addShifted(p, i-mtBits)
			}
		}
		copy(q, square)
	}
	var s strings.Builder
	fmt.Fprintf(&s, "\n// mtJump has the coefficients of x^(2^128) modulo the polynomial of the\n// Mersenne Twister.\nvar mtJump = [%d]uint64{", len(q))
	for i, w := range q {
		if i%6 == 0 {
			s.WriteString("\n")
		}
		fmt.Fprintf(&s, "%#x,", w)
	}
	return s.String() + "\n}\n"
}
