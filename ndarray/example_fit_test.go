package ndarray_test

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/linalg"
)

func Example_leastSquares() {
	x := ndarray.Linspace(0.0, 4, 9)
	y := ndarray.Of(1.1, 0.4, -0.1, 0.2, 0.9, 2.4, 4.1, 6.2, 9.1)
	powers := ndarray.Vander(x, 3, true) // columns 1, x, x*x
	fit, err := linalg.Lstsq(powers, y)
	if err != nil {
		fmt.Println(err)
		return
	}
	residuals := y.Sub(powers.MatMul(fit.X))
	fmt.Printf("coefficients %.4f\n", fit.X)
	fmt.Printf("root mean square %.4f\n", math.Sqrt(residuals.Square().Mean()))
	fmt.Printf("worst at x = %v\n", x.At(residuals.Abs().ArgMax()))
	// Output:
	// coefficients [ 1.1000 -2.1143  1.0286]
	// root mean square 0.0909
	// worst at x = 2.5
}
