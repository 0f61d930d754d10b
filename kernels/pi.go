package kernels

import (
	"fmt"
	"math/bits"
)

// PiMidpointF64 returns the sum of 4/(1 + x*x) over the midpoints x = (i +
// 1/2)/n for first <= i < first+count. Over all i < n and divided by n it is
// the midpoint rule for the integral from 0 to 1, which is pi, with error
// 1/(12 n^2) and rounding of about 1e-16 times the square root of n.
//
// Steps are taken in blocks of 16384, each summed in 8 partial sums whose terms
// share one division among four, in the same way on all levels: the bits are
// the same. It panics with *RangeError if first+count > n or n > 2^53.
func PiMidpointF64(first, count, n uint64) float64 {
	return piMidpoint[float64]("PiMidpointF64", first, count, n)
}

// PiMidpointF32 is PiMidpointF64 with float32 arithmetic within the blocks, in
// 16 partial sums; the blocks' sums are added in float64.
func PiMidpointF32(first, count, n uint64) float64 {
	return piMidpoint[float32]("PiMidpointF32", first, count, n)
}

// midpointBlock is the number of steps that one stay in assembly does: 2 us.
const midpointBlock = 1 << 14

func piMidpoint[T float](fn string, first, count, n uint64) float64 {
	if n > 1<<53 || count > n || first > n-count {
		panic(&RangeError{fn, fmt.Sprintf("steps %d to %d+%d are not within n = %d, which may be up to 2^53", first, first, count, n)})
	}
	level, h, sum := Active(), 1/float64(n), 0.0
	group := uint64(4 * logicalLanes[T]())
	for count > 0 {
		block := min(count, midpointBlock)
		x0 := (float64(first) + 0.5) * h
		groups := block / group
		if groups > 0 {
			sum += 4 * float64(midpointSum(level, T(x0), T(h), int(groups)))
		}
		for i := groups * group; i < block; i++ {
			x := fma(T(i), T(h), T(x0))
			sum += float64(4 / fma(x, x, 1))
		}
		first, count = first+block, count-block
	}
	return sum
}

// logicalLanes returns the elements in 64 bytes.
func logicalLanes[T float]() int {
	if isF64[T]() {
		return 8
	}
	return 16
}

// midpointPortable is what the assembly computes, in the same order.
func midpointPortable[T float](x0, h T, groups int) T {
	lanes := logicalLanes[T]()
	var start [4]T
	for k := range start {
		start[k] = fma(T(k*lanes), h, x0)
	}
	var acc [16]T
	for g := range groups {
		for l := range lanes {
			var d [4]T
			for k := range d {
				x := fma(T(g*4*lanes+l), h, start[k])
				d[k] = fma(x, x, 1)
			}
			ab, cd := d[0]*d[1], d[2]*d[3]
			num := (d[0] + d[1]) * cd
			num = fma(d[2]+d[3], ab, num)
			den := ab * cd
			acc[l] += num / den
		}
	}
	for half := lanes / 2; half > 0; half /= 2 {
		for l := range half {
			acc[l] += acc[l+half]
		}
	}
	return acc[0]
}

// PiMonteCarlo draws the points number first to first+count of the stream that
// seed selects and returns how many fall inside the quarter of the unit circle;
// 4*inside/count estimates pi with standard error 1.64/sqrt(count).
//
// Point number j has the coordinates u/2^32 and v/2^32, where u and v are words
// 2*(j%2) and 2*(j%2)+1 of the block with counter j/2 of Philox4x32-10 with the
// key seed (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
// 2011). It is inside if u*u + v*v < 2^64, in exact integer arithmetic. So the
// result is a function of the arguments: parts counted in any order, on any
// level, by any number of threads add up to the same number.
func PiMonteCarlo(seed, first, count uint64) (inside uint64) {
	keys := philoxKeys(seed)
	level, total := Active(), count
	outside := uint64(0)
	for count > 0 {
		if first%2 == 0 && count >= 2*monteCarloBlocks {
			groups := min(count/(2*monteCarloBlocks), monteCarloGroups)
			outside += monteCarloOutside(level, &keys, first/2, int(groups))
			first, count = first+groups*2*monteCarloBlocks, count-groups*2*monteCarloBlocks
			continue
		}
		w := philox4x32(&keys, first/2)
		outside += wraps(w[2*(first%2)], w[2*(first%2)+1])
		first, count = first+1, count-1
	}
	return total - outside
}

const (
	// monteCarloBlocks is the number of Philox blocks that a group has.
	monteCarloBlocks = 32
	// monteCarloGroups bounds one stay in assembly to about 5 us, on NEON 50 us.
	monteCarloGroups = 256
)

// wraps returns 1 if x^2 + y^2 >= 2^64, else 0.
func wraps(x, y uint32) uint64 {
	_, carry := bits.Add64(uint64(x)*uint64(x), uint64(y)*uint64(y), 0)
	return carry
}

// philoxKeys returns the two key words of each of the ten rounds.
func philoxKeys(seed uint64) (keys [20]uint64) {
	const weyl0, weyl1 = 0x9E3779B9, 0xBB67AE85
	k0, k1 := uint32(seed), uint32(seed>>32)
	for r := 0; r < len(keys); r += 2 {
		keys[r], keys[r+1] = uint64(k0), uint64(k1)
		k0, k1 = k0+weyl0, k1+weyl1
	}
	return keys
}

// philox4x32 returns the four words of a block of Philox4x32-10. The counter
// fills the first two words of the four.
func philox4x32(keys *[20]uint64, counter uint64) [4]uint32 {
	const mul0, mul1 = 0xD2511F53, 0xCD9E8D57
	c0, c1, c2, c3 := uint32(counter), uint32(counter>>32), uint32(0), uint32(0)
	for r := 0; r < len(keys); r += 2 {
		hi0, lo0 := bits.Mul32(mul0, c0)
		hi1, lo1 := bits.Mul32(mul1, c2)
		c0, c1, c2, c3 = hi1^c1^uint32(keys[r]), lo1, hi0^c3^uint32(keys[r+1]), lo0
	}
	return [4]uint32{c0, c1, c2, c3}
}

// monteCarloPortable counts the points outside in groups of blocks.
func monteCarloPortable(keys *[20]uint64, block uint64, groups int) (outside uint64) {
	for b := block; b < block+uint64(groups)*monteCarloBlocks; b++ {
		w := philox4x32(keys, b)
		outside += wraps(w[0], w[1]) + wraps(w[2], w[3])
	}
	return outside
}
