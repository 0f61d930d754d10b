package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os/exec"
	"path/filepath"
	"strings"
)

// A nativeRule is how a routine is made. Its name is that of gonum's without the letters of types; one that begins with
// "c " is for complex types.
type nativeRule struct {
	function string // the generic function
	work     string // what is compared with Backend.Crossover
	doc      string // the formula
}

var nativeRules = map[string]nativeRule{
	"dot":      {"dot", "n", "returns the sum of x[i]*y[i]"},
	"dsdot":    {"dsdot", "n", "returns the sum of x[i]*y[i], computed in float64"},
	"sdsdot":   {"sdsdot", "n", "returns alpha plus the sum of x[i]*y[i], computed in float64"},
	"dotu":     {"dotu", "inRow(n, incX, incY)", "returns the sum of x[i]*y[i]"},
	"dotc":     {"dotc", "inRow(n, incX, incY)", "returns the sum of conj(x[i])*y[i]"},
	"nrm2":     {"nrm2", "n", "returns the Euclidean norm of x, 0 if incX is negative"},
	"asum":     {"asum", "n", "returns the sum of |real(x[i])| + |imag(x[i])|, 0 if incX is negative"},
	"iamax":    {"iamax", "n", "returns the first i with the largest |real(x[i])| + |imag(x[i])|, -1 if n is 0 or incX negative"},
	"swap":     {"swap", "n", "exchanges x and y"},
	"copy":     {"copyTo", "n", "sets y = x"},
	"axpy":     {"axpy", "n", "sets y = alpha*x + y"},
	"scal":     {"scal", "n", "sets x = alpha*x, nothing if incX is negative"},
	"scalReal": {"scalReal", "n", "sets x = alpha*x, nothing if incX is negative"},
	"rot":      {"rot", "n", "sets x[i], y[i] = c*x[i] + s*y[i], c*y[i] - s*x[i]"},
	"rotm":     {"rotm", "n", "applies the modified rotation p to x and y"},
	"rotg":     {"", "", "computes a rotation. It is always the Fallback's"},
	"rotmg":    {"", "", "computes a modified rotation. It is always the Fallback's"},
	"gemv":     {"gemv", "m*n", "sets y = alpha*op(A)*x + beta*y, where A is m x n"},
	"c gemv":   {"gemv", "inRow(m*n, incX, incY)", "sets y = alpha*op(A)*x + beta*y, where A is m x n"},
	"gbmv":     {"gbmv", "m*(kL+kU+1)", "sets y = alpha*op(A)*x + beta*y, where A is an m x n band matrix"},
	"trmv":     {"trmv", "n*n", "sets x = op(A)*x, where A is triangular"},
	"tbmv":     {"tbmv", "n*k", "sets x = op(A)*x, where A is a triangular band matrix"},
	"tpmv":     {"tpmv", "n*n", "sets x = op(A)*x, where A is triangular and packed"},
	"trsv":     {"trsv", "n*n", "sets x to the solution of op(A)*y = x, where A is triangular"},
	"tbsv":     {"tbsv", "n*k", "sets x to the solution of op(A)*y = x, where A is a triangular band matrix"},
	"tpsv":     {"tpsv", "n*n", "sets x to the solution of op(A)*y = x, where A is triangular and packed"},
	"symv":     {"symv", "lib.symvWork(n)", "sets y = alpha*A*x + beta*y, where A is symmetric"},
	"hemv":     {"symv", "lib.symvWork(n)", "sets y = alpha*A*x + beta*y, where A is Hermitian"},
	"sbmv":     {"sbmv", "n*k", "sets y = alpha*A*x + beta*y, where A is a symmetric band matrix"},
	"hbmv":     {"sbmv", "n*k", "sets y = alpha*A*x + beta*y, where A is a Hermitian band matrix"},
	"spmv":     {"spmv", "n*n", "sets y = alpha*A*x + beta*y, where A is symmetric and packed"},
	"hpmv":     {"spmv", "n*n", "sets y = alpha*A*x + beta*y, where A is Hermitian and packed"},
	"ger":      {"ger", "m*n", "sets A = alpha*x*y^T + A, where A is m x n"},
	"geru":     {"ger", "m*n", "sets A = alpha*x*y^T + A, where A is m x n"},
	"gerc":     {"gerc", "m*n", "sets A = alpha*x*y^H + A, where A is m x n"},
	"syr":      {"syr", "n*n", "sets A = alpha*x*x^T + A, where A is symmetric"},
	"her":      {"syr", "n*n", "sets A = alpha*x*x^H + A, where A is Hermitian"},
	"spr":      {"spr", "n*n", "sets A = alpha*x*x^T + A, where A is symmetric and packed"},
	"hpr":      {"spr", "n*n", "sets A = alpha*x*x^H + A, where A is Hermitian and packed"},
	"syr2":     {"syr2", "n*n", "sets A = alpha*x*y^T + alpha*y*x^T + A, where A is symmetric"},
	"her2":     {"syr2", "n*n", "sets A = alpha*x*y^H + conj(alpha)*y*x^H + A, where A is Hermitian"},
	"spr2":     {"spr2", "n*n", "sets A = alpha*x*y^T + alpha*y*x^T + A, where A is symmetric and packed"},
	"hpr2":     {"spr2", "n*n", "sets A = alpha*x*y^H + conj(alpha)*y*x^H + A, where A is Hermitian and packed"},
	"gemm":     {"gemm", "m*n*k", "sets C = alpha*op(A)*op(B) + beta*C, where C is m x n"},
	"symm":     {"symm", "m*n*check.Order(s, m, n)", "sets C = alpha*A*B + beta*C, or with B*A, where A is symmetric"},
	"hemm":     {"hemm", "m*n*check.Order(s, m, n)", "sets C = alpha*A*B + beta*C, or with B*A, where A is Hermitian"},
	"syrk":     {"syrk", "n*n*k", "sets C = alpha*A*A^T + beta*C, or with A^T*A, where C is symmetric"},
	"herk":     {"herk", "n*n*k", "sets C = alpha*A*A^H + beta*C, or with A^H*A, where C is Hermitian"},
	"syr2k":    {"syr2k", "n*n*k", "sets C = alpha*A*B^T + alpha*B*A^T + beta*C, or with A^T*B + B^T*A, where C is symmetric"},
	"her2k":    {"her2k", "n*n*k", "sets C = alpha*A*B^H + conj(alpha)*B*A^H + beta*C, or with A^H*B and B^H*A, where C is Hermitian"},
	"trmm":     {"trmm", "m*n*check.Order(s, m, n)", "sets B = alpha*op(A)*B, or with B*op(A), where A is triangular"},
	"trsm":     {"trsm", "m*n*check.Order(s, m, n)", "sets B to the solution of op(A)*X = alpha*B, or of X*op(A) = alpha*B, where A is triangular"},
}

// addNative writes the methods of package native's Backend from the interfaces of
// gonum's package blas.
func (out files) addNative(folder string) error {
	find := exec.Command("go", "list", "-f", "{{.Dir}}", "gonum.org/v1/gonum/blas")
	find.Dir = "../.."
	dir, err := find.Output()
	if err != nil {
		return fmt.Errorf("go list: %w", err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "blas.go"), nil, 0)
	if err != nil {
		return err
	}
	var body strings.Builder
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok {
			if routines, ok := spec.Type.(*ast.InterfaceType); ok {
				for _, m := range routines.Methods.List {
					if f, ok := m.Type.(*ast.FuncType); ok {
						err = errors.Join(err, nativeMethod(&body, m.Names[0].Name, f))
					}
				}
			}
		}
		return true
	})
	return errors.Join(err, out.addGo(folder+"/zmethods.go", "native", "", body.String()))
}

// splitRoutine returns the rule's name and the field of Backend that has the routines.
func splitRoutine(name string) (base, field string) {
	low := strings.ToLower(name)
	switch {
	case low == "dsdot" || low == "sdsdot":
		return low, "s"
	case low[0] == 'i':
		return "iamax", low[1:2]
	case low == "csscal" || low == "zdscal":
		return "scalReal", low[:1]
	case strings.HasPrefix(low, "sc") && low != "scal" && low != "scopy" && low != "sscal":
		return low[2:], "c"
	case strings.HasPrefix(low, "dz"):
		return low[2:], "z"
	}
	return low[1:], low[:1]
}

// nativeMethod writes the method of a routine.
func nativeMethod(out *strings.Builder, name string, f *ast.FuncType) error {
	base, field := splitRoutine(name)
	r, ok := nativeRules[base]
	if c, only := nativeRules["c "+base]; only && (field == "c" || field == "z") {
		r = c
	}
	if !ok {
		return fmt.Errorf("no rule for %s (%s)", name, base)
	}
	var params, args, native, lengths []string
	for _, p := range f.Params.List {
		typ := qualified(p.Type)
		for _, n := range p.Names {
			params = append(params, n.Name+" "+typ)
			args = append(args, n.Name)
			if typ == "int" {
				lengths = append(lengths, n.Name)
			}
			if strings.HasSuffix(typ, "rotmParams") {
				native = append(native, n.Name+".Flag", n.Name+".H")
			} else {
				native = append(native, n.Name)
			}
		}
	}
	result, returns := "", ""
	if f.Results != nil {
		var results []string
		for _, p := range f.Results.List {
			for range max(1, len(p.Names)) {
				results = append(results, qualified(p.Type))
			}
		}
		result, returns = strings.Join(results, ", "), "return "
		if len(results) > 1 {
			result = "(" + result + ")"
		}
	}
	fmt.Fprintf(out, "\n// %s %s.\nfunc (lib *Backend) %s(%s) %s {\n", name, r.doc, name, strings.Join(params, ", "), result)
	fallback := fmt.Sprintf("lib.Fallback.%s(%s)", name, strings.Join(args, ", "))
	if r.function == "" {
		fmt.Fprintf(out, "\treturn %s\n}\n", fallback)
		return nil
	}
	fmt.Fprintf(out, "\tif lib.ours(%s, %s) {\n", r.work, strings.Join(lengths, ", "))
	if returns == "" {
		fmt.Fprintf(out, "\t\t%s\n\t\treturn\n\t}\n", fallback)
	} else {
		fmt.Fprintf(out, "\t\treturn %s\n\t}\n", fallback)
	}
	fmt.Fprintf(out, "\t%s%s(&lib.%s, %s)\n}\n", returns, r.function, field, strings.Join(native, ", "))
	return nil
}

// qualified prints a type of gonum's package as seen from another one.
func qualified(e ast.Expr) string {
	s := types.ExprString(e)
	if ast.IsExported(s) {
		return "blas." + s
	}
	return s
}
