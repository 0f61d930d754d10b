package kernels_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"runtime/debug"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestComplexReductions holds sums and products against plain loops: of integers,
// for which the order makes no difference, for all lengths, against unreadable
// pages.
func TestComplexReductions(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		complexIntegers(t, complexF64)
		complexIntegers(t, complexF32)
	})
}

func complexIntegers[C complex64 | complex128, F kerneltest.Float](t *testing.T, k complexSet[C, F]) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	a, b := kerneltest.NewArena(t, 16384), kerneltest.NewArena(t, 16384)
	r := rand.New(rand.NewPCG(3, 3))
	for n := range 600 {
		ends := []func(a *kerneltest.Arena, n int) []C{kerneltest.Front[C], kerneltest.Back[C]}
		x, y := ends[n%2](a, n), ends[n/2%2](b, n)
		var sum, dotu, dotc C
		prod := k.join(1, 0)
		for i := range x {
			re, im := F(r.IntN(31)-15), F(r.IntN(31)-15)
			x[i], y[i] = k.join(re, im), k.join(F(r.IntN(31)-15), F(r.IntN(31)-15))
			sum, dotu, dotc = sum+x[i], dotu+x[i]*y[i], dotc+k.join(re, -im)*y[i]
		}
		for name, got := range map[string][2]C{
			"sum": {k.sum(x), sum}, "dotu": {k.dotu(x, y), dotu}, "dotc": {k.dotc(x, y), dotc},
		} {
			if got[0] != got[1] {
				t.Fatalf("%s%s of %d elements: %v, want %v", name, k.name, n, got[0], got[1])
			}
		}
		for i := range x { // units, a few of them times 1+i
			x[i] = k.join([]F{1, 0, -1, 0}[r.IntN(4)], 0)
			if re, _ := k.of(x[i]); re == 0 {
				x[i] = k.join(0, F(1-2*r.IntN(2)))
			}
			if i%50 == 7 {
				x[i] *= k.join(1, 1)
			}
			prod *= x[i]
		}
		if got := k.prod(x); got != prod {
			t.Fatalf("prod%s of %d elements: %v, want %v", k.name, n, got, prod)
		}
	}
}

// TestComplexReductionBits shows that all levels add in the same order, and that
// blocks of 512 elements are combined in a balanced tree.
func TestComplexReductionBits(t *testing.T) {
	start := kernels.Active()
	defer kernels.SetLevel(start)
	complexLevels(t, complexF64)
	complexLevels(t, complexF32)
}

func complexLevels[C complex64 | complex128, F kerneltest.Float](t *testing.T, k complexSet[C, F]) {
	r := rand.New(rand.NewPCG(5, 5))
	all, other := make([]C, 3000), make([]C, 3000)
	for i := range all {
		angle := r.Float64() * 2 * math.Pi // so that products stay
		size := 1 + r.NormFloat64()/100
		all[i] = k.join(F(size*math.Cos(angle)), F(size*math.Sin(angle)))
		other[i] = k.join(F(r.NormFloat64()), F(r.NormFloat64()))
	}
	var tree func(x, y []C) [4]C
	tree = func(x, y []C) [4]C {
		if len(x) <= 512 {
			return k.reductions(x, y)
		}
		h := (len(x)/2 + 511) / 512 * 512
		p, q := tree(x[:h], y[:h]), tree(x[h:], y[h:])
		product := []C{0}
		k.mul(product, []C{p[1]}, []C{q[1]})
		return [4]C{p[0] + q[0], product[0], p[2] + q[2], p[3] + q[3]}
	}
	for n := 0; n <= len(all); n += 1 + n/40 {
		x, y := all[:n], other[:n]
		kernels.SetLevel(kernels.Portable)
		want := tree(x, y)
		for _, l := range kernels.Levels() {
			kernels.SetLevel(l)
			for i, got := range k.reductions(x, y) {
				if !k.same(got, want[i]) {
					t.Fatalf("%s: %s of %d %s: %v, want %v", l, []string{"sum", "prod", "dotu", "dotc"}[i], n, k.name, got, want[i])
				}
			}
		}
	}
}

// TestComplexSumOrder holds sums up to 512 elements against the order that the
// docstring tells: four vectors of 64 bytes, what remains to the first, folded in
// pairs and then by halves.
func TestComplexSumOrder(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		r := rand.New(rand.NewPCG(7, 7))
		for n := 0; n <= 512; n += 1 + n/20 {
			x := make([]complex128, n)
			var acc [4][4]complex128
			for i := range x {
				x[i] = complex(r.NormFloat64(), r.NormFloat64())
				v := i / 4 % 4
				if i >= n/16*16 {
					v = 0
				}
				acc[v][i%4] += x[i]
			}
			var s [4]complex128
			for j := range s {
				s[j] = (acc[0][j] + acc[1][j]) + (acc[2][j] + acc[3][j])
			}
			if got, want := kernels.SumC128(x), (s[0]+s[2])+(s[1]+s[3]); got != want {
				t.Errorf("%d elements: %v, want %v", n, got, want)
			}
		}
	})
}

// TestComplexDotAccuracy compares with exact sums.
func TestComplexDotAccuracy(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	x, y := make([]complex128, 2000), make([]complex128, 2000)
	re, im, size := product(0, 0), product(0, 0), 0.0
	for i := range x {
		x[i], y[i] = complex(r.NormFloat64(), r.NormFloat64()), complex(r.NormFloat64(), r.NormFloat64())
		a, b, c, d := real(x[i]), imag(x[i]), real(y[i]), imag(y[i])
		re.Add(re, product(a, c)).Sub(re, product(b, d))
		im.Add(im, product(a, d)).Add(im, product(b, c))
		size += math.Abs(a*c) + math.Abs(b*d) + math.Abs(a*d) + math.Abs(b*c)
	}
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		got := kernels.DotuC128(x, y)
		offRe, _ := new(big.Float).Sub(re, big.NewFloat(real(got))).Float64()
		offIm, _ := new(big.Float).Sub(im, big.NewFloat(imag(got))).Float64()
		// 32 additions to a partial sum and some more to fold and merge them.
		if math.Hypot(offRe, offIm) > 80*0x1p-53*size {
			t.Errorf("off by %v, %v", offRe, offIm)
		}
	})
}
