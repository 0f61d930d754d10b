package ndarray

import (
	"bytes"
	"fmt"
	"strings"
)

// PrintOptions say how [Sprint] and [Repr] print an array. The zero value is
// NumPy's default; so is a field that is zero.
type PrintOptions struct {
	// Precision is the number of digits after the point, at most; FloatMode says
	// how it is used. The default is 8, a negative one means no digits.
	Precision int
	// Threshold is the number of elements up to which all are shown. The default is
	// 1000; with a negative one, the middle of every axis is left out.
	Threshold int
	// EdgeItems is the number of elements shown at each end of an axis, if the
	// middle is left out. The default is 3.
	EdgeItems int
	// LineWidth is the number of characters in a line, 75 by default. Lines hold one
	// element at least.
	LineWidth int
	// Suppress: small numbers are printed without exponents, as 0 if need be.
	Suppress  bool
	FloatMode FloatMode
	// Sign is '+' to print a sign before positive numbers, ' ' to print a space, or
	// '-', the default, to print nothing.
	Sign byte
	// NaN and Inf are the words for what is no number; "nan" and "inf" by default.
	NaN, Inf string
}

// FloatMode says how many digits are printed after the point.
type FloatMode uint8

const (
	// MaxPrec: what tells the number from others, at most Precision.
	MaxPrec FloatMode = iota
	// MaxPrecEqual: as many as the number that needs most, at most Precision.
	MaxPrecEqual
	// UniqueDigits: what tells the number from others, whatever Precision is.
	UniqueDigits
	// Fixed: Precision digits.
	Fixed
)

func orDefault(v, standard int) int {
	switch {
	case v == 0:
		return standard
	default:
		return max(v, 0)
	}
}

// resolved returns the options with what fields that are zero mean.
func (o PrintOptions) resolved() PrintOptions {
	o.Precision = orDefault(o.Precision, 8)
	o.Threshold = orDefault(o.Threshold, 1000)
	o.EdgeItems = max(orDefault(o.EdgeItems, 3), 1)
	o.LineWidth = orDefault(o.LineWidth, 75)
	if o.Sign == 0 {
		o.Sign = '-'
	}
	if o.NaN == "" {
		o.NaN = "nan"
	}
	if o.Inf == "" {
		o.Inf = "inf"
	}
	return o
}

// String returns the elements as NumPy's str does: nested brackets; floats with
// the fewest digits that tell them apart, at most 8 after the point and the
// point in the same column; in scientific notation if the largest magnitude is
// at least 1e8 (1e6 for float32, 1e3 for Float16), the least below 1e-4, or their
// ratio above 1000; strings in Python's quotes; structs as tuples. Of more than
// 1000 elements, the first and last three of each axis are shown. What is none of
// these, or has a String method, is printed as fmt.Sprint does. [Sprint] takes
// options.
func (a Array[T]) String() string { return Sprint(a, PrintOptions{}) }

// Sprint returns the elements as NumPy's str with print options does: see
// [Array.String].
//
//	ndarray.Sprint(a, ndarray.PrintOptions{Precision: 3, Suppress: true})
func Sprint[T any](a Array[T], o PrintOptions) string {
	switch {
	case a.NDim() > 0:
	case isRecord[T]():
		o = o.resolved()
		c := newColumn([]T{*a.p}, true, &o)
		c.scalar = true
		return words(c)[0]
	default:
		return scalarWord(*a.p)
	}
	return sprint(a, style{PrintOptions: o.resolved(), separator: " ", margin: 1, words: words})
}

// Repr returns the elements as NumPy's repr with print options does: an
// expression of Python such as array([1., 2.], dtype=float32).
func Repr[T any](a Array[T], o PrintOptions) string {
	const prefix = "array("
	o = o.resolved()
	short := o
	short.LineWidth -= len(")")
	text := prefix + sprint(a, style{PrintOptions: short, separator: ", ", margin: 1 + len(prefix), words: words})
	var extras []string
	shape := a.layout().shape()
	if size := a.Size(); size == 0 && len(shape) != 1 || size > o.Threshold {
		extras = append(extras, "shape="+tupleString(shape))
	}
	if name, implied := dtypeName(a); !implied || a.Size() == 0 {
		extras = append(extras, "dtype="+name)
	}
	if len(extras) == 0 {
		return text + ")"
	}
	text += ","
	extra := strings.Join(extras, ", ") + ")"
	if columns(text[strings.LastIndexByte(text, '\n')+1:])+len(extra)+1 > o.LineWidth {
		return text + "\n" + strings.Repeat(" ", len(prefix)) + extra
	}
	return text + " " + extra
}

// tupleString returns a shape as Python's repr does.
func tupleString(shape []int) string {
	return strings.ReplaceAll(strings.ReplaceAll(shapeString(shape), ",", ", "), ", )", ",)")
}

// Format prints the array for package fmt: %v and %s as [Array.String] does, %+v
// and %#v as [Repr], with a precision as in %.3v as the option of that name.
// Other verbs format each element with their flags, width and precision, between
// NumPy's brackets, all to the same width: %.2f, %6d, %x, %q.
func (a Array[T]) Format(f fmt.State, verb rune) {
	var o PrintOptions
	if p, ok := f.Precision(); ok {
		o.Precision = p
		if p == 0 {
			o.Precision = -1
		}
	}
	var text string
	switch {
	case verb == 'v' && (f.Flag('+') || f.Flag('#')):
		text = Repr(a, o)
	case verb == 'v' || verb == 's':
		text = Sprint(a, o)
	default:
		text = a.formatEach(fmt.FormatString(f, verb))
	}
	fmt.Fprint(f, text)
}

// formatEach prints the array with elements in a format of package fmt.
func (a Array[T]) formatEach(format string) string {
	if a.NDim() == 0 {
		return fmt.Sprintf(format, *a.p)
	}
	each := func(v *column) []string {
		w := make([]string, v.n)
		for i := range w {
			w[i] = fmt.Sprintf(format, v.at(i).Interface())
		}
		alignRight(w)
		return w
	}
	return sprint(a, style{PrintOptions: PrintOptions{}.resolved(), separator: " ", margin: 1, words: each})
}

// style is how the brackets of an array are set.
type style struct {
	PrintOptions
	separator string
	margin    int // columns before the elements, at depth 0
	words     func(v *column) []string
}

func sprint[T any](a Array[T], s style) string {
	l := a.layout()
	if l.size == 0 {
		return "[]"
	}
	p := printer{style: s, summarize: l.size > s.Threshold}
	v := shown(&p, a, nil)
	p.next = s.words(newColumn(v, l.ndim == 0, &s.PrintOptions))
	if l.ndim == 0 {
		return p.next[0]
	}
	p.array(l.shape(), 0)
	return string(p.out)
}

// printer writes the brackets, commas and lines of an array.
type printer struct {
	style
	out       []byte
	next      []string // the words that are still to be written, in C order
	summarize bool
}

// edges returns how many indices of an axis of length n are shown at its begin
// and at its end; all of them are "at its end" if none is left out.
func (p *printer) edges(n int) (head, tail int) {
	if p.summarize && n > 2*p.EdgeItems {
		return p.EdgeItems, p.EdgeItems
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
	for i := range head {
		v = shown(p, a.Row(i), v)
	}
	for i := n - tail; i < n; i++ {
		v = shown(p, a.Row(i), v)
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
	gap := strings.TrimRight(p.separator, " ") + strings.Repeat("\n", len(shape)-1-depth) + strings.Repeat(" ", depth+p.margin)
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
	indent := p.margin + depth
	width := p.LineWidth - depth - 1
	line := indent // characters in this line
	first := true
	word := func(s string) {
		n := columns(s)
		if !first {
			p.out = append(p.out, p.separator...)
			line += len(p.separator)
		}
		if line+n > width && line > indent {
			p.out = append(bytes.TrimRight(p.out, " "), '\n')
			p.out = append(p.out, strings.Repeat(" ", indent)...)
			line = indent
		}
		p.out = append(p.out, s...)
		line += n
		first = false
	}
	p.out = append(p.out, '[')
	for range head {
		word(p.take())
	}
	if head > 0 {
		word("...")
	}
	for range tail {
		word(p.take())
	}
	p.out = append(p.out, ']')
}

func (p *printer) take() string {
	w := p.next[0]
	p.next = p.next[1:]
	return w
}
