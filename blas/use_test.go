package blas

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/blas/cblas128"
	"gonum.org/v1/gonum/blas/cblas64"
	"gonum.org/v1/gonum/mat"
)

func TestUse(t *testing.T) {
	installed := func() [4]any {
		return [4]any{blas32.Implementation(), blas64.Implementation(), cblas64.Implementation(), cblas128.Implementation()}
	}
	before, ours := installed(), Implementation{}
	restore := Use()
	if got := installed(); got != [4]any{ours, ours, ours, ours} {
		t.Errorf("installed: %T", got)
	}
	// gonum's own results don't have NaN here: it skips zeros.
	var product mat.Dense
	product.Mul(mat.NewDense(1, 2, []float64{0, 1}), mat.NewDense(2, 1, []float64{math.Inf(1), 1}))
	if !math.IsNaN(product.At(0, 0)) {
		t.Errorf("0*Inf + 1*1 = %v by mat.Dense", product.At(0, 0))
	}
	restore()
	if got := installed(); got != before {
		t.Errorf("restored: %T, want %T", got, before)
	}
}
