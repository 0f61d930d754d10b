package npy

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/internal/atomicfile"
)

// Write writes an array, with the bytes that NumPy writes: in Fortran order if its
// elements lie in memory so, otherwise in C order; strings as text of the length of
// the longest, which must be valid UTF-8 without a zero at its end. See [Of] for
// the types of elements.
func Write[T any](w io.Writer, a ndarray.Array[T]) error {
	if reflect.TypeFor[T]().Kind() == reflect.String {
		return writeText(w, a)
	}
	d, err := Of[T]()
	if err != nil {
		return err
	}
	p, err := planFor(reflect.TypeFor[T](), d)
	if err != nil {
		return err
	}
	h := Header{Type: d, Shape: a.Shape(), Fortran: isFortran(a)}
	if err := h.write(w); err != nil {
		return err
	}
	if h.Fortran {
		a = a.T()
	}
	var buf []byte
	return pieces(a, func(s []T) error {
		b := bytesOf(s)
		if !p.direct {
			buf = p.encode(buf[:0], unsafe.Pointer(unsafe.SliceData(s)), len(s))
			b = buf
		}
		_, err := w.Write(b)
		return err
	})
}

// WriteFile writes an array to a file, as [Write] does, which has its old content
// or all of the new, whatever happens in between.
func WriteFile[T any](path string, a ndarray.Array[T]) error {
	return atomicfile.Write(path, func(w io.Writer) error { return Write(w, a) })
}

func (h Header) write(w io.Writer) error {
	b, err := h.encode()
	if err == nil {
		_, err = w.Write(b)
	}
	return err
}

// isFortran reports whether the elements of a lie in memory in Fortran order, and
// not in C order.
func isFortran[T any](a ndarray.Array[T]) bool {
	return a.Size() > 0 && !inOrder(a.Shape(), a.Strides(), int(unsafe.Sizeof(*new(T)))) &&
		inOrder(a.T().Shape(), a.T().Strides(), int(unsafe.Sizeof(*new(T))))
}

func inOrder(shape, strides []int, item int) bool {
	for d, n := range slices.Backward(shape) {
		if n != 1 && strides[d] != item {
			return false
		}
		item *= n
	}
	return true
}

const pieceBytes = 1 << 20

// pieces calls do with the elements of a in C order, piece by piece: pieces of a, or
// of copies of parts of it.
func pieces[T any](a ndarray.Array[T], do func(s []T) error) error {
	most := pieceBytes / max(int(unsafe.Sizeof(*new(T))), 1)
	if s, ok := a.Data(); ok {
		for p := range slices.Chunk(s, most) {
			if err := do(p); err != nil {
				return err
			}
		}
		return nil
	}
	if a.NDim() == 0 || a.Size() <= most {
		s, _ := a.Copy().Data()
		return do(s)
	}
	n := a.Len()
	rows := max(most*n/a.Size(), 1)
	if rows == 1 && a.NDim() > 1 {
		for i := range n {
			if err := pieces(a.Row(i), do); err != nil {
				return err
			}
		}
		return nil
	}
	for i := 0; i < n; i += rows {
		if err := pieces(a.Slice(ndarray.R(i, i+rows)), do); err != nil {
			return err
		}
	}
	return nil
}

// writeText writes strings, as text of the length of the longest.
func writeText[T any](w io.Writer, a ndarray.Array[T]) error {
	longest := 1 // as NumPy, which has no text of no characters
	for v := range a.Values() {
		s := *(*string)(unsafe.Pointer(&v))
		switch {
		case !utf8.ValidString(s):
			return fmt.Errorf("npy: %.40q is no valid UTF-8", s)
		case strings.HasSuffix(s, "\x00"):
			return errors.New("npy: a string that ends with a zero: NumPy takes that for padding")
		}
		longest = max(longest, utf8.RuneCountInString(s))
	}
	h := Header{Type: DType{Kind: 'U', Order: nativeOrder, Size: 4 * longest}, Shape: a.Shape(), Fortran: isFortran(a)}
	if h.Type.Size > maxItem {
		return fmt.Errorf("npy: a string of %d characters", longest)
	}
	if err := h.write(w); err != nil {
		return err
	}
	if h.Fortran {
		a = a.T()
	}
	var buf []byte
	flush := func(min int) error {
		if len(buf) < min {
			return nil
		}
		_, err := w.Write(buf)
		buf = buf[:0]
		return err
	}
	for v := range a.Values() {
		at := len(buf)
		buf = append(buf, make([]byte, h.Type.Size)...)
		for _, r := range *(*string)(unsafe.Pointer(&v)) {
			*(*[4]byte)(buf[at:]) = *(*[4]byte)(unsafe.Pointer(&r))
			at += 4
		}
		if err := flush(pieceBytes); err != nil {
			return err
		}
	}
	return flush(1)
}
