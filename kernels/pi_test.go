package kernels_test

import (
	"errors"
	"math"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

func TestPiMidpoint(t *testing.T) {
	const n = 1_000_003
	previous, err := kernels.SetLevel(kernels.Portable)
	if err != nil {
		t.Fatal(err)
	}
	first64, first32 := kernels.PiMidpointF64(0, n, n), kernels.PiMidpointF32(0, n, n)
	kernels.SetLevel(previous)
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		p64, p32 := kernels.PiMidpointF64(0, n, n), kernels.PiMidpointF32(0, n, n)
		if d := p64/n - math.Pi - 1/(12.0*n*n); math.Abs(d) > 1e-14 {
			t.Errorf("float64: off by %v", d)
		}
		if d := p32/n - math.Pi; math.Abs(d) > 1e-6 {
			t.Errorf("float32: off by %v", d)
		}
		if p64 != first64 || p32 != first32 {
			t.Errorf("%v and %v, at portable %v and %v", p64, p32, first64, first32)
		}
	})
}

// TestPiMidpointTerms holds short sums, with and without the vector part,
// against the terms.
func TestPiMidpointTerms(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for count := range uint64(200) {
			want := 0.0
			for i := range count {
				x := (float64(i+1000) + 0.5) / 5000
				want += 4 / (1 + x*x)
			}
			if got := kernels.PiMidpointF64(1000, count, 5000); math.Abs(got-want) > 1e-13*want {
				t.Errorf("%d terms: %v, want %v", count, got, want)
			}
			if got := kernels.PiMidpointF32(1000, count, 5000); math.Abs(got-want) > 1e-5*want {
				t.Errorf("%d terms in float32: %v, want %v", count, got, want)
			}
		}
	})
}

func TestPiMidpointRange(t *testing.T) {
	for _, c := range [][3]uint64{{0, 11, 10}, {10, 1, 10}, {math.MaxUint64, 2, 10}, {0, 1, 1<<53 + 1}} {
		func() {
			defer func() {
				var e *kernels.RangeError
				if err, _ := recover().(error); !errors.As(err, &e) {
					t.Errorf("%v: panic %v", c, err)
				}
			}()
			kernels.PiMidpointF64(c[0], c[1], c[2])
		}()
	}
}

// philox is Philox4x32-10 as its paper defines it, with all of the counter.
func philox(c [4]uint32, k [2]uint32) [4]uint32 {
	for range 10 {
		p0, p1 := uint64(0xD2511F53)*uint64(c[0]), uint64(0xCD9E8D57)*uint64(c[2])
		c = [4]uint32{uint32(p1>>32) ^ c[1] ^ k[0], uint32(p1), uint32(p0>>32) ^ c[3] ^ k[1], uint32(p0)}
		k[0] += 0x9E3779B9
		k[1] += 0xBB67AE85
	}
	return c
}

// TestPhilox holds the test's own generator against the known answers that
// the authors publish with Random123.
func TestPhilox(t *testing.T) {
	const ones = 0xffffffff
	for _, c := range []struct {
		counter [4]uint32
		key     [2]uint32
		want    [4]uint32
	}{
		{[4]uint32{}, [2]uint32{}, [4]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{[4]uint32{ones, ones, ones, ones}, [2]uint32{ones, ones}, [4]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
		{[4]uint32{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, [2]uint32{0xa4093822, 0x299f31d0},
			[4]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
	} {
		if got := philox(c.counter, c.key); got != c.want {
			t.Errorf("philox(%x, %x) = %x, want %x", c.counter, c.key, got, c.want)
		}
	}
}

// insideByDefinition counts points one by one.
func insideByDefinition(seed, first, count uint64) (inside uint64) {
	for j := first; j < first+count; j++ {
		b := j / 2
		w := philox([4]uint32{uint32(b), uint32(b >> 32)}, [2]uint32{uint32(seed), uint32(seed >> 32)})
		x, y := float64(w[2*(j%2)])/(1<<32), float64(w[2*(j%2)+1])/(1<<32)
		if x*x+y*y < 1 {
			inside++
		}
	}
	return inside
}

// TestPiMonteCarlo holds counts at every level against the definition, for
// odd beginnings, at counters that carry into the second word, and in parts.
func TestPiMonteCarlo(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, seed := range []uint64{0, 1, 0x123456789abcdef0, math.MaxUint64} {
			for _, first := range []uint64{0, 1, 7, 1<<33 - 77, 1<<40 + 5} {
				for _, count := range []uint64{0, 1, 2, 63, 64, 65, 128, 1000} {
					if got, want := kernels.PiMonteCarlo(seed, first, count), insideByDefinition(seed, first, count); got != want {
						t.Fatalf("seed %x, points %d+%d: %d, want %d", seed, first, count, got, want)
					}
				}
			}
		}
		const n = 300_000
		whole, parts := kernels.PiMonteCarlo(5, 0, n), uint64(0)
		for first := uint64(0); first < n; first += 12_345 {
			parts += kernels.PiMonteCarlo(5, first, min(12_345, n-first))
		}
		if whole != parts {
			t.Errorf("%d inside, in parts %d", whole, parts)
		}
		if pi := 4 * float64(whole) / n; math.Abs(pi-math.Pi) > 5*1.64/math.Sqrt(n) {
			t.Errorf("pi is %v", pi)
		}
	})
}

func TestProbe(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		lanes := map[kernels.Level][3]int{kernels.Portable: {1, 1, 1}, kernels.NEON: {1, 1, 1}, kernels.AVX2: {4, 8, 4}, kernels.AVX512: {8, 16, 8}}[l]
		for k, n := range lanes {
			if got := kernels.Probe(kernels.ProbeKind(k), 5000); got != 5000*12*n {
				t.Errorf("kind %d: %d operations", k, got)
			}
			if got := kernels.Probe(kernels.ProbeKind(k), -1); got != 0 {
				t.Errorf("kind %d, no rounds: %d operations", k, got)
			}
		}
	})
	defer func() {
		if _, ok := recover().(*kernels.RangeError); !ok {
			t.Error("an unknown kind did not panic")
		}
	}()
	kernels.Probe(99, 1)
}
