// Package text reads and writes arrays as tables: numbers in lines, between spaces,
// commas or tabs, in the manner of NumPy's loadtxt, genfromtxt and savetxt.
package text

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"strings"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray"
)

// LoadOpt says how a table is written. The zero value is NumPy's default: numbers
// between spaces, comments after '#'.
type LoadOpt struct {
	// Delimiter separates fields; without one they are separated by spaces and
	// tabs.
	Delimiter string
	// Comments begin what is not read, up to the end of the line. nil means "#",
	// an empty slice that there are none.
	Comments []string
	// SkipRows is the number of lines that are not read at the begin, comments and
	// empty ones included.
	SkipRows int
	// MaxRows is the number of rows that are read at most, 0 for all.
	MaxRows int
	// UseCols are the columns that are read, in this order; negative ones count
	// from the end. Without any, all are, and all rows must have as many.
	UseCols []int
	// Unpack transposes the result, so that its rows are the columns.
	Unpack bool
	// NDMin is the number of axes that the result has at least, up to 2: axes of
	// length 1 are removed down to that.
	NDMin int
	// Quote is the character around fields with delimiters, comments or ends of
	// lines in them; twice in such a field, it stands for itself. 0: there are none.
	Quote byte
	// Missing are fields without a value; if it is not nil, so are empty ones. (Other
	// fields that are no numbers are errors, which genfromtxt takes for missing.)
	Missing []string
	// Fill is the value of elements that are missing, of the element type; nil means
	// NaN for floats and complex numbers, -1 for integers, false and "".
	Fill any
}

// Error says what is wrong with a table, and where.
type Error struct {
	Line   int // of the file, from 1
	Column int // of the table, from 1; 0 if the row is wrong as a whole
	Msg    string
}

func (e *Error) Error() string {
	if e.Column > 0 {
		return fmt.Sprintf("text: %s at line %d, column %d", e.Msg, e.Line, e.Column)
	}
	return fmt.Sprintf("text: %s at line %d", e.Msg, e.Line)
}

// Load reads a table, row by row. Elements are numbers, bools (numbers that are not
// 0, True or False) or strings. The result has two axes, of which those of length 1
// are removed: see NDMin. Without rows it has shape (0,), or (0, n) where UseCols
// names n > 1 columns. What is wrong with the table is an error of type *[Error].
//
//	a, err := text.Load[float64](r, text.LoadOpt{Delimiter: ",", SkipRows: 1})
func Load[T any](r io.Reader, o LoadOpt) (a ndarray.Array[T], err error) {
	l, err := newLoader[T](o)
	if err != nil {
		return a, err
	}
	if err := l.rows(r); err != nil {
		return a, err
	}
	return l.result(), nil
}

// LoadFile reads a table from a file, as [Load] does, which is compressed if its
// name ends with .gz.
func LoadFile[T any](path string, o LoadOpt) (a ndarray.Array[T], err error) {
	f, err := os.Open(path)
	if err != nil {
		return a, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(bufio.NewReaderSize(f, 1<<16)); err != nil {
			return a, fmt.Errorf("%w: %s", err, path)
		}
	}
	if a, err = Load[T](r, o); err != nil {
		return a, fmt.Errorf("%w: %s", err, path)
	}
	return a, nil
}

// loader reads rows.
type loader[T any] struct {
	LoadOpt
	convert   converter
	fill      T
	missing   map[string]bool
	line      int // of the file, that has been read
	firstLine int // of the row
	columns   int // of each row, -1 before the first
	count     int // rows
	fields    [][]byte
	elements  []T
}

func newLoader[T any](o LoadOpt) (*loader[T], error) {
	t := reflect.TypeFor[T]()
	l := &loader[T]{LoadOpt: o, convert: converterOf(t), columns: -1}
	if l.convert == nil {
		return nil, fmt.Errorf("text: tables have no elements of type %s", t)
	}
	if len(o.UseCols) == 0 {
		l.UseCols = nil
	}
	if o.Comments == nil {
		l.Comments = []string{"#"}
	}
	if o.NDMin < 0 || o.NDMin > 2 || o.SkipRows < 0 || o.MaxRows < 0 {
		return nil, fmt.Errorf("text: NDMin, SkipRows or MaxRows out of range")
	}
	for _, c := range l.Comments {
		if c == "" || c == o.Delimiter {
			return nil, fmt.Errorf("text: bad comment %q", c)
		}
	}
	if o.Missing != nil {
		l.missing = map[string]bool{"": true}
		for _, s := range o.Missing {
			l.missing[s] = true
		}
	}
	fill, ok := o.Fill.(T)
	if o.Fill != nil && !ok {
		return nil, fmt.Errorf("text: Fill is %T, not %s", o.Fill, t)
	}
	l.fill = fill
	if o.Fill == nil {
		noValue(reflect.ValueOf(&l.fill).Elem())
	}
	return l, nil
}

// noValue sets an element to what stands for a missing one.
func noValue(v reflect.Value) {
	switch {
	case v.CanFloat():
		v.SetFloat(math.NaN())
	case v.CanComplex():
		v.SetComplex(complex(math.NaN(), 0))
	case v.CanInt():
		v.SetInt(-1)
	case v.CanUint():
		v.SetUint(math.MaxUint64)
	}
}

// rows reads all rows.
func (l *loader[T]) rows(r io.Reader) error {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 1<<16), math.MaxInt)
	s.Split(splitLines)
	for l.MaxRows == 0 || l.count < l.MaxRows {
		line, ok := l.next(s)
		if !ok {
			break
		}
		if l.line <= l.SkipRows {
			continue
		}
		l.firstLine = l.line
		if err := l.split(line, s); err != nil {
			return err
		}
		if err := l.row(); err != nil {
			return err
		}
	}
	return s.Err()
}

func (l *loader[T]) next(s *bufio.Scanner) (line []byte, ok bool) {
	if !s.Scan() {
		return nil, false
	}
	l.line++
	return s.Bytes(), true
}

// splitLines makes a Scanner return lines, which end with \n, \r\n or \r.
func splitLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	n := bytes.IndexByte(data, '\n')
	line := data
	if n >= 0 {
		line = data[:n]
	}
	switch r := bytes.IndexByte(line, '\r'); {
	case r >= 0 && r+1 < len(line): // alone
		return r + 1, line[:r], nil
	case r >= 0 && n >= 0:
		return n + 1, line[:r], nil
	case n >= 0:
		return n + 1, line, nil
	case !atEOF:
		return 0, nil, nil // the rest of the line, or \n after \r
	case r >= 0:
		return len(data), line[:r], nil
	case len(data) > 0:
		return len(data), data, nil
	}
	return 0, nil, nil
}

// split sets the fields of the row that begins with a line; none if it is empty.
func (l *loader[T]) split(line []byte, s *bufio.Scanner) error {
	l.fields = l.fields[:0]
	if l.Quote != 0 && bytes.IndexByte(line, l.Quote) >= 0 {
		return l.splitQuoted(line, s)
	}
	for _, c := range l.Comments {
		if len(c) == 1 {
			if i := bytes.IndexByte(line, c[0]); i >= 0 {
				line = line[:i]
			}
		} else if i := bytes.Index(line, []byte(c)); i >= 0 {
			line = line[:i]
		}
	}
	if len(line) == 0 {
		return nil
	}
	switch len(l.Delimiter) {
	case 0:
		l.splitSpaces(line)
	case 1:
		for {
			i := bytes.IndexByte(line, l.Delimiter[0])
			if i < 0 {
				break
			}
			l.fields = append(l.fields, line[:i])
			line = line[i+1:]
		}
		l.fields = append(l.fields, line)
	default:
		l.fields = append(l.fields, bytes.Split(line, []byte(l.Delimiter))...)
	}
	return nil
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func (l *loader[T]) splitSpaces(line []byte) {
	for i := 0; ; {
		for i < len(line) && isSpace(line[i]) {
			i++
		}
		if i == len(line) {
			return
		}
		begin := i
		for i < len(line) && !isSpace(line[i]) {
			i++
		}
		l.fields = append(l.fields, line[begin:i])
	}
}

// splitQuoted splits a line with quotes, and those that follow while one is open.
func (l *loader[T]) splitQuoted(line []byte, s *bufio.Scanner) error {
	var field []byte
	inside, started := false, false // in quotes; in a field
	end := func() {
		l.fields = append(l.fields, field)
		field, started = nil, false
	}
	for i := 0; ; i++ {
		if i == len(line) {
			if !inside {
				break
			}
			next, ok := l.next(s)
			if !ok {
				return &Error{l.firstLine, 0, "quote without end"}
			}
			line, i = next, -1
			field = append(field, '\n')
			continue
		}
		c := line[i]
		switch {
		case inside && c == l.Quote && i+1 < len(line) && line[i+1] == l.Quote:
			field = append(field, c)
			i++
		case inside && c == l.Quote:
			inside = false
		case inside:
			field = append(field, c)
		case c == l.Quote && len(field) == 0:
			inside, started = true, true
		case l.isComment(line[i:]):
			line = line[:i]
			i--
		case l.Delimiter != "" && bytes.HasPrefix(line[i:], []byte(l.Delimiter)):
			end()
			started = true
			i += len(l.Delimiter) - 1
		case l.Delimiter == "" && isSpace(c):
			if started {
				end()
			}
		default:
			field, started = append(field, c), true
		}
	}
	if started {
		end()
	}
	return nil
}

func (l *loader[T]) isComment(rest []byte) bool {
	for _, c := range l.Comments {
		if bytes.HasPrefix(rest, []byte(c)) {
			return true
		}
	}
	return false
}

// row converts the fields of a row.
func (l *loader[T]) row() error {
	n := len(l.fields)
	switch {
	case n == 0:
		return nil
	case l.columns < 0:
		l.columns = n
	case l.UseCols == nil && n != l.columns:
		return &Error{l.firstLine, 0, fmt.Sprintf("the number of columns changed from %d to %d", l.columns, n)}
	}
	l.count++
	if l.UseCols == nil {
		for k, f := range l.fields {
			if err := l.element(f, k); err != nil {
				return err
			}
		}
		return nil
	}
	for _, c := range l.UseCols {
		k := c
		if k < 0 {
			k += n
		}
		if k < 0 || k >= n {
			return &Error{l.firstLine, 0, fmt.Sprintf("invalid column index %d in a row of %d columns", c, n)}
		}
		if err := l.element(l.fields[k], k); err != nil {
			return err
		}
	}
	return nil
}

// element converts the field of column k.
func (l *loader[T]) element(field []byte, k int) error {
	l.elements = append(l.elements, l.fill)
	if l.missing != nil && l.missing[string(bytes.TrimSpace(field))] {
		return nil
	}
	if !l.convert(field, unsafe.Pointer(&l.elements[len(l.elements)-1])) {
		return &Error{l.firstLine, k + 1, fmt.Sprintf("could not convert string %.100q to %s", field, reflect.TypeFor[T]())}
	}
	return nil
}

// result returns the rows as an array.
func (l *loader[T]) result() ndarray.Array[T] {
	cols := 1
	if l.UseCols != nil {
		cols = len(l.UseCols)
	} else if l.count > 0 {
		cols = l.columns
	}
	shape := []int{l.count, cols}
	if len(shape) > l.NDMin {
		var kept []int
		for _, n := range shape {
			if n != 1 {
				kept = append(kept, n)
			}
		}
		if len(kept) < l.NDMin {
			kept = append(kept, 1)
		}
		shape = kept
	}
	if len(shape) == 0 {
		return ndarray.Full(l.elements[0])
	}
	a := ndarray.FromSlice(l.elements, shape...)
	if l.Unpack {
		a = a.T()
	}
	return a
}
