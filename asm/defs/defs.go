// Package defs describes every element-wise kernel and every simple reduction
// of package kernels, once for all element types and levels.
//
// A kernel becomes an exported Go function for each type: the kernel "add"
// gives kernels.AddF64 and kernels.AddF32, with assembly for each level, a
// portable form, argument checks and the docstring. To add one, write it into
// one of the lists here and run go generate ./kernels; CONTRIBUTING.md has a
// skeleton.
package defs

import (
	"strings"

	"github.com/lanewise/lanewise/asm/vir"
)

// Kernel describes a kernel.
type Kernel struct {
	// Name begins the exported functions' names, in lower case: "add".
	Name string
	// Doc is what the kernel computes, for its docstring, without the
	// function's name: "sets dst[i] = x[i] + y[i].". It tells special values
	// and the error bound; length, aliasing and level rules are added to it.
	Doc string
	// Types lists the types of elements; none stands for the floats.
	Types []vir.Type
	// Lane gives the type of lanes for a type of elements, if it is another.
	Lane func(elem vir.Type) vir.Type
	// Scalar asks for forms in which one of the inputs x and y is a scalar.
	Scalar ScalarForms
	// Pairs interleaves two vectors on x86, for long kernels, which wait for their
	// own results.
	Pairs bool
	// Leaves has one call of assembly on x86 do several leaves of a reduction of floats,
	// between which calls cost up to a third of the time.
	Leaves bool
	// OnlyScalar leaves out the form in which both are slices.
	OnlyScalar bool
	// Body builds the loop's body. Parameters are declared in the order of
	// the Go function.
	Body func(b *vir.Builder)
}

// ScalarForms says which inputs of a binary kernel may be scalars.
type ScalarForms uint8

const (
	None ScalarForms = iota
	Y                // AddScalarF64(dst, x []float64, y float64)
	XY               // also ScalarSubF64(dst []float64, x float64, y []float64)
)

// Group is a list of kernels that share the generated files z<Name>*.
type Group struct {
	Name    string
	Kernels []Kernel
}

// Groups lists all kernels.
var Groups = []Group{
	{"arith", arith},
	{"integer", ints},
	{"compare", compare},
	{"logic", logic},
	{"convert", convert},
	{"round", round},
	{"math", math},
	{"hyperbolic", hyperbolic},
	{"logistic", logistic},
	{"trig", trig},
	{"atrig", atrig},
	{"roots", roots},
	{"power", power},
	{"special", special},
	{"remainder", remainder},
	{"reduce", reduce},
	{"complex", complexes},
	{"realpart", realParts},
}

// unary returns the body dst[i] = op(x[i]).
func unary(op func(b *vir.Builder, x vir.V) vir.V) func(b *vir.Builder) {
	return func(b *vir.Builder) {
		dst, x := b.Out("dst"), b.In("x")
		b.Store(dst, op(b, x))
	}
}

// binary returns the body dst[i] = op(x[i], y[i]).
func binary(op func(b *vir.Builder, x, y vir.V) vir.V) func(b *vir.Builder) {
	return func(b *vir.Builder) {
		dst, x, y := b.Out("dst"), b.In("x"), b.In("y")
		b.Store(dst, op(b, x, y))
	}
}

// Form is one exported function: a kernel for one element type, with one of
// its inputs a scalar or none.
type Form struct {
	Kernel
	Name string // of the exported function: "AddScalarF64"
	Func *vir.Func
}

// Forms lists the exported functions of a group.
func (g Group) Forms() (forms []Form) {
	for _, k := range g.Kernels {
		if k.Types == nil {
			k.Types = vir.Floats
		}
		for _, t := range k.Types {
			lane := t
			switch {
			case k.Lane != nil:
				lane = k.Lane(t)
			case t.Complex():
				lane = t.Part()
			}
			add := func(name string, scalars ...string) {
				fn := vir.BuildWide(name, t, lane, k.Body, scalars...)
				fn.Leaves = k.Leaves
				forms = append(forms, Form{k, Capital(fn.Symbol()), fn})
			}
			if !k.OnlyScalar {
				add(k.Name)
			}
			if k.Scalar >= Y {
				add(k.Name+"Scalar", "y")
			}
			if k.Scalar == XY {
				add("scalar"+Capital(k.Name), "x")
			}
		}
	}
	return forms
}

// Capital returns s with its first letter in upper case.
func Capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
