package ndarray_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/lanewise/lanewise/ndarray"
)

// kMeans returns the centers of k groups of points, the rows of an array, and the
// group of each. It begins with the first k points.
func kMeans(points ndarray.Array[float64], k, turns int) (centers ndarray.Array[float64], group ndarray.Array[int]) {
	centers = points.Slice(ndarray.R(0, k)).Copy()
	for range turns {
		offsets := points.ExpandDims(1).Sub(centers) // from each point to each center
		group = offsets.Square().SumAxis(2).ArgMinAxis(1)
		for i, center := range centers.Rows() {
			if members := points.Mask(group.EqualScalar(i)); members.Len() > 0 {
				center.Assign(members.MeanAxis(0))
			}
		}
	}
	return centers, group
}

func Example_kMeans() {
	r := rand.New(rand.NewPCG(1, 2))
	points := ndarray.FromFunc(func(ix []int) float64 { return float64(ix[0]%3*10) + r.NormFloat64() }, 300, 2)
	centers, group := kMeans(points, 3, 10)
	fmt.Printf("%.0f\n", centers)
	fmt.Println(ndarray.BinCount(group, 3))
	// Output:
	// [[ 0  0]
	//  [10 10]
	//  [20 20]]
	// [100 100 100]
}
