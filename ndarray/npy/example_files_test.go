package npy_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/npy"
)

// Arrays follow each other in a stream: Read takes no byte of the next one.
func ExampleRead() {
	var stream bytes.Buffer
	for epoch := range 2 {
		if err := npy.Write(&stream, ndarray.Full(float32(epoch), 3)); err != nil {
			fmt.Println(err)
		}
	}
	for range 2 {
		a, err := npy.Read[float32](&stream)
		fmt.Println(a, err)
	}
	// Output:
	// [0. 0. 0.] <nil>
	// [1. 1. 1.] <nil>
}

// Structs make records, with fields of the names that NumPy shows.
func ExampleWrite_records() {
	type City struct {
		Population int32   `npy:"population"`
		Area       float32 `npy:"area"`
	}
	var b bytes.Buffer
	if err := npy.Write(&b, ndarray.Of(City{3_700_000, 891.7}, City{1_900_000, 755.1})); err != nil {
		fmt.Println(err)
	}

	// Who reads need not know all fields.
	type Area struct {
		Area float32 `npy:"area"`
	}
	a, err := npy.Read[Area](&b)
	fmt.Println(a.At(0).Area, a.At(1).Area, err)
	// Output: 891.7 755.1 <nil>
}

// There is no conversion: the element type is that of the file.
func ExampleReadFile() {
	dir, err := os.MkdirTemp("", "npy")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "counts.npy")
	if err := npy.WriteFile(path, ndarray.Of[int32](3, 1, 4)); err != nil {
		fmt.Println(err)
	}

	counts, err := npy.ReadFile[int32](path)
	fmt.Println(counts, err)
	_, err = npy.ReadFile[float64](path)
	fmt.Println(err != nil)
	// Output:
	// [3 1 4] <nil>
	// true
}

// A header tells how large an array is before anything is read.
func ExampleReadHeader() {
	var b bytes.Buffer
	if err := npy.Write(&b, ndarray.Zeros[float64](1000, 20)); err != nil {
		fmt.Println(err)
	}
	h, err := npy.ReadHeader(&b)
	fmt.Println(h.Type.Name(), h.Shape, h.Len(), h.Bytes(), err)
	// Output: float64 [1000 20] 20000 160000 <nil>
}

// Files whose element type is known at run time only: look at the header, then choose.
func ExampleFromBytes() {
	var b bytes.Buffer
	if err := npy.Write(&b, ndarray.Of[int16](1, 2, 3)); err != nil {
		fmt.Println(err)
	}
	h, data, err := npy.Decode(&b)
	if err != nil {
		fmt.Println(err)
		return
	}
	switch h.Type.Name() {
	case "int16":
		a, err := npy.FromBytes[int16](h, data)
		fmt.Println(a, err)
	case "float64":
		a, err := npy.FromBytes[float64](h, data)
		fmt.Println(a, err)
	}
	// Output: [1 2 3] <nil>
}

// The fields of a record, as NumPy will see them.
func ExampleOf() {
	type Sample struct {
		Time  int64
		Value [2]float32 `npy:"xy"`
	}
	d, err := npy.Of[Sample]()
	for _, f := range d.Fields {
		fmt.Println(f.Name, f.Offset, f.Type.Name(), f.Shape)
	}
	fmt.Println(d.Size, err)

	_, err = npy.Of[chan int]()
	fmt.Println(err != nil)
	// Output:
	// Time 0 int64 []
	// xy 8 float32 [2]
	// 16 <nil>
	// true
}

// A table that is larger than memory is filled in parts, which the system writes to the disk.
func ExampleCreate() {
	dir, err := os.MkdirTemp("", "npy")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "table.npy")

	m, err := npy.Create[float64](path, 4, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, row := range m.Array().Rows() {
		row.Fill(float64(i))
	}
	if err := errors.Join(m.Flush(), m.Close()); err != nil {
		fmt.Println(err)
	}

	table, err := npy.ReadFile[float64](path)
	fmt.Println(table.SumAxis(0), err)
	// Output: [6. 6.] <nil>
}

// One element of a file is changed where it lies.
func ExampleMapped() {
	dir, err := os.MkdirTemp("", "npy")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "a.npy")
	if err := npy.WriteFile(path, ndarray.Zeros[int64](2, 3)); err != nil {
		fmt.Println(err)
	}

	m, err := npy.Map[int64](path, npy.ReadWrite)
	if err != nil {
		fmt.Println(err)
		return
	}
	m.Array().Set(7, 1, 2)
	if err := m.Close(); err != nil {
		fmt.Println(err)
	}
	fmt.Println(npy.ReadFile[int64](path))
	// Output:
	// [[0 0 0]
	//  [0 0 7]] <nil>
}

// A damaged file is an error, whatever is wrong with it.
func Example_damaged() {
	var b bytes.Buffer
	if err := npy.Write(&b, ndarray.Of(1.0, 2)); err != nil {
		fmt.Println(err)
	}
	_, err := npy.Read[float64](bytes.NewReader(b.Bytes()[:b.Len()-1]))
	fmt.Println(errors.Is(err, npy.ErrFormat))
	// Output: true
}

func ExampleArchive() {
	dir, err := os.MkdirTemp("", "npz")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.npz")
	weights, bias := ndarray.Ones[float32](2, 3), ndarray.Of[float32](0.5, -0.5)
	if err := npy.WriteNpzFile(path, npy.Stored, npy.Named("weights", weights), npy.Named("bias", bias)); err != nil {
		fmt.Println(err)
	}

	z, err := npy.OpenArchive(path)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer z.Close()
	for _, name := range z.Names() {
		h, err := z.Header(name)
		fmt.Println(name, h.Type.Name(), h.Shape, err)
	}
	b, err := npy.Get[float32](z, "bias")
	fmt.Println(b, err)
	// Output:
	// weights float32 [2 3] <nil>
	// bias float32 [2] <nil>
	// [ 0.5 -0.5] <nil>
}

// Members that are not compressed are used in the memory of the file.
func ExampleView() {
	dir, err := os.MkdirTemp("", "npz")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "data.npz")
	if err := npy.WriteNpzFile(path, npy.Stored, npy.Named("x", ndarray.Arange(0.0, 5, 1))); err != nil {
		fmt.Println(err)
	}

	z, err := npy.OpenArchive(path)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer z.Close() // not before the last use of x
	x, _, err := npy.View[float64](z, "x")
	fmt.Println(x.Sum(), x.IsReadOnly(), err)
	// Output: 10 true <nil>
}
