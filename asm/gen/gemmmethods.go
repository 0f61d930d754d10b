package main

import (
	"fmt"
	"strings"
)

// blasType is an element type of BLAS with the letter of its routines.
type blasType struct {
	letter, elem, real string
}

var (
	realBLAS    = []blasType{{"S", "float32", "float32"}, {"D", "float64", "float64"}}
	complexBLAS = []blasType{{"C", "complex64", "float32"}, {"Z", "complex128", "float64"}}
)

// level3Method is a routine: its documentation and parameters for one element
// type, and the generic function that computes it.
type level3Method struct {
	name   string
	types  []blasType
	params string // T is the element type, R that of its parts
	doc    string // what follows the name
	call   string
}

const (
	rowMajor   = " Matrices are in row-major order."
	stridesC   = " Misuse panics as in gonum: flags that are none, negative lengths, rows that begin too close together, slices that are too short; before any write. C must not overlap other operands."
	stridesB   = " Misuse panics as in gonum: flags that are none, negative lengths, rows that begin too close together, slices that are too short; before any write. A must not overlap B."
	betaZero   = " With beta = 0, C is only written."
	symmParams = "s blas.Side, ul blas.Uplo, m, n int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int"
	trmmParams = "s blas.Side, ul blas.Uplo, tA blas.Transpose, d blas.Diag, m, n int, alpha T, a []T, lda int, b []T, ldb int"
)

// level3Methods lists the routines of level 3.
func level3Methods() []level3Method {
	all := append(append([]blasType{}, realBLAS...), complexBLAS...)
	return []level3Method{
		{"gemm", all, "tA, tB blas.Transpose, m, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int",
			"sets C = alpha*op(A)*op(B) + beta*C. See [Gemm].",
			"Gemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)"},
		{"symm", all, symmParams,
			"sets C = alpha*A*B + beta*C, or alpha*B*A + beta*C with A on the right, for m×n matrices B and C and a symmetric A, of which only the triangle ul is read." + betaZero + rowMajor + stridesC,
			"symm(false, s, ul, m, n, alpha, a, lda, b, ldb, beta, c, ldc)"},
		{"hemm", complexBLAS, symmParams,
			"sets C = alpha*A*B + beta*C, or alpha*B*A + beta*C with A on the right, for m×n matrices B and C and a Hermitian A, of which only the triangle ul is read, and of its diagonal the real parts." + betaZero + rowMajor + stridesC,
			"symm(true, s, ul, m, n, alpha, a, lda, b, ldb, beta, c, ldc)"},
		{"syrk", realBLAS, "ul blas.Uplo, t blas.Transpose, n, k int, alpha T, a []T, lda int, beta T, c []T, ldc int",
			"sets the triangle ul of the n×n matrix C to that of alpha*A*Aᵀ + beta*C for an n×k matrix A, or transposed of alpha*Aᵀ*A + beta*C for a k×n one." + betaZero + rowMajor + stridesC,
			"syrk(false, ul, t, n, k, alpha, a, lda, beta, c, ldc)"},
		{"syrk", complexBLAS, "ul blas.Uplo, t blas.Transpose, n, k int, alpha T, a []T, lda int, beta T, c []T, ldc int",
			"sets the triangle ul of the n×n matrix C to that of alpha*A*Aᵀ + beta*C for an n×k matrix A, or with blas.Trans of alpha*Aᵀ*A + beta*C for a k×n one." + betaZero + rowMajor + stridesC,
			"syrk(false, ul, t, n, k, alpha, a, lda, beta, c, ldc)"},
		{"herk", complexBLAS, "ul blas.Uplo, t blas.Transpose, n, k int, alpha R, a []T, lda int, beta R, c []T, ldc int",
			"sets the triangle ul of the n×n Hermitian matrix C to that of alpha*A*Aᴴ + beta*C for an n×k matrix A, or with blas.ConjTrans of alpha*Aᴴ*A + beta*C for a k×n one. The diagonal becomes real." + betaZero + rowMajor + stridesC,
			"syrk(true, ul, t, n, k, T(complex(alpha, 0)), a, lda, T(complex(beta, 0)), c, ldc)"},
		{"syr2k", realBLAS, "ul blas.Uplo, t blas.Transpose, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int",
			"sets the triangle ul of the n×n matrix C to that of alpha*(A*Bᵀ + B*Aᵀ) + beta*C for n×k matrices A and B, or transposed of alpha*(Aᵀ*B + Bᵀ*A) + beta*C for k×n ones." + betaZero + rowMajor + stridesC,
			"syr2k(false, ul, t, n, k, alpha, a, lda, b, ldb, beta, c, ldc)"},
		{"syr2k", complexBLAS, "ul blas.Uplo, t blas.Transpose, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int",
			"sets the triangle ul of the n×n matrix C to that of alpha*(A*Bᵀ + B*Aᵀ) + beta*C for n×k matrices A and B, or with blas.Trans of alpha*(Aᵀ*B + Bᵀ*A) + beta*C for k×n ones." + betaZero + rowMajor + stridesC,
			"syr2k(false, ul, t, n, k, alpha, a, lda, b, ldb, beta, c, ldc)"},
		{"her2k", complexBLAS, "ul blas.Uplo, t blas.Transpose, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta R, c []T, ldc int",
			"sets the triangle ul of the n×n Hermitian matrix C to that of alpha*A*Bᴴ + conj(alpha)*B*Aᴴ + beta*C for n×k matrices A and B, or with blas.ConjTrans of alpha*Aᴴ*B + conj(alpha)*Bᴴ*A + beta*C for k×n ones. The diagonal becomes real." + betaZero + rowMajor + stridesC,
			"syr2k(true, ul, t, n, k, alpha, a, lda, b, ldb, T(complex(beta, 0)), c, ldc)"},
		{"trmm", all, trmmParams,
			"sets B = alpha*op(A)*B, or alpha*B*op(A) with A on the right, for an m×n matrix B and a triangular A, of which only the triangle ul is read, and with blas.Unit not its diagonal, which counts as ones." + rowMajor + stridesB,
			"trmm(false, s, ul, tA, d, m, n, alpha, a, lda, b, ldb)"},
		{"trsm", all, trmmParams,
			"replaces B by the solution X of op(A)*X = alpha*B, or X*op(A) = alpha*B with A on the right, for an m×n matrix B and a triangular A, of which only the triangle ul is read, and with blas.Unit not its diagonal, which counts as ones. A zero on the diagonal gives infinities and NaN." + rowMajor + stridesB,
			"trmm(true, s, ul, tA, d, m, n, alpha, a, lda, b, ldb)"},
	}
}

// addLevel3Methods adds the methods of the type Implementation.
func (out files) addLevel3Methods(dir string) error {
	var body strings.Builder
	for _, m := range level3Methods() {
		for _, t := range m.types {
			name := t.letter + m.name
			types := func(s string) string {
				s = strings.NewReplacer("alpha T", "alpha "+t.elem, "beta T", "beta "+t.elem, "alpha R", "alpha "+t.real, "beta R", "beta "+t.real,
					"[]T", "[]"+t.elem, "T(complex", t.elem+"(complex").Replace(s)
				return s
			}
			fmt.Fprintf(&body, "\n%sfunc (Implementation) %s(%s) {\n%s\n}\n", comment(name+" "+m.doc), name, types(m.params), types(m.call))
		}
	}
	return out.addGo(dir+"/zlevel3.go", "blas", "", body.String())
}
