// Package kernels holds loops over contiguous memory that run at the speed of
// the machine: arithmetic, comparisons and conversions, elementary and special
// functions, reductions, sorting and searching, movement, NumPy's random
// streams, fractals and the two integrands of pi.
//
// A kernel runs on the calling goroutine and allocates nothing. It exists at
// every [Level] of the architecture, and the best level that the CPU has is
// chosen once, at start. Kernels of any level give the same bits (a NaN is
// taken for equal to any other NaN), so a program's results don't depend on
// the machine that it runs on.
//
// Names are the operation, then the element type: [AddF64], [ExpF32], [ToI8F64]
// (int8 from float64). What orders, accumulates or moves elements is generic:
// [Sort], [Cumsum], [Take]. [Coverage] tells which levels have code of their own
// for a kernel. Results
// go into the first argument, dst. Lengths are in elements. Where a kernel
// takes several slices, they have equal lengths; dst may be one of the inputs,
// but may not overlap an input otherwise. Wrong lengths and overlaps panic with
// [*LengthError] or [*OverlapError] before anything is written. [MapStrided] and
// [FoldStrided] run any of them on operands with strides.
//
// Long operands are worked through in pieces of some microseconds, between
// which the Go scheduler can stop the goroutine: assembly itself can't be
// preempted, and would hold up garbage collection.
//
// Environment: LANEWISE_LEVEL=portable|avx2|avx512|neon lowers the level; a
// value that the CPU can't run prints one line on standard error and the best
// level is used, or with LANEWISE_REQUIRE=1 the process exits with status 2.
// The build tag noasm leaves assembly out.
package kernels

//go:generate go -C ../asm/gen run .
