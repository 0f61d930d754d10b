package main

import (
	"context"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/ndarray"
)

// exp4096 returns the exponential of 4096 numbers into an array that exists, again and again, as a workload.
func exp4096() *workload {
	const size, repeats = 4096, 4000
	x := ndarray.Linspace(-10.0, 10, size)
	out := ndarray.Zeros[float64](size)
	return repeated("exp-4096", size*repeats, func() {
		for range repeats {
			ndarray.ExpTo(out, x)
		}
	})
}

// add3 returns the sum of two arrays of three numbers into a new array, again and again, as a workload.
func add3() *workload {
	const repeats = 1_000_000
	a, b := ndarray.Of(1.0, 2, 3), ndarray.Of(4.0, 5, 6)
	return repeated("add-3", repeats, func() {
		for range repeats {
			sink = ndarray.Add(a, b)
		}
		_ = sink
	})
}

var sink ndarray.Array[float64] // keeps the compiler from leaving out an allocation

// repeated returns a workload in float64 that reports the time of each of n equal parts.
func repeated(name string, n int, run func()) *workload {
	return &workload{
		name: name, dtype: "float64", unit: unitNanoseconds, chunks: 1,
		run:  func(context.Context, func(int64)) error { run(); return nil },
		work: func() float64 { return float64(n) },
	}
}

// fmaPeak returns our own measurement of the fused multiply-adds that a core can do as a workload, to hold it
// against that of a C compiler.
func fmaPeak(dtype string, kind kernels.ProbeKind) *workload {
	lanes := 0
	return &workload{
		name: "fma-peak", dtype: dtype, unit: "Gfma/s", chunks: 1,
		run: func(context.Context, func(int64)) error {
			lanes = 0
			for range 100 {
				lanes += kernels.Probe(kind, probeRounds)
			}
			return nil
		},
		work: func() float64 { return float64(lanes) },
	}
}
