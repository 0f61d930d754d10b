package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// cornerRows is the order of package blas's corners, the triangles at a diagonal for
// which it has code without loops: row by row, in element (i, j), j >= i, of which p is at
// (i, i), as elements of row i are 0, col, c2 = 2*col, ... bytes behind it.
const cornerRows = 8

// cornerText is the Go code of functions for corners.
type cornerText struct{ strings.Builder }

func (w *cornerText) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// function writes a method of corner, whose body rows writes for every row, upwards if
// up is set; before says what comes first.
func (w *cornerText) function(doc, signature, before string, up bool, row func(i int), after string) {
	w.line("\n// %s\nfunc (c *corner[T]) %s {", strings.ReplaceAll(doc, "\n", "\n// "), signature)
	w.line("p, row, col := c.start()")
	w.line("c2, c3, c4, c5, c6, c7 := 2*col, 3*col, 4*col, 5*col, 6*col, 7*col")
	w.line("step := row + col")
	w.line("%s", before)
	if up {
		w.line("p = unsafe.Add(p, %d*step)", cornerRows-1)
	}
	for k := range cornerRows {
		i, next := k, "step"
		if up {
			i, next = cornerRows-1-k, "-step"
		}
		if k > 0 {
			w.line("p = unsafe.Add(p, %s)", next)
		}
		row(i)
	}
	w.line("%s}", after)
}

// cornerOffset is that of the element j places behind a diagonal one.
func cornerOffset(j int) string {
	switch j {
	case 0:
		return "0"
	case 1:
		return "col"
	}
	return fmt.Sprint("c", j)
}

func cornerElement(j int) string { return fmt.Sprintf("elementAt[T](p, %s)", cornerOffset(j)) }

// cornerList returns a list of numbered names.
func cornerList(name string) string {
	var list []string
	for i := range cornerRows {
		list = append(list, fmt.Sprint(name, i))
	}
	return strings.Join(list, ", ")
}

// cornerTerms returns the sum of row i's products with x from the element j places behind
// the diagonal one on, by pairs.
func cornerTerms(i, j int) string {
	var pairs []string
	for ; i+j < cornerRows; j += 2 {
		pair := fmt.Sprintf("T(%s*x%d)", cornerElement(j), i+j)
		if i+j+1 < cornerRows {
			pair = fmt.Sprintf("(%s + T(%s*x%d))", pair, cornerElement(j+1), i+j+1)
		}
		pairs = append(pairs, pair)
	}
	return strings.Join(pairs, " + ")
}

// addCorners adds the code for whole corners.
func (out files) addCorners(dir string) error {
	w := &cornerText{}
	w.line("const _ = uint(blockRows-%d) + uint(%d-blockRows)", cornerRows, cornerRows)
	w.products()
	w.solutions()
	w.symmetric()
	w.update()
	return out.addGo(filepath.Join(dir, "zcorner.go"), "blas", "", w.String())
}

// takeCorner loads the vector beside a corner, and putCorner stores it, or another.
func takeCorner() string {
	list := strings.ReplaceAll(cornerList("x["), ",", "],") + "]"
	return fmt.Sprintf("x := (*[blockRows]T)(c.x)\n%s := %s", cornerList("x"), list)
}

func putCorner(name string) string { return fmt.Sprintf("*x = [blockRows]T{%s}\n", cornerList(name)) }

// firstAssign is what gives a sum its first term, or another, in row i.
func firstAssign(i int) string { return map[bool]string{true: ":=", false: "+="}[i == 0] }

func (w *cornerText) products() {
	w.function("multiplyWhole is multiply for a whole corner.", "multiplyWhole(unit bool)", takeCorner(), false, func(i int) {
		sum := fmt.Sprintf("T(diagonalAt[T](p, unit)*x%d)", i)
		if i+1 < cornerRows {
			sum += " + " + cornerTerms(i, 1)
		}
		w.line("x%d = %s", i, sum)
	}, putCorner("x"))
	w.function("multiplyWholeTransposed is multiply by the transpose of a whole corner.", "multiplyWholeTransposed(unit bool)", takeCorner(), false, func(i int) {
		w.line("y%d %s T(diagonalAt[T](p, unit)*x%d)", i, firstAssign(i), i)
		for j := 1; i+j < cornerRows; j++ {
			w.line("y%d %s T(%s*x%d)", i+j, firstAssign(i), cornerElement(j), i)
		}
	}, putCorner("y"))
}

func (w *cornerText) solutions() {
	divide := func(i int) { w.line("if !unit {\nx%d /= *(*T)(p)\n}", i) }
	w.function("solveWhole is solve for a whole corner.", "solveWhole(unit bool)", takeCorner(), true, func(i int) {
		if i+2 < cornerRows {
			w.line("x%d -= %s", i, cornerTerms(i, 2))
		}
		if i+1 < cornerRows { // what is known last comes last
			w.line("x%d -= T(%s*x%d)", i, cornerElement(1), i+1)
		}
		divide(i)
	}, putCorner("x"))
	w.function("solveWholeTransposed is solve for the transpose of a whole corner.", "solveWholeTransposed(unit bool)", takeCorner(), false, func(i int) {
		divide(i)
		for j := 1; i+j < cornerRows; j++ {
			w.line("x%d -= T(%s*x%d)", i+j, cornerElement(j), i)
		}
	}, putCorner("x"))
}

func (w *cornerText) symmetric() {
	w.function("multiplyWholeSymmetric adds alpha times the product of the symmetric matrix, of which a\nwhole corner is a half, and x to y.",
		"multiplyWholeSymmetric(alpha T, y *[blockRows]T)", takeCorner()+"\nvar v T", false, func(i int) {
			w.line("s%d %s T(elementAt[T](p, 0)*x%d)", i, firstAssign(i), i)
			for j := 1; i+j < cornerRows; j++ {
				w.line("v = %s\ns%d += T(v*x%d)\ns%d %s T(v*x%d)", cornerElement(j), i, i+j, i+j, firstAssign(i), i)
			}
			w.line("y[%d] += T(alpha*s%d)", i, i)
		}, "")
}

func (w *cornerText) update() {
	w.function("updateWhole adds v[i]*z[j] to element (i, j), j >= i, of a whole corner.", "updateWhole(v, z *[blockRows]T)", "var u T", false, func(i int) {
		w.line("u = v[%d]", i)
		for j := range cornerRows - i {
			w.line("addAt(p, %s, T(u*z[%d]))", cornerOffset(j), i+j)
		}
	}, "")
}
