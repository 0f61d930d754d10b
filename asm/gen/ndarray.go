package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/asm/defs"
	"github.com/lanewise/lanewise/asm/vir"
)

// arrayFunc is an element-wise operation of package ndarray: a kernel for
// several element types.
type arrayFunc struct {
	name   string // "add"
	doc    string // of the kernel
	binary bool
	bools  bool // what results are
	scalar defs.ScalarForms
	forms  map[string]defs.ScalarForms // by the suffix of the kernel
	plain  map[string]string           // the loop, where it is no kernel
	check  string                      // see plainFunc
}

// complexForms lists the kernels for complex numbers that work on the parts as
// real ones do, which is why asm/defs lacks them, and their forms with a number.
var complexForms = map[string]defs.ScalarForms{"add": defs.Y, "sub": defs.XY, "neg": defs.None}

var commutative = []string{"add", "mul", "minimum", "maximum", "fmin", "fmax", "hypot", "and", "or", "xor", "equal", "notEqual"}

// arithmetic lists the operations that are loops of type arith.
var arithmetic = map[string]string{"add": "+", "sub": "-", "mul": "*", "div": "/"}

// arrayFuncs lists the operations in the order of asm/defs: kernels with one
// output and one or two inputs of one type, and results of that type or bools.
func arrayFuncs() (list []*arrayFunc) {
	byName := map[string]*arrayFunc{}
	for _, g := range defs.Groups {
		for _, form := range g.Forms() {
			f, k := form.Func, form.Kernel
			params := f.Arguments()
			result := params[0].Elem()
			usual := f.Name == k.Name && f.Reduce == vir.NoReduce && len(params) <= 3 && (result == f.Elem || result == vir.Bool)
			for _, p := range params[1:] {
				usual = usual && p.Kind == vir.InSlice && p.Elem() == f.Elem
			}
			if !usual || conversion(k) {
				continue
			}
			a := byName[k.Name]
			if a == nil {
				a = &arrayFunc{name: k.Name, doc: k.Doc, binary: len(params) == 3, scalar: k.Scalar,
					bools: result == vir.Bool && f.Elem != vir.Bool, forms: map[string]defs.ScalarForms{}}
				byName[k.Name] = a
				list = append(list, a)
			}
			a.forms[f.Elem.String()] = k.Scalar
		}
	}
	for _, a := range list {
		if scalar, ok := complexForms[a.name]; ok {
			a.forms["C128"], a.forms["C64"] = scalar, scalar
		}
	}
	return addPlain(list)
}

// conversion reports whether a kernel is one: "toF64".
func conversion(k defs.Kernel) bool {
	to, ok := strings.CutPrefix(k.Name, "to")
	return ok && to != "" && strings.ToUpper(to[:1]) == to[:1]
}

// suffixes lists what names of kernels end in, in the order of tables.
var suffixes = []struct{ suffix, goName, kind string }{
	{"F64", "float64", "Float64"}, {"F32", "float32", "Float32"},
	{"I64", "int64", "Int64"}, {"I32", "int32", "Int32"}, {"I16", "int16", "Int16"}, {"I8", "int8", "Int8"},
	{"U64", "uint64", "Uint64"}, {"U32", "uint32", "Uint32"}, {"U16", "uint16", "Uint16"}, {"U8", "uint8", "Uint8"},
	{"C128", "complex128", "Complex128"}, {"C64", "complex64", "Complex64"}, {"Bool", "bool", "Bool"},
}

// constraint names the types that the operation takes.
func (a *arrayFunc) constraint() string {
	has := func(s string) bool { _, ok := a.forms[s]; return ok }
	var parts []string
	switch {
	case has("F64") && has("U8") && has("C128") && has("Bool"):
		return "Elem"
	case has("F64") && has("U8") && has("Bool"):
		return "interface{ Real | ~bool }"
	case has("F64") && has("U8") && has("C128"):
		return "Number"
	case has("F64") && has("U8"):
		return "Real"
	case has("F64") && has("C128"):
		return "Inexact"
	}
	for _, p := range [][2]string{{"F64", "Float"}, {"C128", "Complex"}, {"I8", "Signed"}, {"U8", "Unsigned"}, {"Bool", "~bool"}} {
		if has(p[0]) {
			parts = append(parts, p[1])
		}
	}
	if text := strings.Join(parts, " | "); len(parts) == 1 {
		return text
	} else {
		return "interface{ " + strings.ReplaceAll(text, "Signed | Unsigned", "Integer") + " }"
	}
}

// addArrayFuncs adds the file of operations of package ndarray, and a test that
// goes through all their forms for all types. With the build tag fuzz it is left out:
// instrumented for a fuzzer it takes minutes to compile.
func (out files) addArrayFuncs(dir string) error {
	var w, tests strings.Builder
	tests.WriteString("\nfunc TestEveryUfunc(t *testing.T) {\n")
	list := arrayFuncs()
	for _, a := range list {
		a.table(&w)
		a.functions(&w)
		a.tests(&tests)
	}
	tests.WriteString("}\n")
	opTable(&w, list)
	var exprs strings.Builder
	for _, a := range list {
		a.exprs(&exprs)
	}
	conversionTable(&w)
	return errors.Join(
		out.addGo(filepath.Join(dir, "zufuncs.go"), "ndarray", "", w.String()),
		out.addGo(filepath.Join(dir, "zexpr.go"), "ndarray", "", exprs.String()),
		out.addGo(filepath.Join(dir, "zufuncs_test.go"), "ndarray", "!quick", tests.String()))
}

// tests prints the calls that test the operation, for each type.
func (a *arrayFunc) tests(w *strings.Builder) {
	for _, s := range suffixes {
		if _, ok := a.forms[s.suffix]; !ok {
			continue
		}
		name, of, result := defs.Capital(a.name), "["+s.goName+"]", s.goName
		if a.bools {
			result = "bool"
		}
		check := "checkUfunc1"
		forms := []string{name + of, name + "To" + of, "Array" + of + "." + name}
		if a.binary {
			check = "checkUfunc2"
			for _, scalar := range []struct {
				form   string
				exists bool
			}{
				{name + "Scalar" + of, a.scalar >= defs.Y}, {name + "ScalarTo" + of, a.scalar >= defs.Y},
				{"Array" + of + "." + name + "Scalar", a.scalar >= defs.Y},
				{"Scalar" + name + of, a.scalar == defs.XY}, {"Scalar" + name + "To" + of, a.scalar == defs.XY},
			} {
				if !scalar.exists {
					scalar.form = "nil"
				}
				forms = append(forms, scalar.form)
			}
		}
		fmt.Fprintf(w, "%s[%s, %s](t, &u%s, %s)\n", check, result, s.goName, name, strings.Join(forms, ", "))
	}
}

// table prints the variable with the kernels.
func (a *arrayFunc) table(w *strings.Builder) {
	name := defs.Capital(a.name)
	fmt.Fprintf(w, "\nvar u%s = ufunc{name: %q, binary: %v, bools: %v, ", name, name, a.binary, a.bools)
	if a.check != "" {
		fmt.Fprintf(w, "check: %s, ", a.check)
	}
	w.WriteString("loops: [numberKinds]loop{\n")
	for _, s := range suffixes {
		scalar, ok := a.forms[s.suffix]
		if !ok {
			continue
		}
		result := s.goName
		if a.bools {
			result = "bool"
		}
		fmt.Fprintf(w, "reflect.%s: ", s.kind)
		if plain, ok := a.plain[s.suffix]; ok {
			w.WriteString(strings.ReplaceAll(plain, "%s", s.goName) + ",\n")
			continue
		}
		kernel := "kernels." + name + s.suffix
		switch {
		case !a.binary:
			fmt.Fprintf(w, "&map1[%s, %s]{%s},\n", result, s.goName, kernel)
			continue
		case scalar == defs.None:
			fmt.Fprintf(w, "&map2[%s, %s]{kernel: %s},\n", result, s.goName, kernel)
			continue
		}
		left := "nil"
		if scalar == defs.XY {
			left = "kernels.Scalar" + name + s.suffix
		}
		loop := fmt.Sprintf("map2[%s, %s]{%s, kernels.%sScalar%s, %s, %v}", result, s.goName, kernel, name, s.suffix, left, slices.Contains(commutative, a.name))
		if op := arithmetic[a.name]; op != "" && s.suffix[0] != 'C' {
			loop = fmt.Sprintf("arith[%s]{%s, '%s', %s}", s.goName, loop, op, evens(name, s.suffix))
		}
		fmt.Fprintf(w, "&%s,\n", loop)
	}
	w.WriteString("}}\n")
}

// evens prints the kernels for operands of which every second element counts, if
// an operation has such for elements of the type: those on the real parts of numbers.
func evens(name, suffix string) string {
	whole := map[string][2]string{"F64": {"float64", "C128"}, "F32": {"float32", "C64"}}[suffix]
	if whole[0] == "" {
		return "nil"
	}
	list := ""
	for _, form := range []string{"Real", "RightReal", "Reals"} {
		list += "kernels." + name + form + whole[1] + ", "
	}
	return fmt.Sprintf("&evens[%s, complex%s]{%s}", whole[0], whole[1][1:], strings.TrimSuffix(list, ", "))
}

// functions prints the function, its forms and its methods.
func (a *arrayFunc) functions(w *strings.Builder) {
	name, c, result := defs.Capital(a.name), a.constraint(), "T"
	if a.bools {
		result = "bool"
	}
	print := func(doc, signature, body string) {
		fmt.Fprintf(w, "\n%s%s { return %s }\n", comment(doc), signature, body)
	}
	if !a.binary {
		print(a.text(), fmt.Sprintf("func %s[T %s](a Array[T]) Array[%s]", name, c, result), fmt.Sprintf("unary[%s](&u%s, a)", result, name))
		print(fmt.Sprintf("%sTo stores [%s] of a, broadcast to the shape of out, in out and returns out; see [AddTo].", name, name),
			fmt.Sprintf("func %sTo[T %s](out Array[%s], a Array[T]) Array[%[3]s]", name, c, result), fmt.Sprintf("unaryTo(&u%s, out, a)", name))
		print(fmt.Sprintf("%s is the function [%s] as a method; see [Array.Add].", name, name),
			fmt.Sprintf("func (a Array[T]) %s() Array[%s]", name, result), fmt.Sprintf("unary[%s](&u%s, a)", result, name))
		return
	}
	print(a.text(), fmt.Sprintf("func %s[T %s](a, b Array[T]) Array[%s]", name, c, result), fmt.Sprintf("binary[%s](&u%s, a, b)", result, name))
	to := fmt.Sprintf("%sTo stores [%s] of a and b in out and returns out; see [AddTo].", name, name)
	if name == "Add" {
		to = `AddTo stores a + b, both broadcast to the shape of out, in out and returns out.
The inputs may be out or overlap it: the result is as if they were copied before,
and is copied only where they overlap at other places. It panics, with nothing
written, with ErrShape if the shapes do not fit and ErrReadOnly if out is
read-only.`
	}
	print(to, fmt.Sprintf("func %sTo[T %s](out Array[%s], a, b Array[T]) Array[%[3]s]", name, c, result), fmt.Sprintf("binaryTo(&u%s, out, a, b)", name))
	method := fmt.Sprintf("%s is the function [%s] as a method; see [Array.Add].", name, name)
	if name == "Add" {
		method = `Add is the function [Add] as a method, for chains. Methods can't demand that T is
a number: they panic with ErrDType where the function would not compile.`
	}
	print(method, fmt.Sprintf("func (a Array[T]) %s(b Array[T]) Array[%s]", name, result), fmt.Sprintf("binary[%s](&u%s, a, b)", result, name))
	if a.scalar >= defs.Y {
		print(fmt.Sprintf("%sScalar is [%s] of the elements of a and the number v.", name, name),
			fmt.Sprintf("func %sScalar[T %s](a Array[T], v T) Array[%s]", name, c, result), fmt.Sprintf("rightScalar[%s](&u%s, a, v)", result, name))
		print(fmt.Sprintf("%sScalarTo stores [%sScalar] of a and v in out and returns out; see [AddTo].", name, name),
			fmt.Sprintf("func %sScalarTo[T %s](out Array[%s], a Array[T], v T) Array[%[3]s]", name, c, result), fmt.Sprintf("rightScalarTo(&u%s, out, a, v)", name))
		print(fmt.Sprintf("%sScalar is the function [%sScalar] as a method; see [Array.Add].", name, name),
			fmt.Sprintf("func (a Array[T]) %sScalar(v T) Array[%s]", name, result), fmt.Sprintf("rightScalar[%s](&u%s, a, v)", result, name))
	}
	if a.scalar == defs.XY {
		print(fmt.Sprintf("Scalar%s is [%s] of the number v and the elements of a.", name, name),
			fmt.Sprintf("func Scalar%s[T %s](v T, a Array[T]) Array[%s]", name, c, result), fmt.Sprintf("leftScalar[%s](&u%s, v, a)", result, name))
		print(fmt.Sprintf("Scalar%sTo stores [Scalar%s] of v and a in out and returns out; see [AddTo].", name, name),
			fmt.Sprintf("func Scalar%sTo[T %s](out Array[%s], v T, a Array[T]) Array[%[3]s]", name, c, result), fmt.Sprintf("leftScalarTo(&u%s, out, v, a)", name))
	}
}

// exprs prints the methods of expressions.
func (a *arrayFunc) exprs(w *strings.Builder) {
	name, result := defs.Capital(a.name), "T"
	if a.bools {
		result = "bool"
	}
	if !a.binary {
		fmt.Fprintf(w, "\n// %[1]s is [%[1]s] in an expression.\nfunc (e Expr[T]) %[1]s() Expr[%[2]s] { return apply1[%[2]s](&u%[1]s, e) }\n", name, result)
		return
	}
	fmt.Fprintf(w, "\n// %[1]s is [%[1]s] in an expression.\nfunc (e Expr[T]) %[1]s(f Expr[T]) Expr[%[2]s] { return apply2[%[2]s](&u%[1]s, e, f) }\n", name, result)
	if a.scalar >= defs.Y {
		fmt.Fprintf(w, "\n// %[1]sScalar is [%[1]sScalar] in an expression.\nfunc (e Expr[T]) %[1]sScalar(v T) Expr[%[2]s] { return e.%[1]s(Const(v)) }\n", name, result)
	}
}

// text turns the kernel's docstring into that of the function.
func (a *arrayFunc) text() string {
	of := "for each element x of a: "
	if a.binary {
		of = "for the elements x of a and y of b, broadcast together: "
	}
	doc := strings.NewReplacer("sets dst[i] = ", of, "sets dst[i] to ", of, "reports ", of+"reports ", "x[i]", "x", "y[i]", "y", "dst[i]", "the result").
		Replace(strings.ReplaceAll(a.doc, "\n", " "))
	return defs.Capital(a.name) + " returns " + doc
}

// comment wraps text to lines of a comment.
func comment(text string) string {
	var w strings.Builder
	line := "//"
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > 82 {
			w.WriteString(line + "\n")
			line = "//"
		}
		line += " " + word
	}
	return w.String() + line + "\n"
}

// conversionsInGo lists the conversions that package kernels puts together of
// others, by the suffixes of results and arguments.
var conversionsInGo = [][2]string{
	{"C64", "C128"}, {"C128", "C64"}, {"C64", "I64"}, {"C64", "U64"}, {"C64", "F64"}, {"I64", "C64"}, {"U64", "C64"}, {"F64", "C64"},
}

// conversionTable prints the loops that convert, by the kind of results.
func conversionTable(w *strings.Builder) {
	kernels := map[[2]string]string{} // by the suffixes of results and arguments
	for _, pair := range conversionsInGo {
		kernels[pair] = "To" + pair[0] + pair[1]
	}
	for _, g := range defs.Groups {
		for _, form := range g.Forms() {
			if conversion(form.Kernel) {
				kernels[[2]string{strings.TrimPrefix(form.Kernel.Name, "to"), form.Func.Elem.String()}] = form.Name
			}
		}
	}
	w.WriteString("\n// conversions holds the conversions by the kind of their results. Those that change\n// nothing are missing.\nvar conversions = [numberKinds]ufunc{\n")
	for _, to := range suffixes {
		fmt.Fprintf(w, "reflect.%s: {name: \"As\", loops: [numberKinds]loop{\n", to.kind)
		for _, from := range suffixes {
			if name, ok := kernels[[2]string{to.suffix, from.suffix}]; ok {
				fmt.Fprintf(w, "reflect.%s: &map1[%s, %s]{kernels.%s},\n", from.kind, to.goName, from.goName, name)
			}
		}
		w.WriteString("}},\n")
	}
	w.WriteString("}\n")
}
