package main

import (
	"cmp"
	"context"
	"errors"
	"math"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

type piCmd struct {
	Method   string `enum:"midpoint,montecarlo" default:"midpoint" help:"midpoint or montecarlo."`
	Samples  int64  `default:"4294967296" help:"Integration steps or random samples, at most 2^52."`
	Seed     uint64 `default:"1" help:"Number of the random stream; same seed, same result on every machine."`
	Dtype    string `enum:"float64,float32" default:"float64" help:"Arithmetic of the integration: float64 or float32."`
	runFlags `embed:""`
}

func (*piCmd) Help() string {
	return `midpoint integrates 4/(1+x*x) over [0, 1] as the sum of the heights in the middle of equal steps; the
rate is Gsteps/s. montecarlo counts how many points of the unit square fall into the quarter circle, in exact
integer arithmetic on the Philox4x32-10 random stream; the rate is Gsamples/s. The error printed is the difference
from pi. That of Monte Carlo falls with the root of the samples: 1.64/sqrt(samples) is usual.

Examples:
  bench pi
  bench pi --method montecarlo --samples 1000000000 --seed 7
  bench pi --dtype float32 --threads 1 --json`
}

func (c *piCmd) Validate() error {
	if c.Method == "montecarlo" && c.Dtype != "float64" {
		return errors.New("--dtype=float32: Monte Carlo is integer arithmetic and has no other dtype")
	}
	return cmp.Or(c.runFlags.check(), checkSamples(c.Samples))
}

func (c *piCmd) Run(ctx context.Context) error {
	w := midpoint(c.Dtype, uint64(c.Samples))
	if c.Method == "montecarlo" {
		w = monteCarlo(c.Seed, uint64(c.Samples))
	}
	r, err := measureOne(ctx, c.trial(w), c.JSON)
	if err != nil {
		return err
	}
	return printRows(c.JSON, r)
}

// midpoint returns the integration of 4/(1+x*x) over [0, 1] in n steps as a workload.
func midpoint(dtype string, n uint64) *workload {
	kernel, probe := kernels.PiMidpointF64, kernels.ProbeFMAF64
	if dtype == "float32" {
		kernel, probe = kernels.PiMidpointF32, kernels.ProbeFMAF32
	}
	pieces := pieces{n, 1 << 20}
	var pi float64
	return &workload{
		name: "pi-midpoint", dtype: dtype, unit: "Gsteps/s",
		limit:  limit{probe, fmaPerStep},
		chunks: int64(pieces.count()),
		run: func(ctx context.Context, tick func(int64)) (err error) {
			sum, err := sumPieces(ctx, tick, pieces, func(first, count uint64) float64 { return kernel(first, count, n) })
			pi = sum / float64(n)
			return err
		},
		work:  func() float64 { return float64(n) },
		value: func() (float64, float64) { return pi, pi - math.Pi },
	}
}

// monteCarlo returns the counting of the first n samples of a random stream as a workload.
func monteCarlo(seed, n uint64) *workload {
	pieces := pieces{n, 1 << 18}
	var pi float64
	return &workload{
		name: "pi-montecarlo", dtype: "uint32", unit: "Gsamples/s",
		limit:  limit{kernels.ProbeMulU32, mulPerSample},
		chunks: int64(pieces.count()),
		run: func(ctx context.Context, tick func(int64)) (err error) {
			inside, err := sumPieces(ctx, tick, pieces, func(first, count uint64) uint64 {
				return kernels.PiMonteCarlo(seed, first, count)
			})
			pi = 4 * float64(inside) / float64(n)
			return err
		},
		work:  func() float64 { return float64(n) },
		value: func() (float64, float64) { return pi, pi - math.Pi },
	}
}

// pieces cuts n items into kernel calls of size items, some tens of microseconds each.
type pieces struct{ n, size uint64 }

func (p pieces) count() int { return int((p.n + p.size - 1) / p.size) }

// sumPieces adds up the kernel's results over all pieces, in parallel and with the same bits for every number of
// threads. Neighbouring pieces are taken together if there are many, which bounds the memory that Reduce needs.
func sumPieces[A float64 | uint64](ctx context.Context, tick func(int64), p pieces, kernel func(first, count uint64) A) (A, error) {
	const maxChunks = 1 << 14
	grain := (p.count() + maxChunks - 1) / maxChunks
	sum, err := threadctl.Reduce(ctx, p.count(), grain, func(lo, hi int) (sum A) {
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			first := uint64(i) * p.size
			sum += kernel(first, min(p.size, p.n-first))
			tick(1)
		}
		return sum
	}, func(a, b A) A { return a + b })
	return sum, errors.Join(err, ctx.Err())
}
