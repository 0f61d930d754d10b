package npy_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/npy"
)

func Example() {
	dir, _ := os.MkdirTemp("", "npy")
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "a.npy")
	a := ndarray.Arange(0, 6.0, 1).Reshape(2, 3)
	if err := npy.WriteFile(path, a); err != nil {
		fmt.Println(err)
	}
	b, err := npy.ReadFile[float64](path)
	fmt.Println(b, err)
	_, err = npy.Read[float32](bytes.NewReader(nil))
	fmt.Println(err)
	// Output:
	// [[0. 1. 2.]
	//  [3. 4. 5.]] <nil>
	// npy: not a valid npy file: it ends too early
}

func ExampleMap() {
	dir, _ := os.MkdirTemp("", "npy")
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "a.npy")
	m, err := npy.Create[int32](path, 2, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	m.Array().Fill(7)
	m.Close()
	m, _ = npy.Map[int32](path, npy.ReadOnly)
	defer m.Close()
	fmt.Println(m.Array(), m.Array().IsReadOnly())
	// Output:
	// [[7 7]
	//  [7 7]] true
}

func ExampleWriteNpz() {
	var b bytes.Buffer
	err := npy.WriteNpz(&b, npy.Deflated, npy.Named("x", ndarray.Of(1.5, 2)), npy.Named("names", ndarray.Of("a", "b")))
	fmt.Println(err)
	z, _ := npy.NewArchive(bytes.NewReader(b.Bytes()), int64(b.Len()))
	x, err := npy.Get[float64](z, "x")
	fmt.Println(z.Names(), x, err)
	// Output:
	// <nil>
	// [x names] [1.5 2. ] <nil>
}

func ExampleHeader() {
	var b bytes.Buffer
	npy.Write(&b, ndarray.Zeros[float32](2, 3))
	h, data, err := npy.Decode(&b)
	fmt.Println(h.Type.Name(), h.Shape, len(data), err)
	// Output: float32 [2 3] 24 <nil>
}
