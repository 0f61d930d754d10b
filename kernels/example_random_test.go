package kernels_test

import (
	"fmt"

	"github.com/lanewise/lanewise/kernels"
)

// The numbers of numpy.random.default_rng(42).random(3).
func ExampleUniformF64() {
	x := make([]float64, 3)
	kernels.UniformF64(x, kernels.NewPCG64(42))
	fmt.Printf("%.6f\n", x)
	// Output: [0.773956 0.438878 0.858598]
}

// The numbers of numpy.random.default_rng(42).standard_normal(3).
func ExampleNormalF64() {
	x := make([]float64, 3)
	kernels.NormalF64(x, kernels.NewPCG64(42))
	fmt.Printf("%.6f\n", x)
	// Output: [0.304717 -1.039984 0.750451]
}

// Times between events that come twice in a second on the average.
func ExampleExponentialF64() {
	x := make([]float64, 10000)
	kernels.ExponentialF64(x, kernels.NewPCG64(1))
	kernels.DivScalarF64(x, x, 2)
	fmt.Printf("%.1f\n", kernels.MeanF64(x))
	// Output: 0.5
}

// A generator's state is saved and restored, as between two runs of a simulation.
func ExamplePCG64() {
	g := kernels.NewPCG64(7)
	state, err := g.MarshalBinary()
	if err != nil {
		fmt.Println(err)
		return
	}
	first := make([]uint64, 4)
	g.Uint64s(first)

	var restored kernels.PCG64
	if err := restored.UnmarshalBinary(state); err != nil {
		fmt.Println(err)
		return
	}
	again := make([]uint64, 4)
	restored.Uint64s(again)
	fmt.Println(first[3] == again[3])
	// Output: true
}

// Threads that fill parts of one array skip what the others draw.
func ExamplePCG64_Advance() {
	all, part := make([]uint64, 1000), make([]uint64, 10)
	kernels.NewPCG64(1).Uint64s(all)

	g := kernels.NewPCG64(1)
	g.Advance(0, 990)
	g.Uint64s(part)
	fmt.Println(part[0] == all[990], part[9] == all[999])
	// Output: true true
}

// A stream for each worker, which do not depend on one another.
func ExampleSeedSequence_Spawn() {
	for worker, seed := range kernels.NewSeedSequence(2024).Spawn(2) {
		var g kernels.PCG64
		g.Seed(seed)
		x := make([]float64, 2)
		kernels.UniformF64(x, &g)
		fmt.Printf("%d %.4f\n", worker, x)
	}
	// Output:
	// 0 [0.6506 0.5296]
	// 1 [0.1238 0.4583]
}

// The numbers of numpy.random.Generator(numpy.random.Philox(5)).
func ExampleNewPhilox() {
	x := make([]float64, 2)
	kernels.UniformF64(x, kernels.NewPhilox(5))
	fmt.Printf("%.6f\n", x)
	// Output: [0.857579 0.925092]
}
