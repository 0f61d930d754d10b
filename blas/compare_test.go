package blas

import (
	"bytes"
	"fmt"
	"math"
	"math/cmplx"
	"math/rand/v2"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// TestCompare calls every routine of levels 1 and 2 and gonum's with the same
// arguments, right and wrong ones, and wants the same panics, results within a few
// roundings, and everything else as it was. Memory beside the slices can't be read.
func TestCompare(t *testing.T) {
	rounds := 400
	if testing.Short() {
		rounds = 40
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		g := newGuards(t)
		forEachRoutine(func(name string, rng *rand.Rand) {
			for range rounds {
				args := newArguments(rng, name, func(r *arguments) int { return r.size() })
				if !compareCalls(t, name, args, g.move(args, rng.IntN(2) == 0), 1) {
					break
				}
			}
		})
	})
}

// TestLevels wants the same bits from all levels.
func TestLevels(t *testing.T) {
	var all [][]reflect.Value // arguments and results by routine, of the first level
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		i := 0
		forEachRoutine(func(name string, rng *rand.Rand) {
			for round := range 10 {
				args := newArguments(rng, name, func(r *arguments) int {
					if r.storage == "ge" && len(r.sizes) == 1 && round == 0 {
						return 2100 + r.IntN(1000) // more than a leaf
					}
					return 20 + r.IntN(60)
				})
				results, _ := call(Implementation{}, name, args)
				if results = append(args, results...); i == len(all) {
					all = append(all, results)
				}
				for j, v := range results {
					if !sameValue(v, all[i][j]) {
						t.Errorf("%s%v: argument or result %d has other bits", name, brief(args), j)
					}
				}
				i++
			}
		})
	})
}

// TestThreads calls routines with operands of more than a megabyte: results have
// the same bits for all numbers of threads.
func TestThreads(t *testing.T) {
	defer threadctl.SetBudget(threadctl.SetBudget(0))
	forEachRoutine(func(name string, rng *rand.Rand) {
		if testing.Short() && rng.IntN(4) > 0 {
			return
		}
		args := newArguments(rng, name, func(r *arguments) int {
			if r.storage == "" {
				return 270_000 + r.IntN(9)
			}
			return 530 + r.IntN(50)
		})
		threadctl.SetBudget(1)
		first, again := copyArguments(args), copyArguments(args)
		compareCalls(t, name, args, first, 100)
		one, _ := call(Implementation{}, name, copyArguments(args))
		threadctl.SetBudget(4)
		more, _ := call(Implementation{}, name, again)
		for i, v := range append(again, more...) {
			if !sameValue(v, append(first, one...)[i]) {
				t.Errorf("%s%v: other bits with more threads", name, brief(args))
			}
		}
	})
}

func forEachRoutine(body func(name string, rng *rand.Rand)) {
	for _, level := range []reflect.Type{
		reflect.TypeFor[blas.Float32Level1](), reflect.TypeFor[blas.Float32Level2](),
		reflect.TypeFor[blas.Float64Level1](), reflect.TypeFor[blas.Float64Level2](),
		reflect.TypeFor[blas.Complex64Level1](), reflect.TypeFor[blas.Complex64Level2](),
		reflect.TypeFor[blas.Complex128Level1](), reflect.TypeFor[blas.Complex128Level2](),
	} {
		for i := range level.NumMethod() {
			body(level.Method(i).Name, rand.New(rand.NewPCG(1, uint64(i))))
		}
	}
}

// compareCalls calls our routine with ours, and gonum's with a copy of args.
func compareCalls(t *testing.T, name string, args, ours []reflect.Value, roundings float64) bool {
	switch {
	case name == "Sdsdot" && args[0].Int() == 0:
		return true // gonum returns 0 instead of alpha
	case name[1:] == "ger" && (args[4].Int() < 0 || args[6].Int() < 0):
		return true // gonum reads beside vectors; see TestGerReversed
	}
	theirs := copyArguments(args)
	got, panicked := call(Implementation{}, name, ours)
	want, wanted := call(gonum.Implementation{}, name, theirs)
	if panicked != wanted {
		t.Errorf("%s%v: panic %q, want %q", name, brief(args), panicked, wanted)
		return false
	}
	for i, v := range append(ours, got...) {
		if text := differ(v, append(theirs, want...)[i], roundings); text != "" {
			t.Errorf("%s%v: argument or result %d: %s", name, brief(args), i, text)
			return false
		}
	}
	return true
}

// guards holds operands against memory that can't be read.
type guards [3]*kerneltest.Arena

func newGuards(t *testing.T) (g guards) {
	for i := range g {
		g[i] = kerneltest.NewArena(t, 1<<16)
	}
	return g
}

// move copies slices to where an arena begins or ends.
func (g *guards) move(args []reflect.Value, front bool) []reflect.Value {
	list := make([]reflect.Value, len(args))
	slices := 0
	for i, v := range args {
		list[i] = v
		if v.Kind() != reflect.Slice || v.Len() == 0 {
			continue
		}
		bytes := v.Len() * int(v.Type().Elem().Size())
		memory := kerneltest.Back[byte](g[slices], bytes)
		if front {
			memory = kerneltest.Front[byte](g[slices], bytes)
		}
		list[i] = reflect.SliceAt(v.Type().Elem(), unsafe.Pointer(&memory[0]), v.Len())
		reflect.Copy(list[i], v)
		slices++
	}
	return list
}

// sameValue compares slices by their memory, and other values.
func sameValue(a, b reflect.Value) bool {
	if a.Kind() != reflect.Slice {
		return a.Equal(b)
	}
	bytesOf := func(v reflect.Value) []byte {
		return unsafe.Slice((*byte)(v.UnsafePointer()), v.Len()*int(v.Type().Elem().Size()))
	}
	return bytes.Equal(bytesOf(a), bytesOf(b))
}

// brief leaves slices out but for their lengths.
func brief(args []reflect.Value) (list []any) {
	for _, v := range args {
		switch v.Kind() {
		case reflect.Slice:
			list = append(list, fmt.Sprintf("[%d]", v.Len()))
		case reflect.Uint8:
			list = append(list, string(rune(v.Uint())))
		default:
			list = append(list, v.Interface())
		}
	}
	return list
}

func copyArguments(args []reflect.Value) []reflect.Value {
	list := make([]reflect.Value, len(args))
	for i, v := range args {
		list[i] = v
		if v.Kind() == reflect.Slice {
			list[i] = reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(list[i], v)
		}
	}
	return list
}

// call returns the results or what the routine panicked with.
func call(impl any, name string, args []reflect.Value) (results []reflect.Value, panicked string) {
	defer func() {
		if v := recover(); v != nil {
			panicked = fmt.Sprint(v)
		}
	}()
	return reflect.ValueOf(impl).MethodByName(name).Call(args), ""
}

// differ says what differs between two values by more than some roundings.
func differ(got, want reflect.Value, roundings float64) string {
	if got.Kind() == reflect.Struct {
		for i := range got.NumField() {
			if text := differ(got.Field(i), want.Field(i), roundings); text != "" {
				return text
			}
		}
		return ""
	}
	tolerance := 1e-14 * roundings
	if text := got.Type().String(); strings.HasSuffix(text, "float32") || strings.HasSuffix(text, "complex64") {
		tolerance = 1e-5 * roundings
	}
	theirs := numbers(want)
	for i, a := range numbers(got) {
		b := theirs[i]
		if a != b && !(cmplx.IsNaN(a) && cmplx.IsNaN(b)) && !(cmplx.Abs(a-b) <= tolerance*(1+cmplx.Abs(b))) {
			return fmt.Sprintf("[%d] is %v, want %v", i, a, b)
		}
	}
	return ""
}

// numbers returns what a number or a slice of numbers holds.
func numbers(v reflect.Value) (list []complex128) {
	switch x := v.Interface().(type) {
	case []float64:
		return widen(x, func(x float64) complex128 { return complex(x, 0) })
	case []float32:
		return widen(x, func(x float32) complex128 { return complex(float64(x), 0) })
	case []complex128:
		return x
	case []complex64:
		return widen(x, func(x complex64) complex128 { return complex128(x) })
	}
	switch {
	case v.Kind() == reflect.Array:
		for i := range v.Len() {
			list = append(list, numbers(v.Index(i))...)
		}
		return list
	case v.CanComplex():
		return []complex128{v.Complex()}
	case v.CanFloat():
		return []complex128{complex(v.Float(), 0)}
	case v.CanInt():
		return []complex128{complex(float64(v.Int()), 0)}
	}
	return []complex128{complex(float64(v.Uint()), 0)}
}

func widen[T any](x []T, convert func(x T) complex128) []complex128 {
	list := make([]complex128, len(x))
	for i, v := range x {
		list[i] = convert(v)
	}
	return list
}

// set sets elements of a slice of numbers to what element returns for them.
func set(v reflect.Value, from, step int, element func(old complex128) complex128) {
	switch x := v.Interface().(type) {
	case []float64:
		narrow(x, from, step, func(x float64) float64 { return real(element(complex(x, 0))) })
	case []float32:
		narrow(x, from, step, func(x float32) float32 { return float32(real(element(complex(float64(x), 0)))) })
	case []complex128:
		narrow(x, from, step, element)
	case []complex64:
		narrow(x, from, step, func(x complex64) complex64 { return complex64(element(complex128(x))) })
	}
}

func narrow[T any](x []T, from, step int, element func(x T) T) {
	for i := from; i < len(x); i += step {
		x[i] = element(x[i])
	}
}

// arguments makes the arguments of one call. Nearly all are right, so that wrong
// ones show what is checked first.
type arguments struct {
	*rand.Rand
	storage string // of the matrix: "ge", "sb", "tp", ...; empty in level 1
	trans   blas.Transpose
	upper   bool
	sizes   []int
	inverse bool // the matrix should have an inverse of moderate size
}

// seldom is true once in a while.
func (r *arguments) seldom() bool { return r.IntN(50) == 0 }

func (r *arguments) pick(list string) byte {
	if r.seldom() {
		return 'X'
	}
	return list[r.IntN(len(list))]
}

// newArguments makes arguments by their types and positions: an integer after a
// slice is its increment or leading dimension, others are sizes.
func newArguments(rng *rand.Rand, name string, size func(r *arguments) int) (list []reflect.Value) {
	r := &arguments{Rand: rng, inverse: strings.HasSuffix(name, "sv")}
	method, _ := reflect.TypeFor[gonum.Implementation]().MethodByName(name)
	types := make([]reflect.Type, method.Type.NumIn()-1)
	slices := 0
	for i := range types {
		types[i] = method.Type.In(i + 1)
		if types[i].Kind() == reflect.Slice {
			slices++
		}
	}
	root := strings.ToLower(name)[1:]
	matrix := -1 // the slice that is a matrix
	if len(root) > 2 && strings.Contains("ge gb sy he sb hb sp hp tr tb tp", root[:2]) {
		r.storage = root[:2]
		if matrix = slices - 1; strings.HasSuffix(root, "v") {
			matrix = 0
		}
	}
	vectors, seen, zero := 0, 0, false
	for i, t := range types {
		switch {
		case t == reflect.TypeFor[blas.Transpose]():
			r.trans = blas.Transpose(r.pick("NTC"))
			list = append(list, reflect.ValueOf(r.trans))
		case t == reflect.TypeFor[blas.Uplo]():
			ul := blas.Uplo(r.pick("UL"))
			r.upper = ul == blas.Upper
			list = append(list, reflect.ValueOf(ul))
		case t == reflect.TypeFor[blas.Diag]():
			list = append(list, reflect.ValueOf(blas.Diag(r.pick("NU"))))
		case t.Kind() == reflect.Struct:
			list = append(list, r.rotation(t))
		case t.Kind() == reflect.Int && types[max(i-1, 0)].Kind() != reflect.Slice:
			r.sizes = append(r.sizes, size(r))
			list = append(list, reflect.ValueOf(r.sizes[len(r.sizes)-1]))
		case t.Kind() == reflect.Int: // belongs to the slice before, which came with it
		case t.Kind() == reflect.Slice:
			zero = zero && vectors == 1 && strings.HasSuffix(root, "mv") // of beta, not of alpha
			if seen == matrix {
				list = append(list, r.matrix(t, i+1 < len(types) && types[i+1].Kind() == reflect.Int)...)
			} else {
				vectors++
				list = append(list, r.vector(t, r.length(vectors), zero)...)
			}
			seen++
		default:
			v := r.scalar(t)
			zero = v.IsZero()
			list = append(list, v)
		}
	}
	return list
}

func (r *arguments) size() int {
	switch {
	case r.seldom():
		return -r.IntN(2)
	case r.IntN(8) == 0:
		return r.IntN(40)
	}
	return r.IntN(9)
}

// length returns the elements of a vector.
func (r *arguments) length(vector int) int {
	if r.storage != "ge" && r.storage != "gb" || len(r.sizes) < 2 {
		return r.sizes[0]
	}
	// For A*x and x*y' the vectors have the lengths of columns and rows.
	first := 0
	if r.trans == blas.NoTrans {
		first = 1
	}
	return r.sizes[(first+vector-1)%2]
}

func (r *arguments) scalar(t reflect.Type) reflect.Value {
	v := complex(float64(r.IntN(2)), 0)
	if r.IntN(3) > 0 {
		v = complex(r.Float64()*4-2, r.Float64()*4-2)
	}
	return number(t, v)
}

// number converts to a real or complex type.
func number(t reflect.Type, v complex128) reflect.Value {
	if t.Kind() == reflect.Complex64 || t.Kind() == reflect.Complex128 {
		return reflect.ValueOf(v).Convert(t)
	}
	return reflect.ValueOf(real(v)).Convert(t)
}

// elements makes a slice of numbers that are not 0.
func (r *arguments) elements(t reflect.Type, n int) reflect.Value {
	if n += r.IntN(3); r.seldom() {
		n -= 1 + r.IntN(3)
	}
	s := reflect.MakeSlice(t, max(n, 0), max(n, 0))
	set(s, 0, 1, func(complex128) complex128 { return complex(r.Float64()-0.5, r.Float64()-0.5) })
	return s
}

// vector makes a slice and an increment. What a routine must not read is NaN.
func (r *arguments) vector(t reflect.Type, n int, unread bool) []reflect.Value {
	inc := 1 + r.IntN(3)
	if r.IntN(2) == 0 {
		inc = 1
	}
	if r.IntN(4) == 0 {
		inc = -inc
	}
	if r.seldom() {
		inc = 0
	}
	s := r.elements(t, max(n-1, 0)*max(inc, -inc)+min(1, max(n, 0)))
	if needed := max(n-1, 0)*max(inc, -inc) + 1; unread && s.Len() > needed { // gonum clears all of what it needn't read
		s = s.Slice(0, needed)
	}
	nan := func(complex128) complex128 { return cmplx.NaN() }
	for i := 1; i < max(inc, -inc); i++ {
		set(s, i, max(inc, -inc), nan)
	}
	if unread {
		set(s, 0, 1, nan)
	}
	return []reflect.Value{s, reflect.ValueOf(inc)}
}

// matrix makes a slice and, unless it is packed, a leading dimension.
func (r *arguments) matrix(t reflect.Type, hasLd bool) []reflect.Value {
	rows, cols := r.sizes[0], r.sizes[len(r.sizes)-1]
	step, first := 0, 0 // between diagonal elements
	ld := max(1, cols) + r.IntN(3)
	switch r.storage[1] {
	case 'b':
		if cols = r.sizes[len(r.sizes)-1] + 1; r.storage == "gb" {
			rows, cols = min(r.sizes[0], r.sizes[1]+r.sizes[2]), r.sizes[2]+r.sizes[3]+1
		}
		ld = cols + r.IntN(3)
		if step = ld; !r.upper {
			first = cols - 1
		}
	case 'p':
		if s := r.elements(t, rows*(rows+1)/2); !hasLd {
			r.dominate(s, func(i int) int {
				if r.upper {
					return i * (2*rows - i + 1) / 2
				}
				return i * (i + 3) / 2
			})
			return []reflect.Value{s}
		}
	default:
		step = ld + 1
	}
	if r.seldom() {
		ld -= 3
	}
	s := r.elements(t, ld*(rows-1)+cols)
	r.dominate(s, func(i int) int { return first + i*step })
	return []reflect.Value{s, reflect.ValueOf(ld)}
}

// dominate makes the diagonal larger than everything else, where a system is to
// be solved.
func (r *arguments) dominate(s reflect.Value, diagonal func(i int) int) {
	if !r.inverse {
		return
	}
	set(s, 0, 1, func(old complex128) complex128 { return old / complex(float64(8+r.sizes[0]), 0) })
	for i := 0; i < r.sizes[0]; i++ {
		if d := diagonal(i); d >= 0 && d < s.Len() {
			set(s.Slice(d, d+1), 0, 1, func(complex128) complex128 { return complex(1+r.Float64(), r.Float64()) })
		}
	}
}

func (r *arguments) rotation(t reflect.Type) reflect.Value {
	p := reflect.New(t).Elem()
	p.Field(0).SetInt(int64(r.IntN(4) - 2))
	for i := range 4 {
		p.Field(1).Index(i).SetFloat(r.Float64()*2 - 1)
	}
	return p
}

// TestRotations compares rotations with gonum's in both types, those of extreme
// numbers only where gonum comes to an end.
func TestRotations(t *testing.T) {
	rotations := func(name string, a, b float64, more ...float64) {
		method, _ := reflect.TypeFor[gonum.Implementation]().MethodByName(name)
		var args []reflect.Value
		for _, v := range append(more, a, b) {
			args = append(args, reflect.ValueOf(v).Convert(method.Type.In(1)))
		}
		compareCalls(t, name, args, args, 1)
	}
	values := []float64{0, 1, -1, 3, -0.25, 1e-9, 1e9, 5e-5, 6e4, math.NaN()}
	for _, a := range append(values, 1e-30, -1e-30, 1e30, 0x1p-126, 0x1p127, 0x1p-149, math.Inf(1), math.Inf(-1)) {
		for _, b := range append(values, 1e-30, -1e-30, 1e30, 0x1p-126, 0x1p127, 0x1p-149, math.Inf(1), math.Inf(-1)) {
			rotations("Srotg", a, b)
			rotations("Drotg", a, b)
		}
	}
	for _, a := range values {
		for _, b := range values {
			for _, d := range values {
				for _, e := range values {
					rotations("Srotmg", a, b, d, e)
					rotations("Drotmg", a, b, d, e)
				}
			}
		}
	}
	for _, v := range []float64{math.Inf(1), math.MaxFloat64, -5e-324, -1e-30} { // must end
		Implementation{}.Drotmg(v, v, v, v)
		Implementation{}.Drotmg(1, -v, 1, v)
	}
}

// TestGerReversed has gonum take vectors forwards, which it does right.
func TestGerReversed(t *testing.T) {
	const m, n = 5, 7
	reversed := func(n int) (x, y []float64) {
		x, y = make([]float64, n), make([]float64, n)
		for i := range n {
			x[i], y[n-1-i] = float64(i*i+n), float64(i*i+n)
		}
		return x, y
	}
	x, xr := reversed(m)
	y, yr := reversed(n)
	want := make([]float64, m*n)
	gonum.Implementation{}.Dger(m, n, 2, x, 1, y, 1, want, n)
	for incX := -1; incX <= 1; incX += 2 {
		for incY := -1; incY <= 1; incY += 2 {
			got := make([]float64, m*n)
			xs, ys := map[int][]float64{1: x, -1: xr}[incX], map[int][]float64{1: y, -1: yr}[incY]
			Implementation{}.Dger(m, n, 2, xs, incX, ys, incY, got, n)
			if text := differ(reflect.ValueOf(got), reflect.ValueOf(want), 1); text != "" {
				t.Error(incX, incY, text)
			}
		}
	}
}
