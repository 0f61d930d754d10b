package ndarray

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
)

// What NumPy prints by default.
const (
	printThreshold = 1000 // elements above which the middle is left out
	printEdge      = 3    // elements of an axis shown at each end then
	printWidth     = 75   // characters in a line
	printPrecision = 8    // digits after the point
)

// String returns the elements as NumPy's str does: nested brackets; floats with
// the fewest digits that tell them apart, at most 8 after the point and the
// point in the same column; in scientific notation if the largest magnitude is
// at least 1e8 (1e6 for float32), the least below 1e-4, or their ratio above
// 1000. Of more than 1000 elements, the first and last three of each axis are
// shown. Elements that are no numbers, or have a String method, are printed as
// fmt.Sprint does.
func (a Array[T]) String() string {
	l := a.layout()
	if l.size == 0 {
		return "[]"
	}
	if l.ndim == 0 {
		return scalarWord(*a.p)
	}
	p := printer{summarize: l.size > printThreshold}
	p.words = words(shown(&p, a, nil))
	p.array(l.shape(), 0)
	return string(p.out)
}

// printer writes the brackets, commas and lines of an array.
type printer struct {
	out       []byte
	words     []string // of the elements that are shown, in C order
	summarize bool
}

// edges returns how many indices of an axis of length n are shown at its begin
// and at its end; all of them are "at its end" if none is left out.
func (p *printer) edges(n int) (head, tail int) {
	if p.summarize && n > 2*printEdge {
		return printEdge, printEdge
	}
	return 0, n
}

// shown appends the elements that are printed to v.
func shown[T any](p *printer, a Array[T], v []T) []T {
	if a.NDim() == 0 {
		return append(v, *a.p)
	}
	n := a.Len()
	head, tail := p.edges(n)
	for i := range n {
		if i < head || i >= n-tail {
			v = shown(p, a.Row(i), v)
		}
	}
	return v
}

// array writes the part of an array below depth axes. Its lines are indented by
// one column for each bracket that is open.
func (p *printer) array(shape []int, depth int) {
	if depth == len(shape)-1 {
		p.row(shape, depth)
		return
	}
	head, tail := p.edges(shape[depth])
	gap := strings.Repeat("\n", len(shape)-1-depth) + strings.Repeat(" ", depth+1)
	p.out = append(p.out, '[')
	for range head {
		p.array(shape, depth+1)
		p.out = append(p.out, gap...)
	}
	if head > 0 {
		p.out = append(p.out, "..."+gap...)
	}
	for i := range tail {
		if i > 0 {
			p.out = append(p.out, gap...)
		}
		p.array(shape, depth+1)
	}
	p.out = append(p.out, ']')
}

// row writes the last axis, broken into lines that leave room for the brackets.
func (p *printer) row(shape []int, depth int) {
	head, tail := p.edges(shape[depth])
	indent := strings.Repeat(" ", depth+1)
	width := printWidth - depth - 1
	line := 0 // characters in this line
	word := func(s string, first bool) {
		switch {
		case first:
			line = len(indent)
		case line+1+len(s) > width && line > len(indent):
			p.out = append(bytes.TrimRight(p.out, " "), '\n')
			p.out = append(p.out, indent...)
			line = len(indent)
		default:
			p.out = append(p.out, ' ')
			line++
		}
		p.out = append(p.out, s...)
		line += len(s)
	}
	p.out = append(p.out, '[')
	for i := range head {
		word(p.next(), i == 0)
	}
	if head > 0 {
		word("...", false)
	}
	for i := range tail {
		word(p.next(), head == 0 && i == 0)
	}
	p.out = append(p.out, ']')
}

func (p *printer) next() string {
	w := p.words[0]
	p.words = p.words[1:]
	return w
}

// words returns the elements as words of equal width.
func words[T any](v []T) []string {
	w := make([]string, len(v))
	switch kind := printKind[T](); {
	case floats.has(kind):
		f := newFloatFormat(realParts(v), kind == reflect.Float32, false)
		for i, x := range realParts(v) {
			w[i] = f.word(x)
		}
	case complexes.has(kind):
		re, im := complexParts(v)
		fr := newFloatFormat(re, kind == reflect.Complex64, false)
		fi := newFloatFormat(im, kind == reflect.Complex64, true)
		for i := range v {
			part := fi.word(im[i])
			digits := strings.TrimRight(part, " ")
			w[i] = fr.word(re[i]) + digits + "j" + part[len(digits):]
		}
	default:
		for i, x := range v {
			w[i] = plainWord(x, kind)
		}
		alignRight(w)
	}
	return w
}

// printKind returns how a T is printed: as a number of its kind, or, as Invalid,
// in the way of fmt.Sprint.
func printKind[T any]() reflect.Kind {
	kind := kindOf[T]()
	if _, ok := any(*new(T)).(fmt.Stringer); ok || !(kind == reflect.Bool || integers.has(kind) || floats.has(kind) || complexes.has(kind)) {
		return reflect.Invalid
	}
	return kind
}

// plainWord returns a bool, an integer or something foreign as a word.
func plainWord[T any](x T, kind reflect.Kind) string {
	if kind != reflect.Bool {
		return fmt.Sprint(x)
	}
	if reflect.ValueOf(x).Bool() {
		return " True" // as wide as False, even if there is none
	}
	return "False"
}

func realParts[T any](v []T) []float64 {
	x := make([]float64, len(v))
	for i := range v {
		x[i] = reflect.ValueOf(v[i]).Float()
	}
	return x
}

func complexParts[T any](v []T) (re, im []float64) {
	for i := range v {
		z := reflect.ValueOf(v[i]).Complex()
		re, im = append(re, real(z)), append(im, imag(z))
	}
	return re, im
}

func alignRight(w []string) {
	width := 0
	for _, s := range w {
		width = max(width, len(s))
	}
	for i, s := range w {
		w[i] = strings.Repeat(" ", width-len(s)) + s
	}
}
