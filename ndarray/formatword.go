package ndarray

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// column is a set of elements that are printed to the same width: those of an
// array, or one field of them.
type column struct {
	typ     reflect.Type
	n       int
	at      func(i int) reflect.Value
	alone   bool // the elements of arrays without axes
	scalar  bool // floats as the str of a number that stands alone
	options *PrintOptions
}

func newColumn[T any](v []T, alone bool, o *PrintOptions) *column {
	return &column{typ: reflect.TypeFor[T](), n: len(v), at: reflect.ValueOf(v).Index, alone: alone, options: o}
}

// printKind returns how elements of a type are printed: as a number, bool or string
// of a kind, as a Struct, or, as Invalid, in the way of fmt.Sprint. Float16 and
// BFloat16 are of kind Float32.
func printKind(t reflect.Type) reflect.Kind {
	switch {
	case t == reflect.TypeFor[Float16](), t == reflect.TypeFor[BFloat16]():
		return reflect.Float32
	case printsItself(t):
		return reflect.Invalid
	}
	switch k := t.Kind(); {
	case k >= reflect.Bool && k <= reflect.Complex128, k == reflect.String, k == reflect.Struct:
		return k
	default:
		return reflect.Invalid
	}
}

// printsItself reports whether package fmt asks values of a type how they look.
func printsItself(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[fmt.Stringer]()) || t.Implements(reflect.TypeFor[error]()) || t.Implements(reflect.TypeFor[fmt.Formatter]())
}

func isRecord[T any]() bool { return printKind(reflect.TypeFor[T]()) == reflect.Struct }

// words returns the elements as words, of equal width but for strings.
func words(c *column) []string {
	switch kind := printKind(c.typ); kind {
	case reflect.Bool:
		return c.bools()
	case reflect.Float32, reflect.Float64:
		return c.floats()
	case reflect.Complex64, reflect.Complex128:
		return c.complexes()
	case reflect.String:
		return c.each(func(v reflect.Value) string { return quote(v.String()) })
	case reflect.Struct:
		return c.records()
	case reflect.Invalid:
		w := c.each(func(v reflect.Value) string { return fmt.Sprint(v) })
		alignRight(w)
		return w
	default:
		return c.integers()
	}
}

func (c *column) each(word func(v reflect.Value) string) []string {
	w := make([]string, c.n)
	for i := range w {
		w[i] = word(c.at(i))
	}
	return w
}

func (c *column) bools() []string {
	truth := " True" // as wide as False, even if there is none
	if c.alone {
		truth = "True"
	}
	return c.each(func(v reflect.Value) string {
		if v.Bool() {
			return truth
		}
		return "False"
	})
}

func (c *column) integers() []string {
	sign := ""
	if c.options.Sign != '-' {
		sign = string(c.options.Sign)
	}
	negative := false
	w := c.each(func(v reflect.Value) string {
		if v.CanUint() {
			return sign + strconv.FormatUint(v.Uint(), 10)
		}
		if v.Int() < 0 {
			negative = true
			return strconv.FormatInt(v.Int(), 10)
		}
		return sign + strconv.FormatInt(v.Int(), 10)
	})
	if negative && sign == " " {
		for i := range w {
			w[i] = strings.TrimLeft(w[i], " ")
		}
	}
	alignRight(w)
	return w
}

// floatBits returns the type of a float, or of the parts of a complex number, as
// appendFloat takes it.
func floatBits(t reflect.Type) int {
	switch {
	case t == reflect.TypeFor[Float16]():
		return 16
	case t == reflect.TypeFor[BFloat16]():
		return brainBits
	case t.Kind() == reflect.Float32, t.Kind() == reflect.Complex64:
		return 32
	default:
		return 64
	}
}

// realValue returns the value of a float of any type.
func realValue(v reflect.Value) float64 {
	switch v.Type() {
	case reflect.TypeFor[Float16]():
		return float64(Float16{uint16(v.Field(0).Uint())}.Float32())
	case reflect.TypeFor[BFloat16]():
		return float64(BFloat16{uint16(v.Field(0).Uint())}.Float32())
	}
	return v.Float()
}

func (c *column) floats() []string {
	x := make([]float64, c.n)
	for i := range x {
		x[i] = realValue(c.at(i))
	}
	w := make([]string, c.n)
	if c.scalar {
		for i := range x {
			w[i] = scalarReal(x[i], floatBits(c.typ))
		}
		return w
	}
	f := newFloatFormat(x, floatBits(c.typ), c.options.Sign, c.options)
	for i := range x {
		w[i] = f.word(x[i])
	}
	return w
}

func (c *column) complexes() []string {
	re, im := make([]float64, c.n), make([]float64, c.n)
	for i := range re {
		z := c.at(i).Complex()
		re[i], im[i] = real(z), imag(z)
	}
	fr := newFloatFormat(re, floatBits(c.typ), c.options.Sign, c.options)
	fi := newFloatFormat(im, floatBits(c.typ), '+', c.options)
	w := make([]string, c.n)
	for i := range w {
		part := fi.word(im[i])
		digits := strings.TrimRight(part, " ")
		w[i] = fr.word(re[i]) + digits + "j" + part[len(digits):]
	}
	return w
}

// records returns structs as tuples, each field as a column of its own.
func (c *column) records() []string {
	fields := make([][]string, c.typ.NumField())
	for k := range fields {
		fields[k] = c.field(k)
	}
	w := make([]string, c.n)
	for i := range w {
		var b strings.Builder
		b.WriteByte('(')
		for k, f := range fields {
			if k > 0 {
				b.WriteString(", ")
			}
			b.WriteString(f[i])
		}
		if len(fields) == 1 {
			b.WriteByte(',')
		}
		b.WriteByte(')')
		w[i] = b.String()
	}
	return w
}

// field returns the words of field k; those of an array in it are in brackets.
func (c *column) field(k int) []string {
	f := *c
	f.typ = c.typ.Field(k).Type
	f.at = func(i int) reflect.Value { return c.at(i).Field(k) }
	elem, shape := arrayField(f.typ)
	if len(shape) == 0 {
		return words(&f)
	}
	n := 1
	for _, d := range shape {
		n *= d
	}
	e := f
	e.typ, e.n, e.alone = elem, f.n*n, false
	e.at = func(i int) reflect.Value {
		v, size := f.at(i/n), n
		for i %= n; v.Type() != elem; i %= size {
			size /= v.Len()
			v = v.Index(i / size)
		}
		return v
	}
	parts := words(&e)
	w := make([]string, f.n)
	for i := range w {
		w[i] = nestedWords(parts[i*n:i*n+n], shape, n > c.options.Threshold, c.options.EdgeItems)
	}
	return w
}

// arrayField returns the type of the elements and the shape of a field with an array,
// in arrays in it too; no shape for one that is printed as a whole.
func arrayField(t reflect.Type) (elem reflect.Type, shape []int) {
	for elem = t; elem.Kind() == reflect.Array && !printsItself(elem); elem = elem.Elem() {
		shape = append(shape, elem.Len())
	}
	if printKind(elem) == reflect.Invalid && !printsItself(elem) {
		return t, nil
	}
	return elem, shape
}

// nestedWords returns the words of a field of a shape in its brackets, all in one
// line.
func nestedWords(parts []string, shape []int, summarize bool, edge int) string {
	if len(shape) == 0 {
		return parts[0]
	}
	n := shape[0]
	var items []string
	for i := 0; i < n; i++ {
		if summarize && n > 2*edge && i == edge {
			items = append(items, "...")
			i = n - edge
		}
		items = append(items, nestedWords(parts[i*len(parts)/n:(i+1)*len(parts)/n], shape[1:], summarize, edge))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// columns returns the number of characters of a word.
func columns(s string) int { return utf8.RuneCountInString(s) }

func alignRight(w []string) {
	width := 0
	for _, s := range w {
		width = max(width, columns(s))
	}
	for i, s := range w {
		w[i] = strings.Repeat(" ", width-columns(s)) + s
	}
}

// quote returns a string as Python's repr does: in single quotes, or in double
// ones if it has single ones only, with escapes for what can't be printed.
func quote(s string) string {
	q := '\''
	if strings.ContainsRune(s, '\'') && !strings.ContainsRune(s, '"') {
		q = '"'
	}
	b := []byte{byte(q)}
	for i, r := range s {
		switch {
		case r == utf8.RuneError && s[i] != "\uFFFD"[0]:
			b = fmt.Appendf(b, `\x%02x`, s[i]) // no valid UTF-8
		case r == q || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\r':
			b = append(b, `\r`...)
		case strconv.IsPrint(r):
			b = utf8.AppendRune(b, r)
		case r < 0x100:
			b = fmt.Appendf(b, `\x%02x`, r)
		case r < 0x10000:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = fmt.Appendf(b, `\U%08x`, r)
		}
	}
	return string(append(b, byte(q)))
}

// dtypeName returns NumPy's name of the element type of a, and whether the printed
// elements imply it.
func dtypeName[T any](a Array[T]) (name string, implied bool) {
	t := reflect.TypeFor[T]()
	switch k := printKind(t); k {
	case reflect.String:
		width := 1
		for s := range a.Values() {
			width = max(width, columns(reflect.ValueOf(s).String()))
		}
		return fmt.Sprintf("'<U%d'", width), false
	case reflect.Struct:
		return recordName(t), false
	case reflect.Invalid:
		return t.String(), false
	default:
		name = numberName(t)
		return name, name == "int64" || name == "float64" || name == "complex128" || name == "bool"
	}
}

// numberName returns NumPy's name of a type of numbers or bools.
func numberName(t reflect.Type) string {
	switch floatBits(t) {
	case 16:
		return "float16"
	case brainBits:
		return "bfloat16"
	}
	switch k := t.Kind(); k {
	case reflect.Int, reflect.Uint, reflect.Uintptr:
		return strings.TrimSuffix(k.String(), "ptr") + strconv.Itoa(t.Bits())
	default:
		return k.String()
	}
}

// recordName returns NumPy's name of a struct: a list of names and types.
func recordName(t reflect.Type) string {
	var fields []string
	for f := range t.Fields() {
		elem, shape := arrayField(f.Type)
		suffix := ""
		if len(shape) > 0 {
			suffix = ", " + tupleString(shape)
		}
		fields = append(fields, "("+quote(f.Name)+", "+codeName(elem)+suffix+")")
	}
	return "[" + strings.Join(fields, ", ") + "]"
}

func codeName(t reflect.Type) string {
	switch k := printKind(t); {
	case k == reflect.Struct:
		return recordName(t)
	case k == reflect.String, k == reflect.Invalid:
		return "'O'"
	case k == reflect.Bool:
		return "'?'"
	case t.Size() == 1:
		return quote(k.String()[:1] + "1")
	default:
		return quote("<" + k.String()[:1] + strconv.Itoa(int(t.Size())))
	}
}
