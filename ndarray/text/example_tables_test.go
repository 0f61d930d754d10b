package text_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/text"
)

// Two columns of a file with a header, each as an array of its own.
func ExampleLoad() {
	const table = `station,temperature,rain
1,18.5,0
2,21,3.25
3,16.5,12
`
	columns, err := text.Load[float64](strings.NewReader(table), text.LoadOpt{
		Delimiter: ",",
		SkipRows:  1,
		UseCols:   []int{1, -1},
		Unpack:    true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("temperature", columns.Row(0))
	fmt.Println("rain", columns.Row(1))
	// Output:
	// temperature [18.5 21.  16.5]
	// rain [ 0.    3.25 12.  ]
}

// Empty fields of integers get a value that is no other.
func ExampleLoad_missing() {
	const table = "10,,12\n,14,15\n"
	a, err := text.Load[int32](strings.NewReader(table), text.LoadOpt{
		Delimiter: ",",
		Missing:   []string{""},
		Fill:      int32(-999),
	})
	fmt.Println(a, err)
	// Output:
	// [[  10 -999   12]
	//  [-999   14   15]] <nil>
}

// Fields in quotes may have delimiters in them.
func ExampleLoad_strings() {
	const table = `"Berlin, Mitte";Spree
Hamburg;"Elbe"
`
	a, err := text.Load[string](strings.NewReader(table), text.LoadOpt{Delimiter: ";", Quote: '"'})
	fmt.Println(a.At(0, 0), "|", a.At(1, 1), err)
	// Output: Berlin, Mitte | Elbe <nil>
}

// One row is an array of one axis, as in NumPy; code that counts on two asks for them.
func ExampleLoadOpt() {
	const row = "1 2 3 # the only one"
	for _, axes := range []int{0, 2} {
		a, err := text.Load[int](strings.NewReader(row), text.LoadOpt{NDMin: axes})
		fmt.Println(a.Shape(), err)
	}
	// Output:
	// [3] <nil>
	// [1 3] <nil>
}

// The error has the place.
func ExampleError() {
	_, err := text.Load[float64](strings.NewReader("1 2\n3 x\n"), text.LoadOpt{})
	var e *text.Error
	if errors.As(err, &e) {
		fmt.Println("line", e.Line, "column", e.Column)
	}
	// Output: line 2 column 2
}

func ExampleSave() {
	a := ndarray.Of(1, 0.5, 2, 0.25).Reshape(2, 2)
	err := text.Save(os.Stdout, a, text.SaveOpt{Format: "%d: %6.3f", Header: "step: loss"})
	fmt.Println(err)
	// Output:
	// # step: loss
	// 1:  0.500
	// 2:  0.250
	// <nil>
}

func ExampleSaveOpt() {
	a := ndarray.Of[int16](1, 2, 3, 4).Reshape(2, 2)
	err := text.Save(os.Stdout, a, text.SaveOpt{Format: "%d", Delimiter: ",", Header: "x,y", NoComments: true})
	fmt.Println(err)
	// Output:
	// x,y
	// 1,2
	// 3,4
	// <nil>
}

// Files whose names end with .gz are compressed.
func ExampleSaveFile() {
	dir, err := os.MkdirTemp("", "text")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "table.txt.gz")
	if err := text.SaveFile(path, ndarray.Of(0.1, 1e-300), text.SaveOpt{}); err != nil {
		fmt.Println(err)
	}
	a, err := text.LoadFile[float64](path, text.LoadOpt{})
	fmt.Println(a.At(0) == 0.1, a.At(1) == 1e-300, err)
	// Output: true true <nil>
}
