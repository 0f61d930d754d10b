package gorgonia_test

import (
	"fmt"
	"math"
	"math/cmplx"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/ndarray/gorgonia"
	"gorgonia.org/tensor"
)

func Example() {
	t := tensor.New(tensor.WithBacking([]float64{1, 2, 3, 4}), tensor.WithShape(2, 2), tensor.WithEngine(gorgonia.Engine{}))
	s, err := tensor.Add(t, t)
	fmt.Println(s.Data(), err)
	// Output: [2 4 6 8] <nil>
}

// random returns a tensor of small positive numbers.
func random(dt tensor.Dtype, seed uint64, order tensor.ConsOpt, e tensor.Engine, shape ...int) *tensor.Dense {
	r := rand.New(rand.NewPCG(seed, 1))
	t := tensor.New(tensor.Of(dt), tensor.WithShape(shape...), tensor.WithEngine(e), order)
	for i := range t.DataSize() {
		v := reflect.New(dt.Type).Elem()
		n := 1 + r.IntN(6)
		switch {
		case v.CanInt():
			v.SetInt(int64(n))
		case v.CanUint():
			v.SetUint(uint64(n))
		case v.CanFloat():
			v.SetFloat(float64(n) + r.Float64()/2)
		case v.CanComplex():
			v.SetComplex(complex(float64(n), r.Float64()))
		}
		t.Set(i, v.Interface())
	}
	return t
}

var (
	numbers = []tensor.Dtype{tensor.Float64, tensor.Float32, tensor.Complex128, tensor.Complex64, tensor.Int, tensor.Int64, tensor.Int32,
		tensor.Int16, tensor.Int8, tensor.Uint, tensor.Uint64, tensor.Uint32, tensor.Uint16, tensor.Uint8}
	engines  = []tensor.Engine{tensor.StdEng{}, gorgonia.Engine{}}
	rowMajor = tensor.ConsOpt(func(tensor.Tensor) {})
)

// equal compares what two engines gave; their errors must agree, too.
func equal(t *testing.T, what string, want, got any, errs [2]error) {
	t.Helper()
	if (errs[0] == nil) != (errs[1] == nil) {
		t.Errorf("%s: error %v, StdEng %v", what, errs[1], errs[0])
		return
	}
	if errs[0] != nil {
		return
	}
	if a, ok := want.(tensor.Tensor); ok {
		b := got.(tensor.Tensor)
		sameOrder := a.DataOrder() == b.DataOrder() || a.Dtype() == tensor.Bool || strings.Contains(what, "Between") // StdEng mistakes their order
		if !a.Shape().Eq(b.Shape()) || a.Dtype() != b.Dtype() || !sameOrder {
			t.Errorf("%s: %v %s %s, StdEng %v %s %s", what, b.Shape(), b.Dtype(), b.DataOrder(), a.Shape(), a.Dtype(), a.DataOrder())
			return
		}
		want, got = a.Data(), b.Data()
	}
	if !near(reflect.ValueOf(want), reflect.ValueOf(got)) {
		t.Errorf("%s:\n%v, StdEng\n%v", what, got, want)
	}
}

func near(a, b reflect.Value) bool {
	if a.Kind() != b.Kind() {
		return false
	}
	eps := 1e-14
	switch a.Kind() {
	case reflect.Slice:
		for i := range a.Len() {
			if b.Len() != a.Len() || !near(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Float32:
		eps = 1e-6
		fallthrough
	case reflect.Float64:
		return a.Float() == b.Float() || math.Abs(a.Float()-b.Float()) <= eps*math.Abs(a.Float())
	case reflect.Complex64:
		eps = 1e-5
		fallthrough
	case reflect.Complex128:
		return cmplx.Abs(a.Complex()-b.Complex()) <= eps*cmplx.Abs(a.Complex())
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

type binaryOp = func(a, b any, opts ...tensor.FuncOpt) (tensor.Tensor, error)

var binaryOps = map[string]binaryOp{"Add": tensor.Add, "Sub": tensor.Sub, "Mul": tensor.Mul, "Div": tensor.Div, "Pow": tensor.Pow, "Mod": tensor.Mod,
	"Lt": tensor.Lt, "Lte": tensor.Lte, "Gt": tensor.Gt, "Gte": tensor.Gte, "ElEq": tensor.ElEq, "ElNe": tensor.ElNe,
	"MinBetween": tensor.MinBetween, "MaxBetween": tensor.MaxBetween}

// TestBinary holds all operations of two operands, with all options, against StdEng.
func TestBinary(t *testing.T) {
	for name, op := range binaryOps {
		for _, dt := range numbers {
			for _, order := range []tensor.ConsOpt{rowMajor, tensor.AsFortran(nil)} {
				for _, option := range []string{"", "unsafe", "reuse", "incr", "bool", "same"} {
					if strings.HasSuffix(name, "Between") && option != "" && option != "reuse" {
						continue // StdEng panics, or takes one option for another
					}
					for _, form := range []string{"both", "left", "right"} {
						checkBinary(t, name, op, dt, order, option, form)
					}
				}
			}
		}
	}
}

func checkBinary(t *testing.T, name string, op binaryOp, dt tensor.Dtype, order tensor.ConsOpt, option, form string) {
	t.Helper()
	var results [2]tensor.Tensor
	var errs [2]error
	for i, e := range engines {
		a, b := random(dt, 1, order, e, 3, 4), random(dt, 2, order, e, 3, 4)
		other := random(dt, 3, order, e, 3, 4)
		var opts []tensor.FuncOpt
		switch option {
		case "unsafe":
			opts = append(opts, tensor.UseUnsafe())
		case "reuse":
			opts = append(opts, tensor.WithReuse(other))
		case "incr":
			opts = append(opts, tensor.WithIncr(other))
		case "bool":
			opts = append(opts, tensor.WithReuse(tensor.New(tensor.Of(tensor.Bool), tensor.WithShape(3, 4), tensor.WithEngine(e), order)))
		case "same":
			opts = append(opts, tensor.AsSameType())
		}
		var x, y any = a, b
		if form == "left" {
			x = b.Get(5)
		} else if form == "right" {
			y = b.Get(5)
		}
		func() {
			defer func() { // StdEng panics for some combinations
				if p := recover(); p != nil {
					errs[i] = fmt.Errorf("%v", p)
				}
			}()
			results[i], errs[i] = op(x, y, opts...)
		}()
		if errs[i] == nil && option == "unsafe" && form == "both" && results[i] != tensor.Tensor(a) {
			t.Errorf("%s of %s: not in place", name, dt)
		}
	}
	equal(t, fmt.Sprint(name, " of ", dt, " ", option, " ", form), results[0], results[1], errs)
}

func TestUnary(t *testing.T) {
	for name, op := range map[string]func(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error){
		"Neg": tensor.Neg, "Square": tensor.Square, "Cube": tensor.Cube, "Inv": tensor.Inv, "Abs": tensor.Abs, "Sign": tensor.Sign,
		"Exp": tensor.Exp, "Tanh": tensor.Tanh, "Log": tensor.Log, "Log2": tensor.Log2, "Log10": tensor.Log10, "Sqrt": tensor.Sqrt,
		"Cbrt": tensor.Cbrt, "InvSqrt": tensor.InvSqrt,
	} {
		for _, dt := range numbers {
			for _, option := range []string{"", "unsafe", "reuse", "incr"} {
				var results [2]tensor.Tensor
				var errs [2]error
				for i, e := range engines {
					a, other := random(dt, 1, rowMajor, e, 3, 5), random(dt, 3, rowMajor, e, 3, 5)
					var opts []tensor.FuncOpt
					switch option {
					case "unsafe":
						opts = append(opts, tensor.UseUnsafe())
					case "reuse":
						opts = append(opts, tensor.WithReuse(other))
					case "incr":
						opts = append(opts, tensor.WithIncr(other))
					}
					results[i], errs[i] = op(a, opts...)
				}
				equal(t, fmt.Sprint(name, " of ", dt, " ", option), results[0], results[1], errs)
			}
		}
	}
}

func TestReduce(t *testing.T) {
	for _, dt := range numbers {
		for _, axes := range [][]int{nil, {0}, {1}, {2}, {0, 1}, {1, 2}, {0, 2}, {0, 1, 2}, {3}} {
			for _, name := range []string{"Sum", "Max", "Min"} {
				if name != "Sum" && len(axes) > 0 && axes[len(axes)-1] == 2 {
					continue // StdEng starts from 0 there
				}
				var results [2]tensor.Tensor
				var errs [2]error
				for i, e := range engines {
					a := random(dt, 1, rowMajor, e, 3, 5, 4)
					f := map[string]func(...int) (*tensor.Dense, error){"Sum": a.Sum, "Max": a.Max, "Min": a.Min}[name]
					func() {
						defer func() {
							if p := recover(); p != nil {
								errs[i] = fmt.Errorf("%v", p)
							}
						}()
						results[i], errs[i] = f(append([]int(nil), axes...)...)
					}()
				}
				equal(t, fmt.Sprint(name, " of ", dt, " along ", axes), results[0], results[1], errs)
			}
		}
		for _, axis := range []int{0, 1, 2, tensor.AllAxes} {
			var results [2]tensor.Tensor
			var errs [2]error
			for _, name := range []string{"Argmax", "Argmin"} {
				for i, e := range engines {
					a := random(dt, 1, rowMajor, e, 3, 5, 4)
					if name == "Argmax" {
						results[i], errs[i] = tensor.Argmax(a, axis)
					} else {
						results[i], errs[i] = tensor.Argmin(a, axis)
					}
				}
				equal(t, fmt.Sprint(name, " of ", dt, " along ", axis), results[0], results[1], errs)
			}
		}
	}
}

func TestLinear(t *testing.T) {
	for _, dt := range numbers[:4] {
		for _, order := range []tensor.ConsOpt{rowMajor, tensor.AsFortran(nil)} {
			var inner [2]any
			var outer, matvec, matmul, transposed [2]tensor.Tensor
			var errs [5][2]error
			for i, e := range engines {
				v, w := random(dt, 1, order, e, 7), random(dt, 2, order, e, 7)
				m, n := random(dt, 3, order, e, 5, 7), random(dt, 4, order, e, 7, 3)
				inner[i], errs[0][i] = v.Inner(w)
				matvec[i], errs[2][i] = m.MatVecMul(v)
				matmul[i], errs[3][i] = m.MatMul(n)
				transposed[i], errs[4][i] = tensor.Transpose(random(dt, 5, order, e, 2, 3, 4), 2, 0, 1)
				outer[i], errs[1][i] = v.Outer(w)
			}
			equal(t, fmt.Sprint("Inner of ", dt), inner[0], inner[1], errs[0])
			equal(t, fmt.Sprint("Outer of ", dt), outer[0], outer[1], errs[1])
			equal(t, fmt.Sprint("MatVecMul of ", dt), matvec[0], matvec[1], errs[2])
			equal(t, fmt.Sprint("MatMul of ", dt), matmul[0], matmul[1], errs[3])
			equal(t, fmt.Sprint("Transpose of ", dt), transposed[0], transposed[1], errs[4])
		}
	}
}

// TestOthers holds what the engine leaves to StdEng, and misuse, against it.
func TestOthers(t *testing.T) {
	for name, f := range map[string]func(e tensor.Engine) (tensor.Tensor, error){
		"shapes": func(e tensor.Engine) (tensor.Tensor, error) {
			return tensor.Add(random(tensor.Float64, 1, rowMajor, e, 3), random(tensor.Float64, 1, rowMajor, e, 4))
		},
		"types": func(e tensor.Engine) (tensor.Tensor, error) {
			return tensor.Add(random(tensor.Float64, 1, rowMajor, e, 3), random(tensor.Int, 1, rowMajor, e, 3))
		},
		"number": func(e tensor.Engine) (tensor.Tensor, error) {
			return tensor.Add(random(tensor.Float64, 1, rowMajor, e, 3), 1)
		},
		"zero": func(e tensor.Engine) (tensor.Tensor, error) {
			return tensor.Div(random(tensor.Int, 1, rowMajor, e, 3), 0)
		},
		"orders": func(e tensor.Engine) (tensor.Tensor, error) {
			return tensor.Sub(random(tensor.Float64, 1, rowMajor, e, 3, 4), random(tensor.Float64, 1, tensor.AsFortran(nil), e, 3, 4))
		},
		"slice": func(e tensor.Engine) (tensor.Tensor, error) {
			s, err := random(tensor.Float64, 1, rowMajor, e, 3, 4).Slice(nil, tensor.S(1, 3))
			if err != nil {
				return nil, err
			}
			return tensor.Mul(s, s)
		},
		"lazily transposed": func(e tensor.Engine) (tensor.Tensor, error) {
			a := random(tensor.Float64, 1, rowMajor, e, 3, 3)
			if err := a.T(); err != nil {
				return nil, err
			}
			return tensor.Sub(a, random(tensor.Float64, 1, rowMajor, e, 3, 3))
		},
		"no axes": func(e tensor.Engine) (tensor.Tensor, error) {
			return tensor.Add(random(tensor.Float64, 1, rowMajor, e, 3), tensor.New(tensor.FromScalar(2.5), tensor.WithEngine(e)))
		},
		"one row": func(e tensor.Engine) (tensor.Tensor, error) {
			s, err := random(tensor.Float64, 1, rowMajor, e, 3, 4).Slice(tensor.S(1))
			if err != nil {
				return nil, err
			}
			return tensor.Add(s, s, tensor.UseUnsafe())
		},
	} {
		var results [2]tensor.Tensor
		var errs [2]error
		for i, e := range engines {
			results[i], errs[i] = f(e)
		}
		equal(t, name, results[0], results[1], errs)
	}
}

// BenchmarkEngine reports how many times as long StdEng takes, measured in turn.
func BenchmarkEngine(b *testing.B) {
	for name, f := range map[string]func(x, y *tensor.Dense){
		"AddReuse": func(x, y *tensor.Dense) { _, _ = tensor.Add(x, x, tensor.WithReuse(y)) },
		"Mul":      func(x, y *tensor.Dense) { _, _ = tensor.Mul(x, y) },
		"Exp":      func(x, y *tensor.Dense) { _, _ = tensor.Exp(x, tensor.WithReuse(y)) },
		"Tanh":     func(x, y *tensor.Dense) { _, _ = tensor.Tanh(x, tensor.WithReuse(y)) },
		"Pow":      func(x, y *tensor.Dense) { _, _ = tensor.Pow(x, 1.5, tensor.WithReuse(y)) },
		"Gt":       func(x, y *tensor.Dense) { _, _ = tensor.Gt(x, y) },
		"Sum":      func(x, _ *tensor.Dense) { _, _ = x.Sum() },
		"SumAxis1": func(x, _ *tensor.Dense) { _, _ = x.Sum(1) },
		"Max":      func(x, _ *tensor.Dense) { _, _ = x.Max() },
	} {
		for _, n := range []int{8, 100, 1000} {
			b.Run(fmt.Sprintf("%s/%dx%d", name, n, n), func(b *testing.B) {
				var operands [2][2]*tensor.Dense
				for i, e := range engines {
					operands[i] = [2]*tensor.Dense{random(tensor.Float64, 1, rowMajor, e, n, n), random(tensor.Float64, 2, rowMajor, e, n, n)}
				}
				compareTimes(b, func(i int) { f(operands[i][0], operands[i][1]) })
			})
		}
	}
}
