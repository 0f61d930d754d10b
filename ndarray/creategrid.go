package ndarray

// Meshgrid returns the coordinates of the points of a grid, as one array for each
// axis. Of x of n and y of m elements it gives X and Y of shape (m,n) with X[i,j] =
// x[j] and Y[i,j] = y[i], NumPy's indexing "xy": the first two axes are exchanged,
// so that the first input goes along the columns. Inputs are read in C order,
// whatever their shape.
//
// The results are read-only views that repeat the inputs; [Array.Copy] makes arrays
// of their own.
func Meshgrid[T any](x ...Array[T]) []Array[T] {
	grids := grid("Meshgrid", x)
	if len(x) > 1 {
		x = append([]Array[T]{x[1], x[0]}, x[2:]...)
		grids = grid("Meshgrid", x)
		grids[0], grids[1] = grids[1], grids[0]
	}
	return grids
}

// MeshgridIJ is [Meshgrid] without the exchange: of inputs of n, m, ... elements all
// results have shape (n,m,...), NumPy's indexing "ij".
func MeshgridIJ[T any](x ...Array[T]) []Array[T] { return grid("MeshgridIJ", x) }

func grid[T any](op string, x []Array[T]) []Array[T] {
	open := openGrid(op, x)
	shape := gridShape(x)
	for i, a := range open {
		open[i] = a.BroadcastTo(shape...)
	}
	return open
}

func gridShape[T any](x []Array[T]) []int {
	shape := make([]int, len(x))
	for i, a := range x {
		shape[i] = a.Size()
	}
	return shape
}

// OGrid returns an open grid: input i with as many axes as there are inputs, all of
// length 1 but axis i. Broadcast together they are the coordinates of all points of
// the grid, without memory for them; [MGrid] has them in one array. Inputs are read
// in C order; results are views of them where they can be.
//
//	g := ndarray.OGrid(ndarray.Arange(0, 3, 1), ndarray.Arange(0, 4, 1))
//	g[0].MulScalar(10).Add(g[1]) // shape (3,4)
func OGrid[T any](x ...Array[T]) []Array[T] { return openGrid("OGrid", x) }

func openGrid[T any](op string, x []Array[T]) []Array[T] {
	if len(x) > maxDims {
		fail(op, ErrShape, "%d dimensions, at most %d are supported", len(x), maxDims)
	}
	open := make([]Array[T], len(x))
	for i, a := range x {
		shape := make([]int, len(x))
		for d := range shape {
			shape[d] = 1
		}
		shape[i] = a.Size()
		open[i] = a.Reshape(shape...)
	}
	return open
}

// MGrid returns the coordinates of all points of a grid in a new array: of inputs of
// n, m, ... elements it has shape (number of inputs,n,m,...), and its row k holds
// coordinate k of each point. NumPy's mgrid[0:5, 0:1:3j] is
//
//	ndarray.MGrid(ndarray.Arange(0.0, 5, 1), ndarray.Linspace(0.0, 1, 3))
func MGrid[T any](x ...Array[T]) Array[T] {
	grids := grid("MGrid", x)
	a := unset[T]("MGrid", append([]int{len(x)}, gridShape(x)...))
	for i, g := range grids {
		a.Row(i).Assign(g)
	}
	return a
}

// Indices returns the indices of all elements of an array of the given shape: a new
// array of shape (len(shape),shape...) whose row k holds index k of each.
func Indices(shape ...int) Array[int] {
	a := unset[int]("Indices", append([]int{len(shape)}, shape...))
	for d, n := range shape {
		line := make([]int, len(shape))
		for i := range line {
			line[i] = 1
		}
		line[d] = n
		a.Row(d).Assign(FromSlice(allAxes(n), line...))
	}
	return a
}
