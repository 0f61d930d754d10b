package blas

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// TestChecks calls every routine with several wrong arguments at once: the first
// complaint must be gonum's, and nothing be written.
func TestChecks(t *testing.T) {
	rounds := 600
	if testing.Short() {
		rounds = 150
	}
	texts := map[string]bool{}
	routines := reflect.TypeFor[Routines]()
	for i := range routines.NumMethod() {
		name, r := routines.Method(i).Name, rand.New(rand.NewPCG(13, uint64(i)))
		for range rounds {
			args := wrongArguments(r, routines.Method(i).Type)
			ours, theirs := copyArguments(args), copyArguments(args)
			_, got := call(Implementation{}, name, ours)
			_, want := call(gonum.Implementation{}, name, theirs)
			if !strings.HasPrefix(want, "blas: ") {
				want = "" // gonum reads beside vectors; see TestGerReversed
			}
			if got != want {
				t.Errorf("%s%v: panic %q, want %q", name, brief(args), got, want)
				break
			}
			texts[want] = true
			for i, v := range args {
				if want != "" && !sameValue(v, ours[i]) {
					t.Errorf("%s%v: argument %d changed before panic %q", name, brief(args), i, want)
				}
			}
		}
	}
	if len(texts) != 21 { // none, and those of package check
		t.Errorf("%d kinds of misuse: %v", len(texts)-1, texts)
	}
}

// wrongArguments makes arguments of which each is wrong, or too large for the others,
// now and then.
func wrongArguments(r *rand.Rand, routine reflect.Type) (list []reflect.Value) {
	wrong := 3 + r.IntN(30) // one out of so many
	flag := func(good string) byte {
		if r.IntN(wrong) == 0 {
			return 'x'
		}
		return good[r.IntN(len(good))]
	}
	seen := false // a slice, which lengths precede
	for i := range routine.NumIn() {
		t := routine.In(i)
		switch {
		case t == reflect.TypeFor[blas.Transpose]():
			list = append(list, reflect.ValueOf(blas.Transpose(flag("NTC"))))
		case t == reflect.TypeFor[blas.Uplo]():
			list = append(list, reflect.ValueOf(blas.Uplo(flag("UL"))))
		case t == reflect.TypeFor[blas.Diag]():
			list = append(list, reflect.ValueOf(blas.Diag(flag("NU"))))
		case t == reflect.TypeFor[blas.Side]():
			list = append(list, reflect.ValueOf(blas.Side(flag("LR"))))
		case t.Kind() == reflect.Slice:
			seen = true
			n := r.IntN(40)
			if r.IntN(wrong) == 0 {
				n = r.IntN(4)
			}
			s := reflect.MakeSlice(t, n, n)
			set(s, 0, 1, func(complex128) complex128 { return 1 })
			list = append(list, s)
		case t.Kind() == reflect.Int:
			n := r.IntN(4)
			if seen {
				n += 1 - r.IntN(2)*r.IntN(5)
			}
			if r.IntN(wrong) == 0 {
				n = r.IntN(3) - 2
			}
			list = append(list, reflect.ValueOf(n))
		case t.Kind() == reflect.Struct:
			list = append(list, reflect.New(t).Elem())
		default:
			list = append(list, number(t, 2))
		}
	}
	return list
}
