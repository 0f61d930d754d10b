package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/asm/defs"
)

// plainFunc is an element-wise operation, or more element types for one that has
// kernels, whose loop is written in plain Go in package ndarray.
type plainFunc struct {
	names string // separated by spaces: "floor ceil"
	doc   string // as in asm/defs, of an operation without kernels
	types []string
	loop  string // the Go expression; %s stands for the element type, {name} for the name
	check string // the function that panics if an input is not allowed
	binary,
	bools bool
}

var (
	signedSuffixes   = []string{"I64", "I32", "I16", "I8"}
	unsignedSuffixes = []string{"U64", "U32", "U16", "U8"}
	intSuffixes      = slices.Concat(signedSuffixes, unsignedSuffixes)
	floatSuffixes    = []string{"F64", "F32"}
	complexSuffixes  = []string{"C128", "C64"}
	numberSuffixes   = slices.Concat(floatSuffixes, intSuffixes, complexSuffixes)
)

var plainFuncs = []plainFunc{
	{names: "floor ceil trunc rint", types: intSuffixes, loop: "same[%s]()"},
	{names: "abs", types: unsignedSuffixes, loop: "same[%s]()"},
	{names: "conj", types: slices.Concat(floatSuffixes, intSuffixes), loop: "same[%s]()"},
	{names: "isNaN isInf", types: intSuffixes, loop: "always[%s](false)"},
	{names: "isFinite", types: intSuffixes, loop: "always[%s](true)"},
	{names: "signbit", types: signedSuffixes, loop: "each1(negative[%s])"},
	{names: "signbit", types: unsignedSuffixes, loop: "always[%s](false)"},
	{names: "pow", types: intSuffixes, loop: "each2(powInt[%s])", check: "checkPowers"},
	{names: "pow", types: complexSuffixes, loop: "eachComplex2[%s](powComplex)"},
	{names: "exp log sqrt sin cos sinh cosh", types: complexSuffixes, loop: "inBlocks[%s]({name}Blocks)"},
	{names: "sign exp2 expm1 log2 log10 log1p tan asin acos atan tanh asinh acosh atanh",
		types: complexSuffixes, loop: "eachComplex[%s]({name}Complex)"},
	{names: "positive", types: numberSuffixes, loop: "same[%s]()",
		doc: `sets dst[i] = x[i].`},
	{names: "logicalAnd", types: slices.Concat(numberSuffixes, []string{"Bool"}), loop: "each2(logicalAnd[%s])", binary: true, bools: true,
		doc: `reports whether x[i] and y[i] are both not zero. NaN is not zero.`},
	{names: "logicalOr", types: slices.Concat(numberSuffixes, []string{"Bool"}), loop: "each2(logicalOr[%s])", binary: true, bools: true,
		doc: `reports whether x[i] or y[i], or both, are not zero. NaN is not zero.`},
	{names: "logicalXor", types: slices.Concat(numberSuffixes, []string{"Bool"}), loop: "each2(logicalXor[%s])", binary: true, bools: true,
		doc: `reports whether one of x[i] and y[i], not both, is not zero. NaN is not zero.`},
	{names: "logicalNot", types: slices.Concat(numberSuffixes, []string{"Bool"}), loop: "each1(logicalNot[%s])", bools: true,
		doc: `reports whether x[i] is zero.`},
	{names: "deg2rad", types: floatSuffixes, loop: "each1(deg2rad[%s])",
		doc: `sets dst[i] = x[i] * (pi/180), the angle x[i] of degrees in radians.`},
	{names: "rad2deg", types: floatSuffixes, loop: "each1(rad2deg[%s])",
		doc: `sets dst[i] = x[i] * (180/pi), the angle x[i] of radians in degrees.`},
	{names: "spacing", types: floatSuffixes, loop: "each1(spacing[%s])",
		doc: `sets dst[i] to the distance from x[i] to the next float of greater
magnitude, with the sign of x[i]; NaN for infinities and NaN.`},
	{names: "logaddexp2", types: floatSuffixes, loop: "each2(logaddexp2[%s])", binary: true,
		doc: `sets dst[i] = log2(2**x[i] + 2**y[i]), without overflow in between. The
error is a few steps.`},
	{names: "gcd", types: intSuffixes, loop: "each2(gcd[%s])", binary: true,
		doc: `sets dst[i] to the greatest common divisor of x[i] and y[i], which is not
negative; gcd(0, y) is the magnitude of y. It wraps.`},
	{names: "lcm", types: intSuffixes, loop: "each2(lcm[%s])", binary: true,
		doc: `sets dst[i] to the least common multiple of x[i] and y[i], 0 if one of them
is 0. It wraps.`},
}

// addPlain adds the plain loops to the operations, and the operations that have
// no others.
func addPlain(list []*arrayFunc) []*arrayFunc {
	byName := map[string]*arrayFunc{}
	for _, a := range list {
		byName[a.name] = a
	}
	for _, p := range plainFuncs {
		for name := range strings.FieldsSeq(p.names) {
			a := byName[name]
			if a == nil {
				a = &arrayFunc{name: name, doc: p.doc, binary: p.binary, bools: p.bools, forms: map[string]defs.ScalarForms{}}
				byName[name] = a
				list = append(list, a)
				if p.binary {
					a.scalar = defs.Y
				}
			}
			if a.plain == nil {
				a.plain = map[string]string{}
			}
			a.check = max(a.check, p.check)
			for _, s := range p.types {
				a.forms[s] = defs.None
				a.plain[s] = strings.ReplaceAll(p.loop, "{name}", name)
			}
		}
	}
	return list
}

// opTable prints the numbers of the operations, which stand for them in Call,
// Reduce and their kin.
func opTable(w *strings.Builder, list []*arrayFunc) {
	w.WriteString("\n// The operations, by the names of their functions.\nconst (\n_ Op = iota\n")
	for _, a := range list {
		fmt.Fprintf(w, "Op%s\n", defs.Capital(a.name))
	}
	w.WriteString(")\n\nvar ufuncs = [...]*ufunc{\n")
	for _, a := range list {
		fmt.Fprintf(w, "Op%[1]s: &u%[1]s,\n", defs.Capital(a.name))
	}
	w.WriteString("}\n")
}
