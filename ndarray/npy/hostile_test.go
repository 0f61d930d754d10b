package npy_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/npy"
)

// file returns a file of version 1 with a header as given.
func file(header string, data string) []byte {
	b := append([]byte("\x93NUMPY\x01\x00"), binary.LittleEndian.AppendUint16(nil, uint16(len(header)))...)
	return append(append(b, header...), data...)
}

func describe(descr, shape string) string {
	return fmt.Sprintf("{'descr': %s, 'fortran_order': False, 'shape': %s, }", descr, shape)
}

// damaged are files that are errors for all types.
func damaged() map[string][]byte {
	ok := describe("'<f8'", "(2,)")
	files := map[string][]byte{
		"nothing":      nil,
		"magic":        []byte("\x93NUMPY"),
		"foreign":      []byte("PK\x03\x04 something else altogether"),
		"version 4":    []byte("\x93NUMPY\x04\x00\x10\x00\x00\x00{}"),
		"version 1.1":  []byte("\x93NUMPY\x01\x01\x10\x00{}"),
		"giant header": []byte("\x93NUMPY\x02\x00\xff\xff\xff\xff{}"),
		"no header":    []byte("\x93NUMPY\x01\x00\xff\xff{}"),
		"bad UTF-8":    append([]byte("\x93NUMPY\x03\x00\x04\x00\x00\x00"), "{'\xff'}"...),
		"truncated":    file(ok, "12345678"),
		"empty data":   file(ok, ""),
	}
	for name, header := range map[string]string{
		"2^62 elements": describe("'<f8'", "(4611686018427387904,)"), "2^40 elements": describe("'<f8'", "(1099511627776,)"),
		"overflow": describe("'<f8'", "(4294967296, 4294967296, 4294967296)"), "overflow to 0": describe("'|i1'", "(0, 4611686018427387904, 4)"),
		"negative": describe("'<f8'", "(-1,)"), "two negatives": describe("'<f8'", "(-2, -3)"), "not an int": describe("'<f8'", "(99999999999999999999,)"),
		"no tuple": describe("'<f8'", "2"), "list": describe("'<f8'", "[2]"), "float": describe("'<f8'", "(2.0,)"),
		"65 axes": describe("'<f8'", "("+strings.Repeat("1,", 65)+")"),
		"object":  describe("'|O'", "(2,)"), "object field": describe("[('a', '|O')]", "(2,)"), "no type": describe("'<x8'", "(2,)"),
		"f3": describe("'<f'", "(2,)"), "i3": describe("'<i3'", "(2,)"), "f9": describe("'<f9'", "(2,)"), "c12": describe("'<c12'", "(2,)"), "empty type": describe("''", "(2,)"), "order": describe("'<'", "(2,)"),
		"huge item": describe("'|S9999999999'", "(2,)"), "huge text": describe("'<U999999999'", "(2,)"), "no bytes": describe("'|S0'", "(1099511627776,)"),
		"number type": describe("8", "(2,)"), "no field": describe("[8]", "(2,)"), "short field": describe("[('a',)]", "(2,)"), "long field": describe("[('a', 'f8', (), 1)]", "(2,)"),
		"twice": describe("[('a', '<f8'), ('a', '<f8')]", "(2,)"), "field shape": describe("[('a', '<f8', (1073741824, 1073741824))]", "(2,)"),
		"nested types": describe(strings.Repeat("[('a',", 40)+"'<f8'"+strings.Repeat(")]", 40), "(2,)"),
		"brackets":     strings.Repeat("[", 10000), "open": "{'descr': '<f8'", "no colon": "{'descr' '<f8'}", "no comma": "{'a': 1 'b': 2}", "no dict": "('descr',)", "int key": "{1: 2}",
		"two dicts": ok + ok, "key twice": "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", "missing": "{'descr': '<f8', 'shape': (2,)}",
		"extra": "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': 1}", "order 1": "{'descr': '<f8', 'fortran_order': 1, 'shape': (2,)}",
		"no quote": "{'descr", "escape": `{'descr\`, "bad escape": `{'\xg1': 1}`, "word": "{'descr': system}", "call": "{'descr': __import__('os')}", "minus": "{'a': -}",
	} {
		files[name] = file(header, strings.Repeat("x", 64))
	}
	return files
}

func TestDamagedFiles(t *testing.T) {
	for name, b := range damaged() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := npy.Read[float64](bytes.NewReader(b))
		_, err2 := npy.Read[string](&onlyReader{bytes.NewReader(b)})
		_, _, err3 := npy.Decode(&onlyReader{bytes.NewReader(b)})
		_, err4 := npy.Read[float64](&onlyReader{bytes.NewReader(b)})
		runtime.ReadMemStats(&after)
		if name == "no bytes" { // which is no float64, and no damage for Decode
			err, err3, err4 = err2, err2, err2
		}
		for _, err := range []error{err, err3, err4} {
			if !errors.Is(err, npy.ErrFormat) || err2 == nil {
				t.Errorf("%s: %v, %v", name, err, err2)
			}
		}
		if d := after.TotalAlloc - before.TotalAlloc; d > 16<<20 {
			t.Errorf("%s: allocated %d bytes", name, d)
		}
	}
}

func TestOtherTypesAreErrors(t *testing.T) {
	f := goldenFiles(t)
	fails := func(name string, read func(io.Reader) error) {
		t.Helper()
		if err := read(bytes.NewReader(f[name])); err == nil || errors.Is(err, npy.ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
	fails("float64", into[float32])
	fails("float64", into[int64])
	fails("float64", into[string])
	fails("float64", into[*float64])
	fails("float64", into[any])
	fails("float64", into[record])
	fails("float32", into[complex64])
	fails("uint8", into[bool])
	fails("bool", into[uint8])
	fails("float16", into[ndarray.BFloat16])
	fails("text", into[[4]rune])
	fails("record", into[struct{ Missing int8 }])
	fails("record", into[struct{ Height float32 }])
	fails("record", into[struct{ Tags [5]uint16 }])
	fails("record", into[float64])
	fails("datetime", into[float64])
	for name, err := range map[string]error{
		"bfloat16":      npy.Write(io.Discard, ndarray.Zeros[ndarray.BFloat16](1)),
		"pointer":       npy.Write(io.Discard, ndarray.Zeros[*int](1)),
		"string field":  npy.Write(io.Discard, ndarray.Zeros[reordered](1)),
		"bad UTF-8":     npy.Write(io.Discard, ndarray.Of("\xff")),
		"trailing zero": npy.Write(io.Discard, ndarray.Of("a\x00")),
	} {
		if err == nil {
			t.Error(name)
		}
	}
}

func into[T any](r io.Reader) error {
	_, err := npy.Read[T](r)
	return err
}

// TestHidden: fields that are not in the file neither come from it nor get into it.
func TestHidden(t *testing.T) {
	type hidden struct {
		A      int32
		secret int32
		Tmp    float64 `npy:"-"`
		B      bool
	}
	var b bytes.Buffer
	if err := npy.Write(&b, ndarray.Of(hidden{1, 0x53535353, 2, true})); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b.Bytes(), []byte("SSSS")) {
		t.Error("a field that is not exported is in the file")
	}
	raw := b.Bytes()
	for i := len(raw) - 24; i < len(raw); i++ {
		raw[i] |= 6
	}
	got, err := npy.Read[hidden](bytes.NewReader(raw))
	if want := (hidden{A: 0x06060607, B: true}); err != nil || got.At(0) != want {
		t.Error(got, err)
	}
	// A bool of a file may be any byte.
	bools, err := npy.Read[bool](bytes.NewReader(file(describe("'|b1'", "(3,)"), "\x00\x01\x80")))
	if err != nil || fmt.Sprint(bools) != "[False  True  True]" || bools.At(2) != true {
		t.Error(bools, err)
	}
}

func FuzzRead(f *testing.F) {
	for _, b := range goldenFiles(f) {
		if len(b) < 2000 {
			f.Add(b)
		}
	}
	for _, b := range damaged() {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bytes.NewReader(b)
		h, data, err := npy.Decode(r)
		if err != nil {
			return
		}
		if len(data) != h.Bytes() || len(data) > len(b) {
			t.Fatalf("%d bytes of %d", len(data), h.Bytes())
		}
		again[float64](t, b)
		again[bool](t, b)
		again[string](t, b)
		again[complex64](t, b)
		again[ndarray.Float16](t, b)
		again[record](t, b)
		npy.Read[reordered](bytes.NewReader(b))
	})
}

// again holds that what was read is written and read again the same.
func again[T any](t *testing.T, b []byte) {
	a, err := npy.Read[T](bytes.NewReader(b))
	if err != nil {
		return
	}
	var out, out2 bytes.Buffer
	if err := npy.Write(&out, a); err != nil {
		if strings, ok := any(a).(ndarray.Array[string]); ok && !allText(strings) {
			return // bytes that are read as they are, and written as text
		}
		t.Fatal(err)
	}
	c, err := npy.Read[T](&out)
	if err != nil {
		t.Fatal(err)
	}
	if err := npy.Write(&out2, c); err != nil || fmt.Sprint(a.Shape()) != fmt.Sprint(c.Shape()) || fmt.Sprint(a) != fmt.Sprint(c) {
		t.Fatal(a, c, err)
	}
}

func allText(a ndarray.Array[string]) bool {
	for s := range a.Values() {
		if !utf8.ValidString(s) {
			return false
		}
	}
	return true
}
