package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/asm/defs"
	"github.com/lanewise/lanewise/asm/vir"
)

// exported prints the public function of a kernel: checks, long operands cut
// into chunks, and a switch over the levels.
func exported(f defs.Form, levels []level) string {
	var w strings.Builder
	first, others := sliceParams(f)
	result := ""
	if f.Func.Reduce != vir.NoReduce {
		result = " " + f.Func.Type.Go()
	}
	w.WriteString(doc(f))
	fmt.Fprintf(&w, "func %s(%s)%s {\n", f.Name, f.Func.GoParams(), result)
	checks(&w, f, first, others)
	if d, ok := f.Func.Divisor(); ok {
		fmt.Fprintf(&w, "if %s == 0 {\nclear(%s)\nreturn\n}\n", d.Name, first)
	}
	leaves := slices.ContainsFunc(levels, func(l level) bool { return l.leaves(f.Func) })
	switch {
	case leaves:
		fmt.Fprintf(&w, "if len(%s) > leaf {\nreturn %sHalves(%s)\n}\n", first, f.Func.Symbol(), argumentList(f, ""))
	case f.Func.Reduce != vir.NoReduce:
		fmt.Fprintf(&w, "if n := len(%s); n > %s {\n%s}\n", first, limit(f), halves(f, f.Name))
	default:
		chunks(&w, f, first)
	}
	dispatch(&w, f, levels, first)
	w.WriteString("}\n")
	if leaves {
		manyLeaves(&w, f, levels, first)
	}
	return w.String()
}

// sliceParams returns the slice whose length counts and the other ones.
func sliceParams(f defs.Form) (first string, others []string) {
	for _, p := range f.Func.Arguments() {
		switch {
		case p.Kind == vir.InScalar:
		case first == "":
			first = p.Name
		default:
			others = append(others, p.Name)
		}
	}
	return first, others
}

// doc prints the docstring.
func doc(f defs.Form) string {
	text := f.Name + " " + f.Doc
	for _, p := range f.Func.Arguments() {
		if p.Kind == vir.InScalar {
			text = strings.ReplaceAll(text, p.Name+"[i]", p.Name)
		}
	}
	if outputs(f) > 1 {
		text += "\nAll slices have one length; an output may be an input but not overlap one\n" +
			"otherwise, nor another output. Misuse panics with *LengthError or *OverlapError\nbefore any write."
	} else if f.Func.Reduce == vir.NoReduce {
		text += "\nAll slices have the length of dst; dst may be an input but not overlap one\n" +
			"otherwise. Misuse panics with *LengthError or *OverlapError before any write."
	}
	if _, others := sliceParams(f); f.Func.Reduce != vir.NoReduce && len(others) > 0 {
		text += "\nIt panics with *LengthError if the lengths differ."
	}
	text += "\nThe bits are the same on all levels."
	return "// " + strings.ReplaceAll(text, "\n", "\n// ") + "\n"
}

// outputs counts the output slices.
func outputs(f defs.Form) (n int) {
	for _, p := range f.Func.Arguments() {
		if p.Kind == vir.OutSlice {
			n++
		}
	}
	return n
}

func checks(w *strings.Builder, f defs.Form, first string, others []string) {
	if len(others) == 0 {
		return
	}
	var bad []string
	for _, s := range others {
		bad = append(bad, fmt.Sprintf("len(%s) != len(%s)", s, first))
	}
	fmt.Fprintf(w, "if %s {\npanic(newLengthError(%q, len(%s), len(%s)))\n}\n",
		strings.Join(bad, " || "), f.Name, first, strings.Join(others, "), len("))
	if f.Func.Reduce != vir.NoReduce {
		return
	}
	bad = nil
	params := f.Func.Arguments()
	for i, out := range params {
		for _, p := range params[i+1:] {
			switch {
			case out.Kind == vir.OutSlice && p.Kind == vir.InSlice:
				bad = append(bad, overlap(out, p))
			case out.Kind == vir.OutSlice && p.Kind == vir.OutSlice:
				bad = append(bad, overlap(out, p),
					fmt.Sprintf("len(%s) > 0 && &%s[0] == &%s[0]", out.Name, out.Name, p.Name))
			}
		}
	}
	fmt.Fprintf(w, "if %s {\npanic(&OverlapError{%q})\n}\n", strings.Join(bad, " || "), f.Name)
}

// overlap prints the test that an output and another parameter don't mix.
func overlap(out, p vir.Param) string {
	if out.Elem() == p.Elem() {
		return fmt.Sprintf("overlap(%s, %s)", out.Name, p.Name)
	}
	return fmt.Sprintf("intersect(%s, %s)", out.Name, p.Name)
}

// chunks prints the loop that keeps a single stay in assembly short. Its calls
// are Go calls, at which the scheduler can stop the goroutine.
func chunks(w *strings.Builder, f defs.Form, first string) {
	var head, names, rest []string
	for _, p := range f.Func.Arguments() {
		if p.Kind == vir.InScalar {
			head = append(head, p.Name)
			continue
		}
		head = append(head, p.Name+"[:chunk]")
		names = append(names, p.Name)
		rest = append(rest, p.Name+"[chunk:]")
	}
	fmt.Fprintf(w, "for len(%s) > chunk {\n%s(%s)\n%s = %s\n}\n", first, f.Name,
		strings.Join(head, ", "), strings.Join(names, ", "), strings.Join(rest, ", "))
}

// limit names the length from which on a reduction is split.
func limit(f defs.Form) string {
	if r := f.Func.Reduce; !f.Func.Type.Float() || r == vir.ReduceMin || r == vir.ReduceMax {
		return "chunk" // the order makes no difference
	}
	return "leaf"
}

// argumentList lists the arguments of a function of f, slices cut.
func argumentList(f defs.Form, cut string) string {
	var args []string
	for _, p := range f.Func.Arguments() {
		if p.Kind == vir.InScalar {
			args = append(args, p.Name)
		} else {
			args = append(args, p.Name+cut)
		}
	}
	return strings.Join(args, ", ")
}

// halves returns what splits a reduction of n elements, by calls of a function.
func halves(f defs.Form, name string) string {
	op := map[vir.ReduceOp]string{vir.ReduceSum: "%s + %s", vir.ReduceProd: "%s * %s",
		vir.ReduceMin: "min(%s, %s)", vir.ReduceMax: "max(%s, %s)"}[f.Func.Reduce]
	part := func(cut string) string { return name + "(" + argumentList(f, cut) + ")" }
	return fmt.Sprintf("h := half(n)\nreturn "+op+"\n", part("[:h]"), part("[h:]"))
}

// manyLeaves prints the function for more than a leaf: with one call from leaf to leaf more loads
// are on their way.
func manyLeaves(w *strings.Builder, f defs.Form, levels []level, first string) {
	name, result := f.Func.Symbol()+"Halves", f.Func.Type.Go()
	fold := map[vir.ReduceOp]string{vir.ReduceSum: "sumLeaves", vir.ReduceProd: "multiplyLeaves"}[f.Func.Reduce]
	fmt.Fprintf(w, "\n// %s is %s for more than a leaf.\nfunc %[1]s(%[3]s) %[4]s {\nn := len(%[5]s)\nif n > leaves*leaf {\n%[6]s}\nvar of [leaves]%[4]s\nswitch %[7]s {\n",
		name, f.Name, f.Func.GoParams(), result, first, halves(f, name), active(f, levels))
	for i := len(levels) - 1; i >= 0; i-- {
		fmt.Fprintf(w, "case %s:\n%s%s(%s)\n", levels[i].suffix, f.Func.Symbol(), levels[i].suffix, pointers(f, first, "&of[0]"))
	}
	fmt.Fprintf(w, "default:\nfor i := 0; i < n; i += leaf {\nof[i/leaf] = %s(%s)\n}\n}\nreturn %s(of[:], n)\n}\n",
		f.Name, argumentList(f, "[i:min(i+leaf, n)]"), fold)
}

// dispatch prints the switch over levels.
func dispatch(w *strings.Builder, f defs.Form, levels []level, first string) {
	ret := ""
	if f.Func.Reduce != vir.NoReduce {
		ret = "return "
	}
	portable := fmt.Sprintf("%s%sGo(%s)\n", ret, f.Func.Symbol(), argumentList(f, ""))
	if !slices.ContainsFunc(levels, func(l level) bool { return l.supports(f.Func) }) {
		w.WriteString(portable)
		return
	}
	fmt.Fprintf(w, "switch %s {\n", active(f, levels))
	for i := len(levels) - 1; i >= 0; i-- {
		l := levels[i]
		switch name := f.Func.Symbol() + l.suffix; {
		case l.leaves(f.Func):
			fmt.Fprintf(w, "case %s:\nvar of %s\n%s(%s)\nreturn of\n", l.suffix, f.Func.Type.Go(), name, pointers(f, first, "&of"))
		case l.supports(f.Func):
			fmt.Fprintf(w, "case %s:\n%s%s(%s)\n", l.suffix, ret, name, pointers(f, first))
		}
	}
	fmt.Fprintf(w, "default:\n%s}\n", portable)
}

// pointers lists the arguments of an assembly function, and what follows them.
func pointers(f defs.Form, first string, more ...string) string {
	var ptrs, scalars []string
	for _, p := range f.Func.Arguments() {
		if p.Kind == vir.InScalar {
			scalars = append(scalars, p.Name)
		} else {
			ptrs = append(ptrs, "unsafe.SliceData("+p.Name+")")
		}
	}
	return strings.Join(slices.Concat(ptrs, []string{"len(" + first + ")"}, scalars, more), ", ")
}

// active returns the call that tells the level for f.
func active(f defs.Form, levels []level) string {
	if slices.Contains(levels, avx512) && loadBound(f.Func) {
		return "ActiveForLoads()"
	}
	return "Active()"
}

// loadBound reports whether f does no more than one operation for what it loads, which any
// vectors are fast enough for: a sum, a product, a comparison of two operands.
func loadBound(f *vir.Func) bool {
	loads, work, compares := 0, 0, false
	for _, v := range f.Values {
		switch v.Op {
		case vir.Scalar, vir.Const:
		case vir.Load:
			loads++
		case vir.Add, vir.Sub, vir.Mul, vir.FMA, vir.AddI, vir.SubI, vir.And, vir.Or, vir.Xor:
			work++
		case vir.EQ, vir.NE, vir.LT, vir.LE, vir.EQI, vir.LTI:
			work, compares = work+1, true
		default:
			return false
		}
	}
	switch f.Reduce {
	case vir.NoReduce:
	case vir.ReduceSum:
		work++
	default:
		return false
	}
	return (f.Elem == f.Type || f.Mixed()) && 0 < work && work <= loads && (loads > 1 || !compares)
}

// stubs prints the declarations of the assembly functions.
func stubs(f defs.Form, levels []level) string {
	s := ""
	for _, l := range levels {
		if !l.supports(f.Func) {
			continue
		}
		sig := strings.TrimPrefix(stubSignature(f.Func, l.leaves(f.Func)), "func")
		s += fmt.Sprintf("\n//go:noescape\nfunc %s%s%s\n", f.Func.Symbol(), l.suffix, sig)
	}
	return s
}
