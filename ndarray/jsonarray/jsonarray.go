// Package jsonarray reads arrays of numbers from JSON, nested lists, at the speed
// of memory rather than that of encoding/json: it makes no values in between.
package jsonarray

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray"
)

// maxDims is the number of axes that arrays may have.
const maxDims = 64

// Error says what is wrong with a text, and where.
type Error struct {
	Offset int   // byte of the text
	Path   []int // indices of the element
	Msg    string
}

func (e *Error) Error() string {
	var path strings.Builder
	for _, i := range e.Path {
		fmt.Fprintf(&path, "[%d]", i)
	}
	if path.Len() > 0 {
		return fmt.Sprintf("jsonarray: %s at byte %d, element %s", e.Msg, e.Offset, path.String())
	}
	return fmt.Sprintf("jsonarray: %s at byte %d", e.Msg, e.Offset)
}

// Parse returns the array that a JSON text is: lists in lists of numbers, bools or
// strings, whatever T is, of equal length at each depth; or one element, which makes
// an array without axes. null is NaN for floats, and an error for other types. So are
// numbers that T can't hold: those beyond its range, and for integers those that
// are written with a point or an exponent. Floats are the nearest to the decimal
// number. Errors are of type *[Error].
//
//	a, err := jsonarray.Parse[float64]([]byte("[[1, 2], [3, 4]]")) // shape (2,2)
//
// Large texts are read by all threads. Beside the array, nothing is allocated.
func Parse[T any](b []byte) (ndarray.Array[T], error) {
	read := readerOf(reflect.TypeFor[T]())
	if read == nil {
		return ndarray.Array[T]{}, fmt.Errorf("jsonarray: JSON has no elements of type %s", reflect.TypeFor[T]())
	}
	if a, ok := parseRegular[T](b, read); ok {
		return a, nil
	}
	return parseAny[T](b, read)
}

// Read is [Parse] of all that r delivers.
func Read[T any](r io.Reader) (ndarray.Array[T], error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return ndarray.Array[T]{}, err
	}
	return Parse[T](b)
}

// parseAny reads an array step by step: texts with errors, with empty lists, and
// whatever parseRegular does not take.
func parseAny[T any](b []byte, read reader) (a ndarray.Array[T], err error) {
	p := parser{text: b}
	var v []T
	err = p.run(func() (string, bool) {
		v = append(v, *new(T))
		end, msg := read(p.text, p.pos, unsafe.Pointer(&v[len(v)-1]))
		if msg == "" {
			p.pos = end
		}
		return msg, msg == ""
	})
	if err != nil {
		return a, err
	}
	return ndarray.FromSlice(v).Reshape(p.shape...), nil
}

// parser follows the brackets of a text.
type parser struct {
	text  []byte
	pos   int
	count []int // items read so far of the lists that are open
	shape []int // lengths of the lists at each depth, -1 where none has ended yet
	fixed bool  // len(shape) is the number of axes
}

func (p *parser) errorf(format string, args ...any) error {
	return &Error{p.pos, append([]int{}, p.count...), fmt.Sprintf(format, args...)}
}

// next skips spaces and returns the next byte, 0 at the end.
func (p *parser) next() byte {
	p.pos = skip(p.text, p.pos)
	if p.pos == len(p.text) {
		return 0
	}
	return p.text[p.pos]
}

func skip(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i
}

// run reads the text; element reads one at p.pos, and moves it behind, or says what
// is wrong.
func (p *parser) run(element func() (msg string, ok bool)) error {
	for {
		// A value begins here.
		if p.next() == '[' {
			if err := p.open(); err != nil {
				return err
			}
			if p.next() != ']' {
				continue
			}
		} else if err := p.element(element); err != nil {
			return err
		}
		for len(p.count) > 0 && p.next() == ']' {
			if err := p.close(); err != nil {
				return err
			}
		}
		if len(p.count) == 0 {
			if p.next(); p.pos < len(p.text) {
				return p.errorf("text after the array")
			}
			return nil
		}
		if p.next() != ',' {
			return p.errorf("no ',' or ']'")
		}
		p.pos++
	}
}

// open begins a list.
func (p *parser) open() error {
	if len(p.count) == len(p.shape) {
		if p.fixed {
			return p.errorf("ragged: a list where numbers are expected")
		}
		if len(p.shape) == maxDims {
			return p.errorf("more than %d lists in each other", maxDims)
		}
		p.shape = append(p.shape, -1)
	}
	p.count = append(p.count, 0)
	p.pos++
	return nil
}

// close ends the list that is open, whose items are equal in number to those of
// other lists at this depth.
func (p *parser) close() error {
	depth := len(p.count) - 1
	n := p.count[depth]
	p.count = p.count[:depth]
	if n == 0 && depth+1 < len(p.shape) {
		return p.errorf("ragged: an empty list where others have lists")
	}
	p.fixed = true
	if want := p.shape[depth]; want >= 0 && want != n {
		return p.errorf("ragged: list of length %d, others have %d", n, want)
	}
	p.shape[depth] = n
	p.pos++
	p.done()
	return nil
}

// done counts a value in the list that it is in.
func (p *parser) done() {
	if k := len(p.count) - 1; k >= 0 {
		p.count[k]++
	}
}

func (p *parser) element(read func() (string, bool)) error {
	if p.pos == len(p.text) {
		return p.errorf("the text ends too early")
	}
	if len(p.count) < len(p.shape) {
		return p.errorf("ragged: %s where a list is expected", p.describe())
	}
	p.fixed = true
	if d := len(p.count) - 1; d >= 0 && p.shape[d] == 0 {
		return p.errorf("ragged: an element where other lists are empty")
	}
	if msg, ok := read(); !ok {
		return p.errorf("%s", msg)
	}
	p.done()
	return nil
}

// describe returns the next bytes of the text.
func (p *parser) describe() string {
	s := string(p.text[p.pos:min(p.pos+20, len(p.text))])
	for !utf8.ValidString(s) && len(s) > 0 {
		s = s[:len(s)-1]
	}
	if i := strings.IndexAny(s, ",] \n"); i > 0 {
		s = s[:i]
	}
	return fmt.Sprintf("%q", s)
}
