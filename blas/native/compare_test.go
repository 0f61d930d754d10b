package native

import (
	"fmt"
	"math"
	"math/cmplx"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	gonum "gonum.org/v1/gonum/blas"
	reference "gonum.org/v1/gonum/blas/gonum"

	"github.com/lanewise/lanewise/blas"
)

var (
	routineSet = reflect.TypeFor[blas.Routines]()
	integer    = reflect.TypeFor[int]()
)

// maxDim bounds m, n and k; solutions of larger systems of random numbers have no digits in common.
var maxDim = 6

// An arguments is one random call of a routine.
type arguments struct {
	in     []reflect.Value
	output int // the last slice: what the routine writes, but for swap and rot
	solve  bool
}

// draw makes valid arguments of a routine. Integers before the first slice are lengths; one that follows a slice is its
// leading dimension or its increment.
func draw(r *rand.Rand, name string, f reflect.Type) arguments {
	base := strings.ToLower(name[1:])
	level3 := strings.HasSuffix(base, "mm") || strings.HasSuffix(base, "sm") || strings.HasSuffix(base, "rk") || strings.HasSuffix(base, "r2k")
	update := strings.HasPrefix(base, "ger") || strings.HasPrefix(base, "syr") || strings.HasPrefix(base, "her")
	a := arguments{solve: strings.Contains(base, "trs") || strings.Contains(base, "tbs") || strings.Contains(base, "tps")}
	slicesLeft, flags, level1 := 0, 0, false
	for i := range f.NumIn() {
		if f.In(i).Kind() == reflect.Slice {
			slicesLeft++
		}
		if f.In(i).Kind() == reflect.Uint8 {
			flags++
		}
	}
	level1 = flags == 0 && !update
	first, lengths := true, 0
	for i := range f.NumIn() {
		t := f.In(i)
		switch {
		case t == integer && first:
			n := r.IntN(maxDim + 1)
			lengths += n
			a.in = append(a.in, reflect.ValueOf(n))
		case t == integer:
			isMatrix := level3 || !level1 && (update && slicesLeft == 0 || !update && a.output == firstSlice(f))
			v := 2*maxDim + 1 + r.IntN(3) // also kL+kU+1 and k+1
			if !isMatrix {
				for v = 0; v == 0; {
					v = r.IntN(7) - 3
				}
			}
			a.in = append(a.in, reflect.ValueOf(v))
		case t.Kind() == reflect.Slice:
			first = false
			slicesLeft--
			a.output = i
			a.in = append(a.in, randomSlice(r, t))
		default:
			a.in = append(a.in, randomScalar(r, name, t))
		}
	}
	return a
}

func firstSlice(f reflect.Type) int {
	for i := range f.NumIn() {
		if f.In(i).Kind() == reflect.Slice {
			return i
		}
	}
	return -1
}

func randomSlice(r *rand.Rand, t reflect.Type) reflect.Value {
	s := reflect.MakeSlice(t, (maxDim+1)*(2*maxDim+5), (maxDim+1)*(2*maxDim+5))
	for i := range s.Len() {
		s.Index(i).Set(element(r, t.Elem()))
	}
	return s
}

// element is between 0.5 and 1.5 in absolute value.
func element(r *rand.Rand, t reflect.Type) reflect.Value {
	x, y := (0.5+r.Float64())*float64(1-2*r.IntN(2)), r.Float64()-0.5
	switch t.Kind() {
	case reflect.Complex64, reflect.Complex128:
		return reflect.ValueOf(complex(x, y)).Convert(t)
	}
	return reflect.ValueOf(x).Convert(t)
}

func randomScalar(r *rand.Rand, name string, t reflect.Type) reflect.Value {
	pick := func(s string) reflect.Value { return reflect.ValueOf(s[r.IntN(len(s))]).Convert(t) }
	switch t {
	case reflect.TypeFor[gonum.Transpose]():
		switch base := name[1:]; {
		case base == "herk" || base == "her2k":
			return pick("NC")
		case (base == "syrk" || base == "syr2k") && (name[0] == 'C' || name[0] == 'Z'):
			return pick("NT")
		}
		return pick("NTC")
	case reflect.TypeFor[gonum.Uplo]():
		return pick("UL")
	case reflect.TypeFor[gonum.Diag]():
		return pick("NU")
	case reflect.TypeFor[gonum.Side]():
		return pick("LR")
	}
	if t.Kind() == reflect.Struct { // of rotm
		p := reflect.New(t).Elem()
		p.Field(0).Set(reflect.ValueOf(gonum.Flag(r.IntN(4) - 2)))
		for i := range 4 {
			p.Field(1).Index(i).Set(element(r, p.Field(1).Type().Elem()))
		}
		return p
	}
	switch r.IntN(4) {
	case 0:
		return reflect.Zero(t)
	case 1:
		one := reflect.New(t).Elem()
		if one.CanComplex() {
			one.SetComplex(1)
		} else {
			one.SetFloat(1)
		}
		return one
	}
	return element(r, t)
}

// clone copies slices.
func (a arguments) clone() arguments {
	b := a
	b.in = append([]reflect.Value{}, a.in...)
	for i, v := range a.in {
		if v.Kind() == reflect.Slice {
			b.in[i] = reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v)
		}
	}
	return b
}

// run calls a routine and returns the results, or what it panicked with.
func (a arguments) run(b blas.Routines, name string) (results []reflect.Value, panicked any) {
	defer func() { panicked = recover() }()
	return reflect.ValueOf(b).MethodByName(name).Call(a.in), nil
}

// String prints all but slices.
func (a arguments) String() string {
	var s strings.Builder
	for _, v := range a.in {
		switch v.Kind() {
		case reflect.Slice:
			fmt.Fprintf(&s, " [%d]", v.Len())
		case reflect.Uint8:
			fmt.Fprintf(&s, " %c", v.Uint())
		default:
			fmt.Fprintf(&s, " %v", v)
		}
	}
	return s.String()
}

// near compares numbers, structs and slices; scale is the largest magnitude beside them.
func near(got, want reflect.Value, scale float64) bool {
	eps := 0x1p-52
	if k := got.Kind(); k == reflect.Float32 || k == reflect.Complex64 {
		eps = 0x1p-23
	}
	switch want.Kind() {
	case reflect.Slice, reflect.Array:
		for i := range want.Len() {
			scale = max(scale, magnitude(want.Index(i)))
		}
		for i := range want.Len() {
			if !near(got.Index(i), want.Index(i), scale) {
				return false
			}
		}
		return true
	case reflect.Struct:
		for i := range want.NumField() {
			if !near(got.Field(i), want.Field(i), scale) {
				return false
			}
		}
		return true
	case reflect.Int:
		return got.Int() == want.Int()
	}
	g, w := toComplex(got), toComplex(want)
	if cmplx.IsNaN(w) || cmplx.IsNaN(g) {
		return cmplx.IsNaN(w) == cmplx.IsNaN(g)
	}
	return cmplx.Abs(g-w) <= 256*eps*max(1, scale, cmplx.Abs(w))
}

func toComplex(v reflect.Value) complex128 {
	if v.CanComplex() {
		return v.Complex()
	}
	return complex(v.Float(), 0)
}

func magnitude(v reflect.Value) float64 {
	if m := cmplx.Abs(toComplex(v)); !math.IsNaN(m) {
		return m
	}
	return 0
}

// viaComplex are routines whose real forms have defects in gonum (with negative increments, or in what lies behind y),
// by the complex ones to compare with instead.
var viaComplex = map[string]string{"Sger": "Zgeru", "Dger": "Zgeru", "Sgemv": "Zgemv", "Dgemv": "Zgemv"}

// toComplex128 converts scalars and slices of floats.
func (a arguments) toComplex128() arguments {
	a.in = append([]reflect.Value{}, a.in...)
	for i, v := range a.in {
		switch v.Kind() {
		case reflect.Float32, reflect.Float64:
			a.in[i] = reflect.ValueOf(complex(v.Float(), 0))
		case reflect.Slice:
			z := make([]complex128, v.Len())
			for j := range z {
				z[j] = toComplex(v.Index(j))
			}
			a.in[i] = reflect.ValueOf(z)
		}
	}
	return a
}

// differ runs a routine on both and returns what differs, empty if nothing. With spoil, b finds NaN where the result
// goes: what it doesn't write stays so.
func differ(b *Backend, name string, a arguments, spoil bool) string {
	got, want, wantName := a.clone(), a.clone(), name
	if viaComplex[name] != "" {
		want, wantName = want.toComplex128(), viaComplex[name]
	}
	original := want.clone().in[a.output]
	if spoil {
		fillNaN(got.in[a.output])
	}
	wantResults, wantPanic := want.run(reference.Implementation{}, wantName)
	gotResults, gotPanic := got.run(b, name)
	if gotPanic != wantPanic {
		return fmt.Sprintf("panics with %v, gonum's with %v", gotPanic, wantPanic)
	}
	for i, w := range wantResults {
		if !near(gotResults[i], w, 0) {
			return fmt.Sprintf("returns %v, gonum's %v", gotResults[i], w)
		}
	}
	for i, w := range want.in {
		if w.Kind() != reflect.Slice {
			continue
		}
		if spoil && i == a.output {
			for j := range w.Len() {
				if cmplx.IsNaN(toComplex(got.in[i].Index(j))) && w.Index(j).Equal(original.Index(j)) {
					got.in[i].Index(j).Set(a.in[i].Index(j))
				}
			}
		}
		if !near(got.in[i], w, 0) {
			return fmt.Sprintf("argument %d becomes\n%v, gonum's\n%v", i, got.in[i], w)
		}
	}
	return ""
}

func fillNaN(s reflect.Value) {
	t := s.Type().Elem()
	nan := reflect.ValueOf(math.NaN())
	if s.Index(0).CanComplex() {
		nan = reflect.ValueOf(cmplx.NaN())
	}
	for i := range s.Len() {
		s.Index(i).Set(nan.Convert(t))
	}
}

// zeroBeta reports whether the routine multiplies its result by a beta, which is 0.
func (a arguments) zeroBeta(name string) bool {
	if a.output == 0 || strings.HasSuffix(name, "scal") {
		return false
	}
	beta := a.in[a.output-1]
	return (beta.CanFloat() || beta.CanComplex()) && beta.IsZero()
}

func TestCompare(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 20
	}
	each(t, func(t *testing.T, b *Backend) {
		r := rand.New(rand.NewPCG(1, 2))
		for i := range routineSet.NumMethod() {
			m := routineSet.Method(i)
			for range rounds {
				a := draw(r, m.Name, m.Type)
				if d := differ(b, m.Name, a, a.zeroBeta(m.Name)); d != "" {
					t.Errorf("%s(%v) %s", m.Name, a, d)
					break
				}
			}
		}
	})
}

// misuse spoils one argument of a valid call.
func (a arguments) misuse(r *rand.Rand) {
	i := r.IntN(len(a.in))
	switch v := a.in[i]; v.Kind() {
	case reflect.Uint8:
		a.in[i] = reflect.ValueOf(byte("xA\x00n"[r.IntN(4)])).Convert(v.Type())
	case reflect.Int:
		a.in[i] = reflect.ValueOf(r.IntN(5) - 2)
	case reflect.Slice:
		a.in[i] = v.Slice(0, r.IntN(3*maxDim))
	case reflect.Struct: // of rotm
		a.in[i] = reflect.New(v.Type()).Elem()
		a.in[i].Field(0).Set(reflect.ValueOf(gonum.Flag([]int{-3, 2}[r.IntN(2)])))
	}
}

func TestMisuse(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 20
	}
	each(t, func(t *testing.T, b *Backend) {
		r := rand.New(rand.NewPCG(3, 4))
		for i := range routineSet.NumMethod() {
			m := routineSet.Method(i)
			for range rounds {
				a := draw(r, m.Name, m.Type)
				a.misuse(r)
				if d := differ(b, m.Name, a, false); d != "" {
					t.Errorf("%s(%v) %s", m.Name, a, d)
					break
				}
			}
		}
	})
}

// TestChecks spoils up to four arguments at once, and wants gonum's first complaint. It needs no library: where the checks
// let a call pass, it fails for lack of one.
func TestChecks(t *testing.T) {
	rounds := 300
	if testing.Short() {
		rounds = 100
	}
	b := onlyChecks()
	r := rand.New(rand.NewPCG(11, 12))
	for i := range routineSet.NumMethod() {
		m := routineSet.Method(i)
		for range rounds {
			a := draw(r, m.Name, m.Type)
			for range 1 + r.IntN(4) {
				a.misuse(r)
			}
			_, want := a.clone().run(reference.Implementation{}, m.Name)
			_, got := a.clone().run(b, m.Name)
			if complaint(got) != complaint(want) {
				t.Errorf("%s(%v) panics with %v, gonum's with %v", m.Name, a, got, want)
				break
			}
		}
	}
}

// onlyChecks is a Backend whose calls fail after their checks for lack of a library.
func onlyChecks() *Backend {
	b := &Backend{Fallback: reference.Implementation{}, threads: new(threads)}
	b.s.threads, b.d.threads, b.c.threads, b.z.threads = b.threads, b.threads, b.threads, b.threads
	return b
}

// complaint returns what a routine's checks panicked with.
func complaint(v any) string {
	if s, ok := v.(string); ok && strings.HasPrefix(s, "blas: ") {
		return s
	}
	return ""
}
