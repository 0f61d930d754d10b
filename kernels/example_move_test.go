package kernels_test

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/lanewise/lanewise/kernels"
)

// What a mask holds moves together at the begin.
func ExampleCompress() {
	x := []int32{5, -1, 7, -2}
	mask := make([]bool, len(x))
	kernels.GreaterScalarI32(mask, x, 0)
	positive := make([]int32, len(x))
	n := kernels.Compress(positive, x, mask)
	fmt.Println(positive[:n])
	// Output: [5 7]
}

// Expand takes elements back to where Compress found them.
func ExampleExpand() {
	x := []float64{4, 0, 9, 0}
	mask := []bool{true, false, true, false}
	work := make([]float64, len(x))
	n := kernels.Compress(work, x, mask)
	kernels.SqrtF64(work[:n], work[:n])
	kernels.Expand(x, work, mask)
	fmt.Println(x)
	// Output: [2 0 3 0]
}

// A palette gives each pixel its color.
func ExampleTake() {
	palette := []uint32{0x000000, 0xff0000, 0xffffff}
	pixels := []int32{2, 1, 1, 0}
	colors := make([]uint32, len(pixels))
	kernels.Take(colors, palette, pixels)
	fmt.Printf("%06x\n", colors)
	// Output: [ffffff ff0000 ff0000 000000]
}

// An index out of range panics before anything is written.
func ExampleRangeError() {
	defer func() {
		var e *kernels.RangeError
		if err, ok := recover().(error); ok && errors.As(err, &e) {
			fmt.Println(e.Func)
		}
	}()
	kernels.Take(make([]float64, 2), []float64{10, 20}, []int{0, 2})
	// Output: Take
}

// The inverse of a permutation.
func ExamplePut() {
	permutation := []int64{2, 0, 1}
	inverse := make([]int64, 3)
	kernels.Put(inverse, []int64{0, 1, 2}, permutation)
	fmt.Println(inverse)
	// Output: [1 2 0]
}

func ExampleFill() {
	grid := make([]float32, 6)
	kernels.Fill(grid[2:4], 1.5)
	fmt.Println(grid)
	// Output: [0 0 1.5 1.5 0 0]
}

func ExampleReverse() {
	x := []int32{1, 2, 3}
	kernels.Reverse(x, x)
	fmt.Println(x)
	// Output: [3 2 1]
}

// Numbers that were read in the wrong order of bytes.
func ExampleByteSwap() {
	x := []uint16{binary.LittleEndian.Uint16([]byte{0x12, 0x34})}
	kernels.ByteSwap(x, x)
	fmt.Printf("%#x\n", x)
	// Output: [0x1234]
}

// A matrix with 4 elements from row to row, of which 3 are used.
func ExampleTranspose2D() {
	src := []int32{
		1, 2, 3, -1,
		4, 5, 6, -1,
	}
	dst := make([]int32, 6)
	kernels.Transpose2D(dst, 2, src, 4, 2, 3)
	fmt.Println(dst)
	// Output: [1 4 2 5 3 6]
}

// One of three channels.
func ExampleCopyStrided() {
	rgb := []uint8{255, 10, 0, 254, 20, 0, 253, 30, 0}
	green := make([]uint8, 3)
	kernels.CopyStrided(green, 1, rgb[1:], 3, 3)
	fmt.Println(green)
	// Output: [10 20 30]
}

// Images of shape (height, width, channel) to (channel, height, width): the strides of the source in another order.
func ExampleCopyND() {
	const h, w, c = 2, 2, 3
	interleaved := []uint8{
		1, 10, 100, 2, 20, 200,
		3, 30, 130, 4, 40, 140,
	}
	planes := make([]uint8, c*h*w)
	kernels.CopyND(planes, []int{h * w, w, 1}, interleaved, []int{1, w * c, c}, []int{c, h, w})
	fmt.Println(planes)
	// Output: [1 2 3 4 10 20 30 40 100 200 130 140]
}

// The roots of a column, in place.
func ExampleMapStrided() {
	m := []float64{
		1, 4,
		2, 9,
	}
	kernels.MapStrided(kernels.SqrtF64, m[1:], 2, m[1:], 2, 2)
	fmt.Println(m)
	// Output: [1 2 2 3]
}

// A picture of the points that have not left the circle of radius 2 after 100 steps.
func ExampleMandelbrotF64() {
	x, y := make([]float64, 21), make([]float64, 9)
	for i := range x {
		x[i] = -2 + float64(i)/8
	}
	for i := range y {
		y[i] = 1 - float64(i)/4
	}
	n := make([]int32, len(x)*len(y))
	kernels.MandelbrotF64(n, x, y, 100)
	for row := range y {
		line := []byte(".....................")
		for i := range line {
			if n[row*len(x)+i] == 100 {
				line[i] = '*'
			}
		}
		fmt.Printf("%s\n", line)
	}
	// Output:
	// ................*....
	// ...............*.....
	// ............*******..
	// .......**..*********.
	// *******************..
	// .......**..*********.
	// ............*******..
	// ...............*.....
	// ................*....
}
