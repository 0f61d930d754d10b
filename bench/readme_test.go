package main

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/threadctl"
)

// The examples of README.md. TestReadme shows that the page has their bodies.

func Example_arrays() {
	x := ndarray.Linspace(-2.0, 2.0, 5)
	bell := ndarray.Exp(x.Mul(x).MulScalar(-1)) // exp(-x*x)
	table := ndarray.Of(1.0, 10.0).Reshape(2, 1).Mul(bell)
	fmt.Println(table)
	fmt.Println(table.Slice(ndarray.I(1), ndarray.RS(0, 5, 2)).Sum())
	// Output:
	// [[ 0.01831564  0.36787944  1.          0.36787944  0.01831564]
	//  [ 0.18315639  3.67879441 10.          3.67879441  0.18315639]]
	// 10.366312777774684
}

func Example_expression() {
	a, b := ndarray.Linspace(1.0, 2.0, 5), ndarray.Linspace(2.0, 4.0, 5)
	x, y := ndarray.X(a), ndarray.X(b)
	fmt.Println(x.MulScalar(2).Mul(x).Add(y.MulScalar(3)).Sub(x.Div(y)).Eval()) // 2*x*x + 3*y - x/y
	// Output: [ 7.5   10.125 13.    16.125 19.5  ]
}

func Example_kernels() {
	x := []float64{-1, 0, 1}
	e := make([]float64, 3)
	kernels.ExpF64(e, x)        // at most one step from the correctly rounded value
	kernels.AxpyF64(e, 2, e, x) // e = 2*e + x, in place, rounded once
	fmt.Printf("%.6f, sum %.6f\n", e, kernels.SumF64(e))
	// Output: [-0.264241 2.000000 6.436564], sum 8.172323
}

func Example_blas() {
	defer blas.Use()() // gonum's mat, lapack and stat compute here until the end
	a := mat.NewDense(2, 2, []float64{1, 2, 3, 4})
	var product, inverse mat.Dense
	product.Mul(a, a.T())
	fmt.Println(product.RawMatrix().Data, inverse.Inverse(a))
	// Output: [5 11 11 25] <nil>
}

func Example_threads() {
	ctx := threadctl.WithLimit(context.Background(), 4) // this region and all within it
	const n = 1 << 24
	sum, err := threadctl.Reduce(ctx, n, 1<<18, func(lo, hi int) float64 {
		return kernels.PiMidpointF64(uint64(lo), uint64(hi-lo), n)
	}, func(a, b float64) float64 { return a + b })
	fmt.Printf("%.12f %v\n", sum/n, err) // the same bits for every number of threads
	// Output: 3.141592653590 <nil>
}

// TestReadme holds the Go blocks of README.md against the examples above.
func TestReadme(t *testing.T) {
	page, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	for _, b := range blocks {
		if !strings.Contains(squeeze(string(source)), squeeze(b[1])) {
			t.Errorf("no example has this block:\n%s", b[1])
		}
	}
	if len(blocks) != 5 {
		t.Errorf("%d examples, want 5", len(blocks))
	}
}
