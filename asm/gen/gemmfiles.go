package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mmcloughlin/avo/ir"
)

// gemmFile collects the functions of a file and the Go code that calls them.
type gemmFile struct {
	consts *constPool
	fns    []*ir.Function
	stubs  strings.Builder
}

func (f *gemmFile) add(s gemmShape, e gemmElement, name, signature string, body func(m *machine, load func())) error {
	if e.isa != "" {
		s.level.isa += " " + e.isa
	}
	fn, err := function(s.level, e.parts, f.consts, name, signature, body)
	if err != nil {
		return err
	}
	encode(fn)
	f.fns = append(f.fns, fn)
	fmt.Fprintf(&f.stubs, "\n//go:noescape\nfunc %s%s\n", fn.Name, strings.TrimPrefix(signature, "func"))
	return nil
}

// addGemm adds the micro-kernels of package blas.
func (out files) addGemm(dir string) error {
	f := &gemmFile{consts: newConstPool()}
	tiles, corners, rights, copies, joins, shapes := "", "", "", "", "", ""
	for _, s := range gemmShapes {
		tiles += fmt.Sprintf("case kernels.%s:\n", s.level.suffix)
		corners += tiles[strings.LastIndex(tiles, "case"):]
		masked := s.level.suffix == avx512.suffix
		shapes += fmt.Sprintf("kernels.%s: {bytes: %d, rows: %d, vectors: %d, masks: true, right: %t},\n", s.level.suffix, s.level.bytes, s.rows, s.vectors, masked)
		t, c, err := f.addShape(s)
		if err != nil {
			return err
		}
		tiles, corners = tiles+t, corners+c
		c, err = f.addCopyRows(s)
		if err != nil {
			return err
		}
		copies += c
		c, err = f.addJoinRows(s)
		if err != nil {
			return err
		}
		joins += c
		if masked {
			if rights, err = f.addRight(s); err != nil {
				return err
			}
		}
	}
	text, err := printX86(f.fns, f.consts)
	if err != nil {
		return err
	}
	out[dir+"/zgemm_amd64.s"] = text
	decl := "\nvar tileShapes = map[kernels.Level]tileShape{\n" + shapes + "}\n" +
		gemmDispatch(tileDispatch, tiles) + gemmDispatch(cornerDispatch, corners) + gemmDispatch(rightDispatch, rights) +
		gemmDispatch(copyDispatch, copies) + gemmDispatch(joinDispatch, joins) + f.stubs.String()
	return errors.Join(
		out.addGo(dir+"/zgemm_amd64.go", "blas", "amd64 && !noasm", decl),
		out.addGo(dir+"/zgemm_noasm.go", "blas", noasmTag, "\nvar tileShapes = map[kernels.Level]tileShape{}\n"+
			gemmDispatch(tileDispatch, "")+gemmDispatch(cornerDispatch, "")+gemmDispatch(rightDispatch, "")+gemmDispatch(copyDispatch, "")+gemmDispatch(joinDispatch, "")),
		out.addGemmNEON(dir))
}

const (
	tileDispatch = `
// tileAsm calls the micro-kernel for elements of kind k and panels of some vectors,
// of which the last one may be partial, if there is one.
func tileAsm(l kernels.Level, k kind, vectors int, partial, half bool, t *byte) bool {
	%s}
`
	cornerDispatch = `
// cornerAsm calls the kernel that cornerGo describes for elements of kind k and rows of
// some vectors, if there is one.
func cornerAsm(l kernels.Level, k kind, vectors int, solve bool, rows *byte, stride int, factors *byte) bool {
	%s}
`
	rightDispatch = `
// rightAsm multiplies rows of elements of kind k, of cols elements in some vectors, by a triangle
// with that diagonal from the right; or solves with it, a triangle of whole vectors' order, its
// diagonal's reciprocals, and room for 16 rows of it given. It reports whether there are kernels.
func rightAsm(l kernels.Level, k kind, vectors int, solve, lower bool, b *byte, ldb, rows int, a *byte, lda int, diagonal *byte, cols int, room *byte) bool {
	%s}
`
	copyDispatch = `
// copyRowsAsm copies rows of count numbers of 4 bytes, which are not more than a
// tile has in a row, if there is a kernel; strides count such numbers.
func copyRowsAsm(l kernels.Level, dst *byte, dstStride int, src *byte, srcStride, rows, count int) bool {
	%s}
`
	joinDispatch = `
// joinRowsAsm makes rows of n numbers of 32 bits, a multiple of a vector's lanes, of
// groups of count rows: of one of 16 bits, whose lower halves are 0, of two of 16 bits
// or four of 8. stride counts bytes. It reports whether there is a kernel.
func joinRowsAsm(l kernels.Level, count int, dst *byte, ld int, src *byte, stride, groups, n int) bool {
	%s}
`
)

// addCopyRows adds the kernel of one level, and returns the case that calls it.
func (f *gemmFile) addCopyRows(s gemmShape) (string, error) {
	name := fmt.Sprint("copyRows", s.level.bytes*s.vectors)
	err := f.add(s, gemmElements[0], name, copyRowsSignature, func(m *machine, _ func()) {
		g := gemmKernel{machine: m, gemmElement: gemmElements[0], vectors: s.vectors}
		g.copyRows()
	})
	return fmt.Sprintf("case kernels.%s:\n%s%[1]s(dst, dstStride, src, srcStride, rows, count)\n", s.level.suffix, name), err
}

// addJoinRows adds the kernels of one level, and returns the case that calls them. Only
// AVX-512 has a use for more than one row.
func (f *gemmFile) addJoinRows(s gemmShape) (string, error) {
	text := fmt.Sprintf("case kernels.%s:\nswitch count {\n", s.level.suffix)
	for _, count := range []int{1, 2, 4} {
		if count > 1 && s.level.suffix != avx512.suffix {
			break
		}
		name := fmt.Sprint("joinRows", count)
		if err := f.add(s, gemmElements[0], name, joinRowsSignature, func(m *machine, _ func()) { m.joinRows(count) }); err != nil {
			return "", err
		}
		text += fmt.Sprintf("case %d:\n%s%s(dst, ld, src, stride, groups, n)\n", count, name, s.level.suffix)
	}
	return text + "}\n", nil
}

// gemmDispatch prints a function that calls assembly and reports whether there is any.
func gemmDispatch(function, cases string) string {
	if cases == "" {
		return fmt.Sprintf(function, "return false\n")
	}
	return fmt.Sprintf(function, "switch l {\n"+cases+"default:\nreturn false\n}\nreturn true\n")
}

// lastVector is a form of the last vector of a row, and when a kernel that has it is called.
type lastVector struct {
	name, condition string
	partial, half   bool
}

// lastVectors returns those that a shape has kernels for. Masks cost nothing at AVX-512,
// where whole vectors take the kernel of partial ones.
func (s gemmShape) lastVectors(e gemmElement) []lastVector {
	switch {
	case s.level.suffix != avx512.suffix:
		return []lastVector{{condition: " && !partial"}, {name: "Partial", partial: true}}
	case e.dot != "":
		return []lastVector{{partial: true}}
	}
	return []lastVector{{name: "Half", condition: " && half", partial: true, half: true}, {partial: true}}
}

// addShape adds the kernels of one level, and returns the cases that call them.
func (f *gemmFile) addShape(s gemmShape) (tiles, corners string, err error) {
	tiles, corners = "switch {\n", "switch {\n"
	elements := gemmElements
	if s.level.suffix == avx512.suffix {
		elements = append(slices.Clip(elements), dotElements...)
	}
	for i, e := range elements {
		rows, lanes := s.rows/e.scale(), s.level.bytes/e.width
		g := gemmKernel{gemmElement: e, rows: rows}
		for v := s.vectors; v >= 1; v-- {
			for _, last := range s.lastVectors(e) {
				name, condition := fmt.Sprintf("gemm%sx%dx%d%s", e.name, rows, v*lanes, last.name), fmt.Sprintf("k == %d && vectors == %d%s", i, v, last.condition)
				err := f.add(s, e, name, gemmSignature, func(m *machine, _ func()) {
					g := g
					g.machine, g.vectors, g.partial, g.half = m, v, last.partial, last.half
					g.body()
				})
				if err != nil {
					return "", "", err
				}
				tiles += fmt.Sprintf("case %s:\n%s%s(t)\n", condition, name, s.level.suffix)
			}
		}
		if e.dot != "" {
			continue
		}
		c, err := f.addCorners(s, g, i)
		if err != nil {
			return "", "", err
		}
		corners += c
	}
	return tiles + "}\n", corners + "}\n", nil
}

// addCorners adds the kernels for corners of elements of kind k at one level, and returns
// the cases that call them.
func (f *gemmFile) addCorners(s gemmShape, g gemmKernel, k int) (cases string, err error) {
	for v := s.vectors; v >= 1; v-- {
		for _, solve := range []bool{false, true} {
			name := fmt.Sprintf("corner%sx%dx%d", g.name, g.rows, v*s.level.bytes/g.width)
			if solve {
				name += "Solve"
			}
			err = errors.Join(err, f.add(s, g.gemmElement, name, cornerSignature, func(m *machine, _ func()) {
				g := g
				g.machine, g.vectors = m, v
				g.corner(solve)
			}))
			cases += fmt.Sprintf("case k == %d && vectors == %d && solve == %t:\n%s%s(rows, stride, factors)\n", k, v, solve, name, s.level.suffix)
		}
	}
	return cases, err
}

// addRight adds the kernels for triangles on the right of rows of real numbers at one level,
// which must have masks, and returns the cases that call them.
func (f *gemmFile) addRight(s gemmShape) (cases string, err error) {
	for k, e := range gemmElements {
		if e.complex() {
			continue
		}
		for v := s.vectors; v >= 0; v-- { // 0: a solution
			for _, lower := range []bool{false, true} {
				name, condition := fmt.Sprintf("multiplyRight%sx%dx%d", e.name, s.rows, v*s.level.bytes/e.width), fmt.Sprintf("!solve && vectors == %d", v)
				if v == 0 {
					name, condition = fmt.Sprintf("solveRight%s", e.name), "solve"
				}
				if lower {
					name += "Lower"
				}
				err = errors.Join(err, f.add(s, e, name, rightSignature, func(m *machine, _ func()) {
					g := gemmKernel{machine: m, gemmElement: e, rows: s.rows, vectors: max(v, 1)}
					if v == 0 {
						g.solveRight(lower)
					} else {
						g.multiplyRight(lower)
					}
				}))
				cases += fmt.Sprintf("case k == %d && lower == %t && %s:\n%s%s(b, ldb, rows, a, lda, diagonal, cols, room)\n", k, lower, condition, name, s.level.suffix)
			}
		}
	}
	return fmt.Sprintf("case kernels.%s:\nswitch {\n%s}\n", s.level.suffix, cases), err
}
