package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// blasRoutine is a routine of BLAS, which package blas has as a method for each
// type of element: one line that calls a generic function. The strings have words
// in braces for what differs between the types, see blasType.words.
type blasRoutine struct {
	types  string // "SDCZ"
	name   string
	params string // with the groups of blasParams
	result string
	call   string
	doc    string // what follows the name
}

// blasParams are parameters that routines share.
var blasParams = strings.NewReplacer(
	"$x", "x []{T}, incX int",
	"$y", "y []{T}, incY int",
	"$a", "a []{T}, lda int",
	"$tri", "ul blas.Uplo, trans Transpose, d blas.Diag",
)

// blasTypes are the element types by the letters of their routines.
var blasTypes = map[string]*strings.Replacer{
	"S": blasWords("S", "s", "S", "float32", "float32"),
	"D": blasWords("D", "d", "D", "float64", "float64"),
	"C": blasWords("C", "c", "Sc", "complex64", "float32"),
	"Z": blasWords("Z", "z", "Dz", "complex128", "float64"),
}

// blasWords returns what stands for the words in braces: prefixes of names, types,
// and what is said of Hermitian matrices where the type is complex.
func blasWords(upper, lower, withReal, elem, part string) *strings.Replacer {
	words := []string{
		"{P}", upper, "{p}", lower,
		"{N}", withReal, // of routines that return real numbers
		"{r}", strings.ToLower(withReal[:1]), // of routines with a real scalar
		"{T}", elem, "{R}", part,
	}
	if elem == part {
		words = append(words, "{sy}", "sy", "{sb}", "sb", "{sp}", "sp", "{hermitian}", "false", "{symmetric}", "symmetric",
			"{abs}", "|x[i]|", "{H}", "ᵀ", "{alpha}", "alpha", "{conj}", "alpha")
	} else {
		words = append(words, "{sy}", "he", "{sb}", "hb", "{sp}", "hp", "{hermitian}", "true", "{symmetric}", "Hermitian",
			"{abs}", "|Re x[i]| + |Im x[i]|", "{H}", "ᴴ", "{alpha}", "complex(alpha, 0)", "{conj}", "conj(alpha)")
	}
	return strings.NewReplacer(words...)
}

const (
	rowsDoc   = "\nElement (i, j) of A is a[i*lda+j]."
	halfDoc   = "\nOnly the triangle that ul names is read."
	updateDoc = "\nOnly the triangle that ul names is read and written."
	bandDoc   = "\nA has k diagonals on either side of the main one. Row i of the triangle that ul\nnames lies in row i of a: its diagonal element first or, if ul is Lower, in column k."
	packedDoc = "\nThe rows of the triangle that ul names follow one another in ap."
	triDoc    = "where A is triangular as ul\nsays, with a diagonal of ones, which isn't read, if d is Unit."
	triBand   = "\nA has k diagonals beside the main one. Row i lies in row i of a: its diagonal\nelement first or, if ul is Lower, in column k."
)

// blasRoutines lists levels 1 and 2.
var blasRoutines = []blasRoutine{
	{"SD", "{P}dot", "n int, $x, $y", "{T}", "dotOf(false, n, x, incX, y, incY)", "returns the sum of x[i]*y[i]."},
	{"CZ", "{P}dotu", "n int, $x, $y", "{T}", "dotOf(false, n, x, incX, y, incY)", "returns the sum of x[i]*y[i]."},
	{"CZ", "{P}dotc", "n int, $x, $y", "{T}", "dotOf(true, n, x, incX, y, incY)", "returns the sum of conj(x[i])*y[i]."},
	{"S", "Dsdot", "n int, $x, $y", "float64", "dsdot(n, x, incX, y, incY)", "returns the sum of x[i]*y[i], computed in float64."},
	{"S", "Sdsdot", "n int, alpha float32, $x, $y", "float32", "sdsdot(n, alpha, x, incX, y, incY)",
		"returns alpha plus the sum of x[i]*y[i], computed in float64 and\nrounded once."},
	{"SDCZ", "{N}nrm2", "n int, $x", "{R}", "nrm2[{R}](n, x, incX)",
		"returns the Euclidean norm of x, 0 if incX < 0. It doesn't overflow or\nunderflow unless the norm does."},
	{"SDCZ", "{N}asum", "n int, $x", "{R}", "asum[{R}](n, x, incX)",
		"returns the sum of {abs}, 0 if incX < 0."},
	{"SDCZ", "I{p}amax", "n int, $x", "int", "amax[{R}](n, x, incX)",
		"returns the first index of the largest {abs}, -1 if n is\n0 or incX < 0. NaN is no larger than anything; if x[0] is NaN, it returns 0."},
	{"SDCZ", "{P}swap", "n int, $x, $y", "", "swap(n, x, incX, y, incY)", "exchanges x and y."},
	{"SDCZ", "{P}copy", "n int, $x, $y", "", "copyVector(n, x, incX, y, incY)", "sets y[i] = x[i]."},
	{"SDCZ", "{P}axpy", "n int, alpha {T}, $x, $y", "", "axpyOf(n, alpha, x, incX, y, incY)",
		"adds alpha*x[i] to y[i]. With alpha = 0 it does nothing."},
	{"SDCZ", "{P}scal", "n int, alpha {T}, $x", "", "scal(n, alpha, x, incX)",
		"multiplies x[i] by alpha, unless incX < 0. With alpha = 0, x is only\nwritten."},
	{"CZ", "{P}{r}scal", "n int, alpha {R}, $x", "", "scalReal(n, alpha, x, incX)",
		"multiplies the parts of x[i] by alpha, unless incX < 0. With alpha = 0, x\nis only written."},
	{"SD", "{P}rotg", "a, b {T}", "c, s, r, z {T}", "rotg(a, b)",
		"returns the rotation for which c*a + s*b = r and -s*a + c*b = 0, and z = s\nif |a| > |b|, otherwise 1/c, or 1 if c = 0."},
	{"SD", "{P}rot", "n int, $x, $y, c, s {T}", "", "rot(n, x, incX, y, incY, c, s)",
		"sets x[i], y[i] = c*x[i] + s*y[i], c*y[i] - s*x[i]."},
	{"SD", "{P}rotm", "n int, $x, $y, p blas.{P}rotmParams", "", "rotm(n, x, incX, y, incY, p.Flag, p.H)",
		"multiplies each (x[i], y[i]) by the matrix H of p."},

	{"SDCZ", "{P}gemv", "trans Transpose, m, n int, alpha {T}, $a, $x, beta {T}, $y", "",
		"gemv(trans, m, n, alpha, a, lda, x, incX, beta, y, incY)",
		"sets y = alpha*op(A)*x + beta*y, where A is m×n. With beta = 0, y is only\nwritten. If m or n is 0 it does nothing." + rowsDoc},
	{"SDCZ", "{P}gbmv", "trans Transpose, m, n, kL, kU int, alpha {T}, $a, $x, beta {T}, $y", "",
		"gbmv(trans, m, n, kL, kU, alpha, a, lda, x, incX, beta, y, incY)",
		"sets y = alpha*op(A)*x + beta*y, where A is m×n with kL diagonals below the\nmain one and kU above: element (i, j) is a[i*lda+kL+j-i]."},
	{"SDCZ", "{P}{sy}mv", "ul blas.Uplo, n int, alpha {T}, $a, $x, beta {T}, $y", "",
		"symv({hermitian}, ul, n, alpha, a, lda, x, incX, beta, y, incY)",
		"sets y = alpha*A*x + beta*y, where A is {symmetric}." + halfDoc},
	{"SDCZ", "{P}{sb}mv", "ul blas.Uplo, n, k int, alpha {T}, $a, $x, beta {T}, $y", "",
		"sbmv({hermitian}, ul, n, k, alpha, a, lda, x, incX, beta, y, incY)",
		"sets y = alpha*A*x + beta*y, where A is {symmetric} in bands." + bandDoc},
	{"SDCZ", "{P}{sp}mv", "ul blas.Uplo, n int, alpha {T}, ap []{T}, $x, beta {T}, $y", "",
		"spmv({hermitian}, ul, n, alpha, ap, x, incX, beta, y, incY)",
		"sets y = alpha*A*x + beta*y, where A is {symmetric} and packed." + packedDoc},
	{"SDCZ", "{P}trmv", "$tri, n int, $a, $x", "", "trmv(false, ul, trans, d, n, a, lda, x, incX)",
		"sets x = op(A)*x, " + triDoc},
	{"SDCZ", "{P}tbmv", "$tri, n, k int, $a, $x", "", "tbmv(false, ul, trans, d, n, k, a, lda, x, incX)",
		"sets x = op(A)*x, " + triDoc + triBand},
	{"SDCZ", "{P}tpmv", "$tri, n int, ap []{T}, $x", "", "tpmv(false, ul, trans, d, n, ap, x, incX)",
		"sets x = op(A)*x, " + triDoc + packedDoc},
	{"SDCZ", "{P}trsv", "$tri, n int, $a, $x", "", "trmv(true, ul, trans, d, n, a, lda, x, incX)",
		"solves op(A)*x = b, " + triDoc + "\nx holds b first. Nothing tests for a diagonal element that is 0."},
	{"SDCZ", "{P}tbsv", "$tri, n, k int, $a, $x", "", "tbmv(true, ul, trans, d, n, k, a, lda, x, incX)",
		"solves op(A)*x = b, " + triDoc + "\nx holds b first." + triBand},
	{"SDCZ", "{P}tpsv", "$tri, n int, ap []{T}, $x", "", "tpmv(true, ul, trans, d, n, ap, x, incX)",
		"solves op(A)*x = b, " + triDoc + "\nx holds b first." + packedDoc},
	{"SD", "{P}ger", "m, n int, alpha {T}, $x, $y, $a", "", "ger(false, m, n, alpha, x, incX, y, incY, a, lda)",
		"adds alpha*x*yᵀ to the m×n matrix A." + rowsDoc},
	{"CZ", "{P}geru", "m, n int, alpha {T}, $x, $y, $a", "", "ger(false, m, n, alpha, x, incX, y, incY, a, lda)",
		"adds alpha*x*yᵀ to the m×n matrix A." + rowsDoc},
	{"CZ", "{P}gerc", "m, n int, alpha {T}, $x, $y, $a", "", "ger(true, m, n, alpha, x, incX, y, incY, a, lda)",
		"adds alpha*x*yᴴ to the m×n matrix A." + rowsDoc},
	{"SDCZ", "{P}{sy}r", "ul blas.Uplo, n int, alpha {R}, $x, $a", "", "syr({hermitian}, ul, n, {alpha}, x, incX, a, lda)",
		"adds alpha*x*x{H} to the {symmetric} matrix A." + updateDoc},
	{"SDCZ", "{P}{sp}r", "ul blas.Uplo, n int, alpha {R}, $x, ap []{T}", "", "spr({hermitian}, ul, n, {alpha}, x, incX, ap)",
		"adds alpha*x*x{H} to the {symmetric} matrix A." + packedDoc},
	{"SDCZ", "{P}{sy}r2", "ul blas.Uplo, n int, alpha {T}, $x, $y, $a", "", "syr2({hermitian}, ul, n, alpha, x, incX, y, incY, a, lda)",
		"adds alpha*x*y{H} + {conj}*y*x{H} to the {symmetric} matrix A." + updateDoc},
	{"SDCZ", "{P}{sp}r2", "ul blas.Uplo, n int, alpha {T}, $x, $y, ap []{T}", "", "spr2({hermitian}, ul, n, alpha, x, incX, y, incY, ap)",
		"adds alpha*x*y{H} + {conj}*y*x{H} to the {symmetric} matrix A." + packedDoc},
}

// method prints the routine for the type of a letter.
func (r blasRoutine) method(letter string) string {
	result, call := r.result, r.call
	switch {
	case strings.Contains(result, ","):
		result = "(" + result + ")"
		fallthrough
	case result != "":
		call = "return " + call
	}
	doc := strings.ReplaceAll(r.name+" "+r.doc, "\n", "\n// ")
	text := fmt.Sprintf("\n// %s\nfunc (Implementation) %s(%s) %s {\n%s\n}\n", doc, r.name, blasParams.Replace(r.params), result, call)
	return blasTypes[letter].Replace(text)
}

// addBLAS adds the methods of levels 1 and 2 of package blas.
func (out files) addBLAS(dir string) error {
	var body strings.Builder
	for _, letter := range "SDCZ" {
		for _, r := range blasRoutines {
			if strings.ContainsRune(r.types, letter) {
				body.WriteString(r.method(string(letter)))
			}
		}
	}
	return out.addGo(filepath.Join(dir, "zlevel12.go"), "blas", "", body.String())
}
