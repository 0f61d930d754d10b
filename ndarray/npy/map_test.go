package npy_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/npy"
)

func put(t *testing.T, b []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "a.npy")
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMap(t *testing.T) {
	f := goldenFiles(t)
	path := put(t, f["fortran"])
	m, err := npy.Map[float64](path, npy.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	a := m.Array()
	same(t, a, ndarray.Arange(0, 6.0, 1).Reshape(2, 3))
	for name, write := range map[string]func(){
		"Set": func() { a.Set(1, 0, 0) }, "Fill": func() { a.T().Fill(1) }, "Assign": func() { a.Row(1).Assign(a.Row(0)) },
		"AddTo": func() { ndarray.AddTo(a, a, a) }, "Reshape": func() { a.Slice(ndarray.R(0, 1)).Reshape(3).Set(1, 0) },
	} {
		if _, err := ndarray.Try(func() int { write(); return 0 }); name != "Reshape" && !errors.Is(err, ndarray.ErrReadOnly) {
			t.Error(name, err)
		}
	}
	if _, ok := a.Data(); ok || !a.IsReadOnly() {
		t.Error("can be written")
	}
	if err := errors.Join(m.Flush(), m.Close()); err != nil {
		t.Error(err)
	}
	if m.Close() == nil || m.Flush() == nil {
		t.Error("closed twice")
	}

	m, err = npy.Map[float64](path, npy.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	m.Array().Set(10, 1, 2)
	if err := errors.Join(m.Flush(), m.Close()); err != nil {
		t.Error(err)
	}
	if a, err := npy.ReadFile[float64](path); err != nil || a.At(1, 2) != 10 {
		t.Error(a, err)
	}
	r, err := npy.Map[record](put(t, f["record"]), npy.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	same(t, r.Array(), ndarray.Of(records()...))
	r.Close()
	e, err := npy.Map[float64](put(t, f["empty"]), npy.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	same(t, e.Array(), ndarray.Zeros[float64](0, 3))
	e.Close()
}

func TestMapOfDamagedFiles(t *testing.T) {
	f := goldenFiles(t)
	for name, b := range damaged() {
		if _, err := npy.Map[float64](put(t, b), npy.ReadOnly); err == nil {
			t.Error(name)
		}
	}
	if _, err := npy.Map[float64](put(t, append(slices.Clone(f["float64"]), 0)), npy.ReadOnly); !errors.Is(err, npy.ErrFormat) {
		t.Error(err)
	}
	if _, err := npy.ReadFile[float64](put(t, append(slices.Clone(f["float64"]), 0))); !errors.Is(err, npy.ErrFormat) {
		t.Error(err)
	}
	if _, err := npy.Map[float64](put(t, f[">f8"]), npy.ReadOnly); err == nil {
		t.Error("mapped in a foreign byte order")
	}
	if _, err := npy.Map[string](put(t, f["U3"]), npy.ReadOnly); err == nil {
		t.Error("mapped strings")
	}
	if _, err := npy.Map[bool](put(t, file(describe("'|b1'", "(3,)"), "\x00\x01\x80")), npy.ReadOnly); !errors.Is(err, npy.ErrFormat) {
		t.Error(err)
	}
	// Elements that are not aligned are copied.
	header := describe("'<i4'", "(2,)")
	for len(header)%4 != 3 {
		header += " "
	}
	path := put(t, file(header, "\x01\x00\x00\x00\x02\x00\x00\x00"))
	m, err := npy.Map[int32](path, npy.ReadOnly)
	if err != nil || m.InPlace() {
		t.Fatal(err)
	}
	same(t, m.Array(), ndarray.Of[int32](1, 2))
	m.Close()
	if _, err := npy.Map[int32](path, npy.ReadWrite); err == nil {
		t.Error("wrote in place")
	}
}

func TestCreate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npy")
	m, err := npy.Create[int32](path, 3, 4)
	if err != nil {
		t.Fatal(err)
	}
	a := m.Array()
	for i := range 12 {
		a.Set(int32(i), i/4, i%4)
	}
	m.Close()
	got, err := npy.ReadFile[int32](path)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, ndarray.Arange[int32](0, 12, 1).Reshape(3, 4))
	if _, err := npy.Create[int32](path, -1); err == nil {
		t.Error("negative length")
	}
	if _, err := npy.Create[int32](path, 1<<40, 1<<40); err == nil {
		t.Error("too big")
	}
}

// TestCreateReplaces: who has mapped the old file still reads it, also behind the end
// of the new one; and what fails leaves it.
func TestCreateReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npy")
	if err := npy.WriteFile(path, ndarray.Full(7.0, 1<<16)); err != nil {
		t.Fatal(err)
	}
	var full *fs.PathError // of file systems that take no files of 64 TB
	if _, err := npy.Create[int8](path, 1<<46); !errors.As(err, &full) {
		t.Skip(err)
	}
	old, err := npy.Map[float64](path, npy.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	m, err := npy.Create[float64](path, 2)
	if err != nil {
		if runtime.GOOS == "windows" {
			t.Skip("a file that is mapped can't be replaced: ", err)
		}
		t.Fatal(err)
	}
	defer m.Close()
	if s := old.Array().Sum(); s != 7<<16 || fmt.Sprint(m.Array()) != "[0. 0.]" {
		t.Error(s, m.Array())
	}
}

// TestWriteFileIsAtomic: a failure in the middle leaves the old file, and nothing
// else.
func TestWriteFileIsAtomic(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.npy")
	if err := npy.WriteFile(path, ndarray.Of(1, 2, 3)); err != nil {
		t.Fatal(err)
	}
	os.Chmod(path, 0o640)
	bad := ndarray.Full("x", 1000)
	bad.Set("\xff", 999)
	if err := npy.WriteFile(path, bad); err == nil {
		t.Fatal("no error")
	}
	if err := npy.WriteNpzFile(path, npy.Stored, npy.Named("ok", ndarray.Zeros[float64](1<<16)), npy.Named("bad", bad)); err == nil {
		t.Fatal("no error")
	}
	a, err := npy.ReadFile[int](path)
	if err != nil {
		t.Fatal(err)
	}
	same(t, a, ndarray.Of(1, 2, 3))
	if err := npy.WriteFile(path, ndarray.Of(4)); err != nil {
		t.Fatal(err)
	}
	if a, err = npy.ReadFile[int](path); err != nil || a.At(0) != 4 {
		t.Error(a, err)
	}
	names, _ := os.ReadDir(dir)
	if info, _ := os.Stat(path); len(names) != 1 || info.Mode().Perm()&0o100 != 0 || os.PathSeparator == '/' && info.Mode().Perm() != 0o640 {
		t.Error(names, info.Mode())
	}
}

func TestNpz(t *testing.T) {
	dir := t.TempDir()
	a := ndarray.Arange(0, 1000.0, 1).Reshape(10, 100)
	b := ndarray.Of(true, false)
	for c, inPlace := range map[npy.Compression]bool{npy.Stored: true, npy.Deflated: false} {
		path := filepath.Join(dir, fmt.Sprint(c))
		if err := npy.WriteNpzFile(path, c, npy.Named("a", a), npy.Named("bools", b), npy.Named("t", a.T())); err != nil {
			t.Fatal(err)
		}
		z, err := npy.OpenArchive(path)
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]ndarray.Array[float64]{"a": a, "t": a.T()} {
			got, in, err := npy.View[float64](z, name)
			if err != nil || in != inPlace || !got.IsReadOnly() {
				t.Fatal(in, err)
			}
			same(t, got, want)
			if got, err = npy.Get[float64](z, name); err != nil {
				t.Fatal(err)
			}
			same(t, got, want)
		}
		z.Limit = 100
		if _, err := npy.Get[float64](z, "a"); (c == npy.Deflated) != errors.Is(err, npy.ErrFormat) {
			t.Error(err)
		}
		if err := z.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := npy.WriteNpz(io.Discard, npy.Stored, npy.Named("a", a), npy.Named("a", b)); err == nil {
		t.Error("a name twice")
	}
}

// TestBomb: a small archive that announces a petabyte of zeros.
func TestBomb(t *testing.T) {
	var buf bytes.Buffer
	if err := npy.WriteNpz(&buf, npy.Deflated, npy.Named("a", ndarray.Zeros[int64](1<<16))); err != nil {
		t.Fatal(err)
	}
	raw := buf.Bytes()
	// The size in the directory, of the member and before it is compressed.
	dir := bytes.LastIndex(raw, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(raw[dir+24:], 0xfffffff0)
	z, err := npy.NewArchive(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := npy.Get[int64](z, "a"); !errors.Is(err, npy.ErrFormat) {
		t.Error(err)
	}
	z.Limit = 1 << 20
	if _, err := npy.Get[int64](z, "a"); !errors.Is(err, npy.ErrFormat) || !strings.Contains(err.Error(), "limit") {
		t.Error(err)
	}
}

func FuzzArchive(f *testing.F) {
	for name, b := range goldenFiles(f) {
		if strings.HasPrefix(name, "npz") {
			f.Add(b)
		}
	}
	var b bytes.Buffer
	npy.WriteNpz(&b, npy.Stored, npy.Named("a", ndarray.Zeros[float64](3)), npy.Named("b", ndarray.Of("x")))
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		z, err := npy.NewArchive(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		z.Limit = 1 << 20
		for _, name := range z.Names() {
			npy.Get[float64](z, name)
			npy.Get[string](z, name)
			npy.View[bool](z, name)
		}
	})
}
