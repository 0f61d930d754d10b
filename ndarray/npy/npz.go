package npy

import (
	"archive/zip"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/internal/atomicfile"
)

// Archive is an npz file: arrays with names.
type Archive struct {
	// Limit is the size in bytes up to which members that are compressed are read,
	// 4 GB at first: a small file can announce, and hold, a petabyte of zeros.
	Limit uint64

	members map[string]*zip.File
	names   []string
	file    *os.File
	mapping *mapping
}

// OpenArchive opens an npz file. Close closes it.
func OpenArchive(path string) (*Archive, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		var z *Archive
		if z, err = NewArchive(f, info.Size()); err == nil {
			z.file = f
			return z, nil
		}
	}
	f.Close()
	return nil, fmt.Errorf("%w: %s", err, path)
}

// NewArchive returns the archive in the size bytes of r.
func NewArchive(r io.ReaderAt, size int64) (*Archive, error) {
	zr, err := zip.NewReader(r, size)
	if err != nil {
		return nil, archiveError(err)
	}
	z := &Archive{Limit: 4 << 30, members: map[string]*zip.File{}}
	for _, f := range zr.File {
		name := strings.TrimSuffix(f.Name, ".npy")
		if _, twice := z.members[name]; twice {
			return nil, formatError("two members of the name %.40q", name)
		}
		z.members[name] = f
		z.names = append(z.names, name)
	}
	return z, nil
}

// archiveError makes what package zip finds wrong an ErrFormat.
func archiveError(err error) error {
	var corrupt flate.CorruptInputError
	if errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrAlgorithm) || errors.Is(err, zip.ErrChecksum) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.As(err, &corrupt) {
		return formatError("%v", err)
	}
	return err
}

// Names returns the names of the arrays, in the order of the file.
func (z *Archive) Names() []string { return z.names }

// Close closes the file. Arrays from [View] must not be used after that.
func (z *Archive) Close() error {
	var err error
	if z.mapping != nil {
		err = z.mapping.close()
		z.mapping = nil
	}
	if z.file != nil {
		err = errors.Join(err, z.file.Close())
	}
	return err
}

func (z *Archive) member(name string) (*zip.File, error) {
	f, ok := z.members[name]
	if !ok {
		return nil, fmt.Errorf("npy: no array %q in the archive", name)
	}
	return f, nil
}

// read calls do with the bytes of a member, all of which it must read.
func (z *Archive) read(name string, do func(r io.Reader) error) error {
	f, err := z.member(name)
	if err != nil {
		return err
	}
	if f.Method != zip.Store && f.UncompressedSize64 > z.Limit {
		return formatError("member %.40q of %d bytes, more than the limit", name, f.UncompressedSize64)
	}
	r, err := f.Open()
	if err != nil {
		return archiveError(err)
	}
	defer r.Close()
	if err := do(io.LimitReader(r, int64(min(f.UncompressedSize64, maxBytes)))); err != nil {
		return fmt.Errorf("%w: member %.40q", archiveError(err), name)
	}
	// Package zip compares the checksum at the end.
	switch n, err := r.Read(make([]byte, 1)); {
	case n > 0:
		return formatError("bytes after the elements: member %.40q", name)
	case err != nil && err != io.EOF:
		return fmt.Errorf("%w: member %.40q", archiveError(err), name)
	}
	return nil
}

// Header reads the header of an array.
func (z *Archive) Header(name string) (h Header, err error) {
	f, err := z.member(name)
	if err != nil {
		return h, err
	}
	r, err := f.Open()
	if err != nil {
		return h, archiveError(err)
	}
	defer r.Close()
	h, err = ReadHeader(r)
	return h, archiveError(err)
}

// Decode reads an array as the function [Decode] does.
func (z *Archive) Decode(name string) (h Header, data []byte, err error) {
	err = z.read(name, func(r io.Reader) error {
		h, data, err = Decode(r)
		return err
	})
	return h, data, err
}

// Get reads an array of an archive, as [Read] does.
func Get[T any](z *Archive, name string) (a ndarray.Array[T], err error) {
	err = z.read(name, func(r io.Reader) error {
		a, err = Read[T](r)
		return err
	})
	return a, err
}

// View returns an array of an archive that [OpenArchive] opened, read-only: in the
// memory of the file, as [Map] does, if the member is not compressed and its
// elements are those of T byte by byte and aligned, as they are in files that
// [WriteNpz] wrote; otherwise a copy. Views in the memory of the file last until
// z.Close, and their checksum is not compared.
func View[T any](z *Archive, name string) (a ndarray.Array[T], inPlace bool, err error) {
	f, err := z.member(name)
	if err != nil {
		return a, false, err
	}
	if b, ok := z.stored(f); ok {
		if a, inPlace, err = viewBytes[T](b); inPlace || err != nil {
			return a, inPlace, err
		}
	}
	a, err = Get[T](z, name)
	return a.ReadOnly(), false, err
}

// stored returns the bytes of a member that is not compressed, if the file can be
// mapped.
func (z *Archive) stored(f *zip.File) ([]byte, bool) {
	if f.Method != zip.Store || z.file == nil {
		return nil, false
	}
	if z.mapping == nil {
		info, err := z.file.Stat()
		if err != nil || info.Size() > maxBytes {
			return nil, false
		}
		if z.mapping, err = newMapping(z.file, int(info.Size()), ReadOnly); err != nil {
			return nil, false
		}
	}
	at, err := f.DataOffset()
	size := int64(f.UncompressedSize64)
	if err != nil || at < 0 || size < 0 || at > int64(len(z.mapping.bytes))-size {
		return nil, false
	}
	return z.mapping.bytes[at : at+size], true
}

// Member is an array that [WriteNpz] writes.
type Member struct {
	name  string
	write func(w io.Writer) error
}

// Named returns an array as a member of an archive.
func Named[T any](name string, a ndarray.Array[T]) Member {
	return Member{name, func(w io.Writer) error { return Write(w, a) }}
}

// Compression of [WriteNpz].
type Compression uint16

const (
	// Stored: as they are, so that [View] and NumPy can map them.
	Stored = Compression(zip.Store)
	// Deflated: compressed, as numpy.savez_compressed does.
	Deflated = Compression(zip.Deflate)
)

// WriteNpz writes an archive of arrays.
//
//	err := npy.WriteNpz(w, npy.Stored, npy.Named("x", x), npy.Named("y", y))
func WriteNpz(w io.Writer, c Compression, members ...Member) error {
	counted := &counter{w: w}
	zw := zip.NewWriter(counted)
	seen := map[string]bool{}
	for _, m := range members {
		if seen[m.name] {
			return fmt.Errorf("npy: two arrays of the name %q", m.name)
		}
		seen[m.name] = true
		if err := zw.Flush(); err != nil {
			return err
		}
		h := &zip.FileHeader{Name: m.name + ".npy", Method: uint16(c)}
		h.Extra = padding(counted.n + localHeader + int64(len(h.Name)))
		f, err := zw.CreateHeader(h)
		if err != nil {
			return err
		}
		if err := m.write(f); err != nil {
			return err
		}
	}
	return zw.Close()
}

// WriteNpzFile writes an archive to a file, which has its old content or all of the
// new, whatever happens in between.
func WriteNpzFile(path string, c Compression, members ...Member) error {
	return atomicfile.Write(path, func(w io.Writer) error { return WriteNpz(w, c, members...) })
}

const localHeader = 30 // bytes before the name of a member

// padding returns an extra field that puts the bytes of a member, which would begin
// at the given place, where its elements are aligned.
func padding(at int64) []byte {
	const id = 0xd935 // registered for alignment
	n := (alignment - (at+4)%alignment) % alignment
	b := binary.LittleEndian.AppendUint16(nil, id)
	b = binary.LittleEndian.AppendUint16(b, uint16(n))
	return append(b, make([]byte, n)...)
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}
