package npy

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray"
)

// DType is the type of the elements of a file, as NumPy describes it.
type DType struct {
	// Kind is NumPy's letter: 'b' bool, 'i' and 'u' integers, 'f' floats, 'c'
	// complex numbers, 'S' bytes, 'U' text in UTF-32, both padded with zeros, 'V'
	// anything, with fields a record, 'M' points in time, 'm' durations.
	Kind byte
	// Order is '<' if the bytes of a number come from the least to the most
	// significant, '>' if the other way round, '|' where that makes no difference.
	Order byte
	// Size is the number of bytes of an element.
	Size int
	// Unit is that of 'M' and 'm': "ns".
	Unit string
	// Fields are those of a record.
	Fields []Field
}

// Field is a part of a record.
type Field struct {
	Name   string
	Offset int // bytes from the begin of the record
	Type   DType
	Shape  []int // of an array of elements of the type; nil if the field is one
}

const (
	maxItem   = 1 << 30 // bytes of an element
	maxFields = 1 << 14
)

// count returns the number of elements in the field.
func (f Field) count() int {
	n := 1
	for _, d := range f.Shape {
		n *= d
	}
	return n
}

// Name returns NumPy's name of the type: "float64", "bool", "str", "datetime64[ns]".
func (d DType) Name() string {
	bits := strconv.Itoa(8 * d.Size)
	switch d.Kind {
	case 'b':
		return "bool"
	case 'i':
		return "int" + bits
	case 'u':
		return "uint" + bits
	case 'f':
		return "float" + bits
	case 'c':
		return "complex" + bits
	case 'S':
		return "bytes"
	case 'U':
		return "str"
	case 'M':
		return "datetime64[" + d.Unit + "]"
	case 'm':
		return "timedelta64[" + d.Unit + "]"
	}
	if d.Fields != nil {
		return "record"
	}
	return "void"
}

// String returns the type as it stands in a header: '<f8', [('x', '<f8')].
func (d DType) String() string {
	if d.Fields == nil {
		size := d.Size
		if d.Kind == 'U' {
			size /= 4
		}
		s := string([]byte{d.Order, d.Kind}) + strconv.Itoa(size)
		if d.Unit != "" {
			s += "[" + d.Unit + "]"
		}
		return quote(s)
	}
	var parts []string
	end := 0
	pad := func(n int) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("('', '|V%d')", n))
		}
	}
	for _, f := range d.Fields {
		pad(f.Offset - end)
		s := "(" + quote(f.Name) + ", " + f.Type.String()
		if f.Shape != nil {
			s += ", " + shapeString(f.Shape)
		}
		parts = append(parts, s+")")
		end = f.Offset + f.count()*f.Type.Size
	}
	pad(d.Size - end)
	return "[" + strings.Join(parts, ", ") + "]"
}

// shapeString writes a shape as Python's repr does.
func shapeString(shape []int) string {
	var b strings.Builder
	b.WriteByte('(')
	for i, n := range shape {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(n))
	}
	if len(shape) == 1 {
		b.WriteByte(',')
	}
	b.WriteByte(')')
	return b.String()
}

// parseDType returns the type that a header gives as a string or a list of fields.
func parseDType(v any) (DType, error) {
	switch v := v.(type) {
	case string:
		return parseCode(v)
	case list:
		return parseRecord(v)
	}
	return DType{}, formatError("header: descr is neither a string nor a list")
}

func parseCode(s string) (DType, error) {
	bad := formatError("header: unknown type %.40q", s)
	d := DType{Order: '|'}
	rest := s
	if rest != "" && strings.IndexByte("<>|=", rest[0]) >= 0 {
		d.Order, rest = rest[0], rest[1:]
	}
	if rest == "" {
		return d, bad
	}
	d.Kind, rest = rest[0], rest[1:]
	if d.Kind == 'M' || d.Kind == 'm' {
		if begin := strings.IndexByte(rest, '['); begin >= 0 && strings.HasSuffix(rest, "]") {
			d.Unit, rest = rest[begin+1:len(rest)-1], rest[:begin]
		}
	}
	switch {
	case d.Kind == 'O':
		return d, formatError("arrays of Python objects can't be read")
	case d.Kind == '?' && rest == "":
		d.Kind, rest = 'b', "1"
	}
	n, err := strconv.ParseUint(rest, 10, 31)
	if err != nil {
		return d, bad
	}
	d.Size = int(n)
	if d.Kind == 'U' {
		d.Size *= 4
	}
	if d.Size > maxItem || !d.valid() {
		return d, bad
	}
	single := d.Size == 1 || d.Kind == 'S' || d.Kind == 'V'
	switch {
	case single:
		d.Order = '|'
	case d.Order == '=' || d.Order == '|':
		d.Order = nativeOrder
	}
	return d, nil
}

func (d DType) valid() bool {
	power := d.Size&(d.Size-1) == 0
	switch d.Kind {
	case 'b':
		return d.Size == 1
	case 'i', 'u':
		return power && 1 <= d.Size && d.Size <= 8
	case 'f':
		return power && 2 <= d.Size && d.Size <= 16 || d.Size == 12 // C's long double
	case 'c':
		return power && 8 <= d.Size && d.Size <= 32 || d.Size == 24
	case 'M', 'm':
		return d.Size == 8
	}
	return d.Kind == 'S' || d.Kind == 'U' || d.Kind == 'V'
}

func parseRecord(fields list) (DType, error) {
	d := DType{Kind: 'V', Order: '|', Fields: []Field{}}
	if len(fields) > maxFields {
		return d, formatError("header: %d fields", len(fields))
	}
	names := map[string]bool{}
	for _, v := range fields {
		f, err := parseField(v)
		if err != nil {
			return d, err
		}
		f.Offset = d.Size
		d.Size += f.count() * f.Type.Size
		if d.Size > maxItem {
			return d, formatError("header: elements of more than %d bytes", maxItem)
		}
		if f.Name == "" && f.Type.Kind == 'V' && f.Type.Fields == nil {
			continue // padding
		}
		if names[f.Name] {
			return d, formatError("header: two fields of the name %.40q", f.Name)
		}
		names[f.Name] = true
		d.Fields = append(d.Fields, f)
	}
	return d, nil
}

// parseField returns the field that a tuple describes: (name, type) or
// (name, type, shape), where the name may be (title, name).
func parseField(v any) (f Field, err error) {
	bad := formatError("header: bad description of a field")
	t, ok := v.(tuple)
	if !ok || len(t) < 2 || len(t) > 3 {
		return f, bad
	}
	name := t[0]
	if pair, ok := name.(tuple); ok && len(pair) == 2 {
		name = pair[1]
	}
	if f.Name, ok = name.(string); !ok {
		return f, bad
	}
	if f.Type, err = parseDType(t[1]); err != nil || len(t) == 2 {
		return f, err
	}
	if n, ok := t[2].(int); ok {
		t[2] = tuple{n}
	}
	if f.Shape, err = parseShape(t[2], f.Type.Size, maxItem); err == nil && f.Shape == nil {
		f.Shape = []int{}
	}
	return f, err
}

// parseShape returns a shape of elements of so many bytes, limit at most in all.
func parseShape(v any, size, limit int) ([]int, error) {
	t, ok := v.(tuple)
	if !ok {
		return nil, formatError("header: shape is no tuple")
	}
	shape := make([]int, len(t))
	for i, d := range t {
		n, ok := d.(int)
		if !ok || n < 0 {
			return nil, formatError("header: bad shape: length %v", d)
		}
		shape[i] = n
	}
	return shape, checkShape(shape, size, limit)
}

func checkShape(shape []int, size, limit int) error {
	const maxDims = 64
	if len(shape) > maxDims {
		return formatError("header: %d dimensions", len(shape))
	}
	bytes := max(size, 1)
	for _, n := range shape {
		if n > 0 && bytes > limit/n {
			return formatError("header: shape %s of elements of %d bytes is too big", shapeString(shape), size)
		}
		bytes *= max(n, 1)
	}
	return nil
}

// Of returns the type that elements of a Go type have in a file: numbers, bools,
// [ndarray.Float16], and structs of these, nested and with arrays in them, as
// records. The field of a struct has the name in its tag `npy:"name"`, or its own;
// fields that are not exported, or have the name "-", are padding, as is what lies
// between and behind fields for their alignment.
func Of[T any]() (DType, error) { return typeOf(reflect.TypeFor[T]()) }

var (
	halfType    = reflect.TypeFor[ndarray.Float16]()
	nativeOrder = func() byte {
		if one := uint16(1); *(*byte)(unsafe.Pointer(&one)) == 0 {
			return '>'
		}
		return '<'
	}()
)

func typeOf(t reflect.Type) (DType, error) {
	d := DType{Order: nativeOrder, Size: int(t.Size())}
	switch k := t.Kind(); {
	case t == halfType:
		d.Kind = 'f'
	case t == reflect.TypeFor[ndarray.BFloat16]():
		return d, fmt.Errorf("npy: NumPy has no type for %s", t)
	case k == reflect.Bool:
		d.Kind = 'b'
	case k >= reflect.Int && k <= reflect.Int64:
		d.Kind = 'i'
	case k >= reflect.Uint && k <= reflect.Uintptr:
		d.Kind = 'u'
	case k == reflect.Float32, k == reflect.Float64:
		d.Kind = 'f'
	case k == reflect.Complex64, k == reflect.Complex128:
		d.Kind = 'c'
	case k == reflect.Struct:
		return recordOf(t)
	default:
		return d, fmt.Errorf("npy: NumPy has no type for %s", t)
	}
	if d.Size == 1 {
		d.Order = '|'
	}
	return d, nil
}

func recordOf(t reflect.Type) (DType, error) {
	d := DType{Kind: 'V', Order: '|', Size: int(t.Size()), Fields: []Field{}}
	for f := range t.Fields() {
		name, ok := fieldName(f)
		if !ok {
			continue
		}
		field := Field{Name: name, Offset: int(f.Offset)}
		elem := f.Type
		for elem.Kind() == reflect.Array {
			field.Shape = append(field.Shape, elem.Len())
			elem = elem.Elem()
		}
		var err error
		if field.Type, err = typeOf(elem); err != nil {
			return d, err
		}
		d.Fields = append(d.Fields, field)
	}
	return d, nil
}

// fieldName returns the name of a field in files, and whether it has one.
func fieldName(f reflect.StructField) (string, bool) {
	name := f.Tag.Get("npy")
	if name == "" {
		name = f.Name
	}
	return name, f.IsExported() && name != "-"
}
