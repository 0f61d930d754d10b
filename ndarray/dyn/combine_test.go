package dyn_test

import (
	"fmt"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/dyn"
)

func ExampleWhere() {
	a := dyn.Of(ndarray.Of[int8](-3, 0, 5))
	fmt.Println(dyn.Where(dyn.Less(a, 0), 0, a), dyn.Where(a, a, 0.5))
	// Output: [0 0 5] [-3.   0.5  5. ]
}

func ExampleMatMul() {
	a := dyn.Of(ndarray.Arange[int8](0, 6, 1)).Reshape(2, 3)
	p := dyn.MatMul(a, ndarray.Of[uint8](1, 2, 3))
	fmt.Println(p, p.DType())
	// Output: [ 8 26] int16
}

// What NumPy 2.4 makes of the same.
func TestCombine(t *testing.T) {
	a := dyn.Of(ndarray.Arange[int8](0, 6, 1)).Reshape(1, 2, 3)
	row := dyn.Of(ndarray.Arange[int8](0, 3, 1))
	bools := dyn.Of(ndarray.Of(true, false))
	for name, c := range map[string]struct {
		got  dyn.Array
		want string
	}{
		"permute":        {a.Permute(2, 0, -2), "int8 [[[0 3]]\n\n [[1 4]]\n\n [[2 5]]]"},
		"where":          {dyn.Where(dyn.Of(ndarray.Of(0, 1).Reshape(2, 1)), row, float32(0.5)), "float32 [[0.5 0.5 0.5]\n [0.  1.  2. ]]"},
		"weak numbers":   {dyn.Where(dyn.Of(ndarray.Of(1i, 0)), 1, 2.5), "float64 [1.  2.5]"},
		"a weak number":  {dyn.Where(bools, 1, int8(3)), "int8 [1 3]"},
		"texts":          {dyn.Where(bools, "yes", "no"), "str ['yes' 'no']"},
		"product":        {dyn.MatMul(a, ndarray.Of[uint8](1, 2, 3)), "int16 [[ 8 26]]"},
		"a bool product": {dyn.MatMul(bools, ndarray.Of(false, true)), "bool False"},
		"a true product": {dyn.MatMul(bools, bools), "bool True"},
		"concat":         {dyn.Concat(-1, row, dyn.Of(ndarray.Of[uint16](7)), dyn.Of(ndarray.Of[float32](0.5))), "float32 [0.  1.  2.  7.  0.5]"},
		"stack":          {dyn.Stack(-1, row, dyn.Of(ndarray.Of(1.5, 2, 3))), "float64 [[0.  1.5]\n [1.  2. ]\n [2.  3. ]]"},
		"concat texts":   {dyn.Concat(0, dyn.Of(ndarray.Of("a")), dyn.Of(ndarray.Of("b"))), "str ['a' 'b']"},
	} {
		if got := fmt.Sprint(c.got.DType(), " ", c.got); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestResultTypeOrder: the order of operands doesn't matter, and what two of them would make
// does not where a third takes each. These are all triples for which that differs.
func TestResultTypeOrder(t *testing.T) {
	differ := 0
	for i := range letters {
		for j := range letters {
			for k := range letters {
				a, b, c := dtypeOf(letters[i]), dtypeOf(letters[j]), dtypeOf(letters[k])
				got := dyn.ResultType(a, b, c)
				if got != dyn.ResultType(c, a, b) || got != dyn.ResultType(b, a, c) || got != dyn.ResultType(c, b, a) {
					t.Errorf("ResultType of %s, %s, %s depends on the order", a, b, c)
				}
				if got != dyn.Promote(dyn.Promote(a, b), c) {
					if got != c || c != dyn.Float32 && c != dyn.Complex64 {
						t.Errorf("ResultType of %s, %s, %s is %s", a, b, c, got)
					}
					differ++
				}
			}
		}
	}
	if differ != 8 { // counted in NumPy
		t.Errorf("%d triples", differ)
	}
}
