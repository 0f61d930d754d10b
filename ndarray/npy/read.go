package npy

import (
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray"
)

// Read reads an array: a header, and the elements that it announces. It reads not
// a byte more, so that arrays can follow each other. The file must have elements of
// type T, in either byte order: there is no conversion, but for text, which becomes
// strings, records, which become structs with fields of their names (those that
// the struct lacks are skipped), and points in time and durations, which become
// int64. An array in Fortran order becomes one whose strides say so.
//
// Files that are damaged give an error that is [ErrFormat]; what is allocated is in
// proportion to what r delivers, whatever the header announces.
func Read[T any](r io.Reader) (ndarray.Array[T], error) {
	h, err := ReadHeader(r)
	if err != nil {
		return ndarray.Array[T]{}, err
	}
	return readBody[T](r, h)
}

// ReadFile reads the array in a file, as [Read] does. Bytes after it are an error.
func ReadFile[T any](path string) (a ndarray.Array[T], err error) {
	err = withFile(path, func(f *os.File) error {
		a, err = Read[T](f)
		return err
	})
	return a, err
}

func withFile(path string, read func(f *os.File) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := read(f); err != nil {
		return fmt.Errorf("%w: %s", err, path)
	}
	if n, _ := f.Read(make([]byte, 1)); n > 0 {
		return fmt.Errorf("%w: %s", formatError("bytes after the elements"), path)
	}
	return nil
}

// Decode reads an array whose type is not known beforehand: its header, and the
// bytes of the elements as they stand in the file. [FromBytes] makes an array of
// them.
func Decode(r io.Reader) (Header, []byte, error) {
	h, err := ReadHeader(r)
	if err != nil {
		return h, nil, err
	}
	data, err := readItems[byte](r, h.Bytes())
	return h, data, err
}

// DecodeFile is [Decode] of a file. Bytes after the array are an error.
func DecodeFile(path string) (h Header, data []byte, err error) {
	err = withFile(path, func(f *os.File) error {
		h, data, err = Decode(f)
		return err
	})
	return h, data, err
}

// FromBytes returns the array of what [Decode] read, in memory of its own.
func FromBytes[T any](h Header, data []byte) (ndarray.Array[T], error) {
	p, err := h.plan(reflect.TypeFor[T]())
	if err != nil {
		return ndarray.Array[T]{}, err
	}
	if len(data) != h.Bytes() {
		return ndarray.Array[T]{}, formatError("%d bytes for shape %s of %s", len(data), shapeString(h.Shape), h.Type.Name())
	}
	n := h.Len()
	s := newItems[T](n)
	if err := p.decode(unsafe.Pointer(unsafe.SliceData(s)), data, n); err != nil {
		return ndarray.Array[T]{}, err
	}
	return shaped(h, s), nil
}

// plan returns how the elements of the file become those of an array of type t,
// which is not larger than the address space.
func (h Header) plan(t reflect.Type) (*plan, error) {
	p, err := planFor(t, h.Type)
	if err != nil {
		return nil, err
	}
	const most = 1 << 20
	if n := h.Len(); p.src == 0 && n > most {
		return nil, formatError("%d elements of no bytes", n)
	}
	return p, checkShape(h.Shape, p.dst, maxBytes)
}

func readBody[T any](r io.Reader, h Header) (a ndarray.Array[T], err error) {
	p, err := h.plan(reflect.TypeFor[T]())
	if err != nil {
		return a, err
	}
	n := h.Len()
	if !p.direct {
		data, err := readItems[byte](r, h.Bytes())
		if err != nil {
			return a, err
		}
		return FromBytes[T](h, data)
	}
	s, err := readItems[T](r, n)
	if err != nil {
		return a, err
	}
	p.checkBools(unsafe.Pointer(unsafe.SliceData(s)), n, true)
	return shaped(h, s), nil
}

// shaped returns the elements of a file as an array.
func shaped[T any](h Header, s []T) ndarray.Array[T] {
	if !h.Fortran {
		return ndarray.FromSlice(s).Reshape(h.Shape...)
	}
	shape := slices.Clone(h.Shape)
	slices.Reverse(shape)
	return ndarray.FromSlice(s).Reshape(shape...).T()
}

func newItems[T any](n int) []T {
	s, _ := ndarray.Zeros[T](n).Data()
	return s
}

// readItems reads n elements without pointers in them. It allocates twice what r
// delivers at most, unless r tells that it has all of them.
func readItems[T any](r io.Reader, n int) ([]T, error) {
	item := int(unsafe.Sizeof(*new(T)))
	have := 0
	most := max(1<<20/max(item, 1), 1)
	if left, known := remaining(r); known {
		if left/max(item, 1) < n && item > 0 {
			return nil, formatError("%d bytes of elements, of which %d are there", n*item, left)
		}
		most = n
	}
	s := newItems[T](min(n, most))
	for {
		if err := readFull(r, bytesOf(s[have:])); err != nil {
			return nil, err
		}
		if have = len(s); have == n {
			return s, nil
		}
		grown := newItems[T](min(n, 2*have))
		copy(grown, s)
		s = grown
	}
}

// bytesOf returns the memory of elements without pointers.
func bytesOf[T any](s []T) []byte {
	if len(s) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(s[0])))
}

// remaining returns how many bytes r has left, if it knows.
func remaining(r io.Reader) (n int, known bool) {
	switch r := r.(type) {
	case interface{ Len() int }:
		return r.Len(), true
	case *os.File:
		info, err := r.Stat()
		if err != nil || !info.Mode().IsRegular() {
			return 0, false
		}
		at, err := r.Seek(0, io.SeekCurrent)
		return int(info.Size() - at), err == nil
	}
	return 0, false
}
