package ndarray_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
)

// nextGeneration returns what the game of life makes of a world, whose edges meet.
func nextGeneration(world ndarray.Array[uint8]) ndarray.Array[uint8] {
	neighbours := world.Neg() // a cell is no neighbour of itself
	for _, dy := range []int{-1, 0, 1} {
		for _, dx := range []int{-1, 0, 1} {
			ndarray.AddTo(neighbours, neighbours, world.RollAxes([]int{dy, dx}, []int{0, 1}))
		}
	}
	born := neighbours.EqualScalar(3)
	stays := neighbours.EqualScalar(2).LogicalAnd(ndarray.As[bool](world))
	return ndarray.As[uint8](born.Or(stays))
}

func Example_gameOfLife() {
	world := ndarray.Zeros[uint8](6, 6)
	world.Slice(ndarray.R(0, 3), ndarray.R(0, 3)).Assign(ndarray.Of[uint8](0, 1, 0, 0, 0, 1, 1, 1, 1).Reshape(3, 3))
	for range 8 {
		world = nextGeneration(world)
	}
	fmt.Println(world) // the glider moved by two cells
	// Output:
	// [[0 0 0 0 0 0]
	//  [0 0 0 0 0 0]
	//  [0 0 0 1 0 0]
	//  [0 0 0 0 1 0]
	//  [0 0 1 1 1 0]
	//  [0 0 0 0 0 0]]
}
