package npy

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/internal/atomicfile"
)

// Mode says what a mapping may be used for.
type Mode uint8

const (
	// ReadOnly: writes to the array panic with [ndarray.ErrReadOnly].
	ReadOnly Mode = iota
	// ReadWrite: writes to the array change the file.
	ReadWrite
)

// Mapped is a file whose elements are in memory as they stand there: reading one
// reads it from the disk, if it is not in the system's cache.
//
// The mapping lasts until Close. Arrays that were taken from it, and their views,
// must not be used after that: the memory is gone, and with it the program. The same
// comes of making the file shorter meanwhile.
type Mapped[T any] struct {
	a       ndarray.Array[T]
	mapping *mapping
	inPlace bool
}

var errClosed = errors.New("npy: the mapping is closed")

// Map maps the array in a file to memory. Its elements must be those of T byte by
// byte: numbers in the byte order of this machine, or records that are laid out as
// the struct T. Bools are all looked at. Where a mapping that is read-only is not
// possible, for the elements are not aligned or the system has none, the array is
// a copy: see InPlace.
func Map[T any](path string, mode Mode) (*Mapped[T], error) {
	flag := os.O_RDONLY
	if mode == ReadWrite {
		flag = os.O_RDWR
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := mapArray[T](f, mode)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, path)
	}
	return m, nil
}

// Create makes a file with an array of zeros of the given shape and maps it to
// memory for reading and writing. A file that exists is replaced, as by [WriteFile]:
// those who have mapped it keep what they have.
func Create[T any](path string, shape ...int) (*Mapped[T], error) {
	d, err := Of[T]()
	if err != nil {
		return nil, err
	}
	for _, n := range shape {
		if n < 0 {
			return nil, fmt.Errorf("npy: negative length in shape %s", shapeString(shape))
		}
	}
	h := Header{Type: d, Shape: shape}
	if err := checkShape(shape, d.Size, maxBytes); err != nil {
		return nil, err
	}
	b, err := h.encode()
	if err != nil {
		return nil, err
	}
	err = atomicfile.Replace(path, func(f *os.File) error {
		if _, err := f.Write(b); err != nil {
			return err
		}
		return f.Truncate(int64(len(b) + h.Bytes()))
	})
	if err != nil {
		return nil, err
	}
	return Map[T](path, ReadWrite)
}

func mapArray[T any](f *os.File, mode Mode) (*Mapped[T], error) {
	h, err := ReadHeader(f)
	if err != nil {
		return nil, err
	}
	p, err := h.mappable(reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	switch have, want := info.Size(), int64(h.size)+int64(h.Bytes()); {
	case have < want:
		return nil, formatError("it ends too early")
	case have > want:
		return nil, formatError("bytes after the elements")
	}
	aligned := h.size%int(unsafe.Alignof(*new(T))) == 0
	if aligned {
		mem, err := newMapping(f, h.size+h.Bytes(), mode)
		if err == nil {
			a, err := viewOf[T](mem.bytes[h.size:], h, p, mode)
			if err != nil {
				mem.close()
				return nil, err
			}
			return &Mapped[T]{a, mem, true}, nil
		}
		if mode == ReadWrite || !errors.Is(err, errors.ErrUnsupported) {
			return nil, err
		}
	}
	if mode == ReadWrite {
		return nil, fmt.Errorf("npy: elements at byte %d are not aligned, so that they can't be written in place", h.size)
	}
	a, err := readBody[T](f, h)
	return &Mapped[T]{a: a.ReadOnly(), mapping: &mapping{}}, err
}

// mappable returns an error unless the elements of the file are those of a Go type
// byte by byte.
func (h Header) mappable(t reflect.Type) (*plan, error) {
	p, err := h.plan(t)
	if err == nil && !p.direct {
		err = fmt.Errorf("npy: elements of type %s differ in memory from %s: Read converts them", h.Type, t)
	}
	return p, err
}

// viewOf returns the array whose elements are in b, which is aligned.
func viewOf[T any](b []byte, h Header, p *plan, mode Mode) (a ndarray.Array[T], err error) {
	n := h.Len()
	var s []T
	if n > 0 && len(b) > 0 {
		s = unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), n)
	} else {
		s = newItems[T](n)
	}
	if !p.checkBools(unsafe.Pointer(unsafe.SliceData(s)), n, false) {
		return a, formatError("a bool that is neither 0 nor 1")
	}
	a = shaped(h, s)
	if mode == ReadOnly {
		a = a.ReadOnly()
	}
	return a, nil
}

// Array returns the array, which shares its memory with the file. It panics after
// Close.
func (m *Mapped[T]) Array() ndarray.Array[T] {
	if m.mapping == nil {
		panic(errClosed)
	}
	return m.a
}

// InPlace reports whether the array is in the memory of the file; otherwise it is a
// copy.
func (m *Mapped[T]) InPlace() bool { return m.inPlace }

// Flush brings what was written to the array to the disk.
func (m *Mapped[T]) Flush() error {
	if m.mapping == nil {
		return errClosed
	}
	return m.mapping.flush()
}

// Close ends the mapping. What was written to the array is in the file then, and
// Flush before brings it to the disk.
func (m *Mapped[T]) Close() error {
	if m.mapping == nil {
		return errClosed
	}
	mem := m.mapping
	m.mapping, m.a = nil, ndarray.Array[T]{}
	return mem.close()
}

// viewBytes returns the array of a whole file in memory, in place if it can be.
func viewBytes[T any](b []byte) (a ndarray.Array[T], inPlace bool, err error) {
	r := bytes.NewReader(b)
	h, err := ReadHeader(r)
	if err != nil {
		return a, false, err
	}
	if h.size+h.Bytes() != len(b) {
		return a, false, formatError("%d bytes for shape %s of %s", len(b)-h.size, shapeString(h.Shape), h.Type.Name())
	}
	p, err := h.plan(reflect.TypeFor[T]())
	if err != nil {
		return a, false, err
	}
	body := b[h.size:]
	if p.direct && uintptr(unsafe.Pointer(unsafe.SliceData(body)))%unsafe.Alignof(*new(T)) == 0 {
		a, err = viewOf[T](body, h, p, ReadOnly)
		return a, true, err
	}
	a, err = readBody[T](r, h)
	return a.ReadOnly(), false, err
}
