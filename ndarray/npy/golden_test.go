package npy_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/npy"
)

// goldenFiles returns the files that NumPy wrote, by name.
func goldenFiles(t testing.TB) map[string][]byte {
	t.Helper()
	text, err := os.ReadFile("testdata/npy.json")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	if err := json.Unmarshal(text, &files); err != nil {
		t.Fatal(err)
	}
	return files
}

// reads holds that the file is an array, and writes that the array is the file, too.
func reads[T any](t *testing.T, file []byte, want ndarray.Array[T]) {
	t.Helper()
	r := bytes.NewReader(file)
	got, err := npy.Read[T](r)
	if err != nil {
		t.Error(err)
		return
	}
	same(t, got, want)
	if r.Len() != 0 {
		t.Error("bytes are left")
	}
	// From a reader that does not tell its length.
	if got, err = npy.Read[T](struct{ *onlyReader }{&onlyReader{bytes.NewReader(file)}}); err != nil {
		t.Error(err)
	}
	same(t, got, want)
}

type onlyReader struct{ r *bytes.Reader }

func (r *onlyReader) Read(b []byte) (int, error) { return r.r.Read(b) }

func same[T any](t *testing.T, got, want ndarray.Array[T]) {
	t.Helper()
	if !slices.Equal(got.Shape(), want.Shape()) {
		t.Errorf("shape %v, want %v", got.Shape(), want.Shape())
		return
	}
	if g, w := slices.Collect(got.Values()), slices.Collect(want.Values()); !reflect.DeepEqual(g, w) {
		t.Errorf("%v, want %v", g, w)
	}
}

func writes[T any](t *testing.T, file []byte, a ndarray.Array[T]) {
	t.Helper()
	var b bytes.Buffer
	if err := npy.Write(&b, a); err != nil {
		t.Error(err)
		return
	}
	if !bytes.Equal(b.Bytes(), file) {
		t.Errorf("wrote\n%q, want\n%q", b.Bytes(), file)
	}
	reads(t, file, a)
}

func numbers[T ndarray.Elem](t *testing.T, file []byte) {
	t.Helper()
	writes(t, file, ndarray.As[T](ndarray.Arange(0, 6.0, 1)).Reshape(2, 3))
}

type point struct{ X, Y float32 }

type record struct {
	ID     int8
	Height float64
	Tags   [2][3]uint16
	Pos    point `npy:"pos"`
}

// reordered has the fields of record in another order, and one that files lack.
type reordered struct {
	Name   string `npy:"name"`
	Tags   [6]uint16
	secret *int
	Height float64
	ID     int8
	Pos    point `npy:"pos"`
}

func records() []record {
	return []record{
		{1, 1.5, [2][3]uint16{{0, 1, 2}, {3, 4, 5}}, point{0, 7}},
		{2, -2, [2][3]uint16{{6, 7, 8}, {9, 10, 11}}, point{0, 8}},
	}
}

func TestFilesOfNumPy(t *testing.T) {
	f := goldenFiles(t)
	numbers[bool](t, f["bool"])
	numbers[int8](t, f["int8"])
	numbers[int16](t, f["int16"])
	numbers[int32](t, f["int32"])
	numbers[int64](t, f["int64"])
	numbers[uint8](t, f["uint8"])
	numbers[uint16](t, f["uint16"])
	numbers[uint32](t, f["uint32"])
	numbers[uint64](t, f["uint64"])
	numbers[float32](t, f["float32"])
	numbers[float64](t, f["float64"])
	c := ndarray.Of[complex128](0, 1, 2, 3, 4, 5).Reshape(2, 3)
	writes(t, f["complex128"], c)
	writes(t, f["complex64"], ndarray.As[complex64](c))

	a := ndarray.Arange(0, 6.0, 1).Reshape(2, 3)
	writes(t, f["float16"], ndarray.AsHalf[ndarray.Float16](a))
	writes(t, f["scalar"], ndarray.Full(2.5))
	writes(t, f["empty"], ndarray.Zeros[float64](0, 3))
	writes(t, f["fortran"], a.T().Copy().T())
	writes(t, f["fortran"], a.T().Copy().T().ReadOnly())
	writes(t, f["float64"], a.ReadOnly())
	writes(t, f["long"], ndarray.Arange[int16](0, 300, 1))
	writes(t, f["strided"], a.Slice(ndarray.All, ndarray.RS(0, 3, 2)))
	deep := slices.Repeat([]int{1}, 21)
	deep[20] = 2
	writes(t, f["deep"], ndarray.Zeros[float64](deep...))
	writes(t, f["text"], ndarray.Of("a", "bcd", "", "äß漢\U0001f600").Reshape(2, 2))
	writes(t, f["record"], ndarray.Of(records()...))
	reads(t, f["version2"], a)
	reads(t, f["version3"], a)

	three := ndarray.Of(1.0, 20, 300)
	reads(t, f[">i2"], ndarray.As[int16](three))
	reads(t, f[">u4"], ndarray.As[uint32](three))
	reads(t, f[">f8"], three)
	reads(t, f[">f2"], ndarray.AsHalf[ndarray.Float16](three))
	reads(t, f[">c8"], ndarray.Of[complex64](1, 20, 300))
	for _, name := range []string{">U3", "S3", "U3"} {
		reads(t, f[name], ndarray.Of("1", "20", "300"))
	}
	reads(t, f["datetime"], ndarray.Of[int64](1577836800e9, 86400e9))
	reads(t, f["timedelta"], ndarray.Of[int64](5, -7))
	reads(t, f["unicode name"], ndarray.Of(struct {
		X int32 `npy:"漢"`
	}{}))
	var packed []reordered
	for i, r := range records() {
		p := reordered{Height: r.Height, ID: r.ID, Pos: r.Pos, secret: nil, Name: []string{"ab", "c"}[i]}
		copy(p.Tags[:], append(r.Tags[0][:], r.Tags[1][:]...))
		packed = append(packed, p)
	}
	reads(t, f["packed"], ndarray.Of(packed...))
	if _, err := npy.Read[int64](bytes.NewReader(f["object"])); !errors.Is(err, npy.ErrFormat) {
		t.Error(err)
	}
	h, err := npy.ReadHeader(bytes.NewReader(f["wide header"]))
	if err != nil || h.Version != 2 || len(h.Type.Fields) != 5000 {
		t.Error(h.Version, len(h.Type.Fields), err)
	}
}

func TestHeaders(t *testing.T) {
	f := goldenFiles(t)
	for name, want := range map[string][2]string{
		"float64": {"float64", "'<f8'"}, ">U3": {"str", "'>U3'"}, "S3": {"bytes", "'|S3'"}, "bool": {"bool", "'|b1'"},
		"datetime": {"datetime64[ns]", "'<M8[ns]'"}, ">c8": {"complex64", "'>c8'"},
		"record": {"record", "[('ID', '|i1'), ('', '|V7'), ('Height', '<f8'), ('Tags', '<u2', (2, 3)), ('pos', [('X', '<f4'), ('Y', '<f4')]), ('', '|V4')]"},
	} {
		h, err := npy.ReadHeader(bytes.NewReader(f[name]))
		if got := [2]string{h.Type.Name(), h.Type.String()}; err != nil || got != want {
			t.Errorf("%s: %q %v, want %q", name, got, err, want)
		}
	}
	h, err := npy.ReadHeader(bytes.NewReader(f["fortran"]))
	if err != nil || !h.Fortran || !slices.Equal(h.Shape, []int{2, 3}) || h.Bytes() != 48 || h.Len() != 6 {
		t.Error(h, err)
	}
}

func TestArchivesOfNumPy(t *testing.T) {
	f := goldenFiles(t)
	for _, name := range []string{"npz", "npz deflated"} {
		z, err := npy.NewArchive(bytes.NewReader(f[name]), int64(len(f[name])))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(z.Names(), []string{"x", "y", "t"}) {
			t.Error(z.Names())
		}
		x, err := npy.Get[float64](z, "x")
		if err != nil {
			t.Fatal(err)
		}
		same(t, x, ndarray.Arange(0, 6.0, 1).Reshape(2, 3))
		s, err := npy.Get[string](z, "t")
		if err != nil {
			t.Fatal(err)
		}
		same(t, s, ndarray.Of("a"))
		if h, err := z.Header("y"); err != nil || h.Type.Name() != "int64" {
			t.Error(h, err)
		}
		h, data, err := z.Decode("y")
		if err != nil || len(data) != 24 {
			t.Error(h, len(data), err)
		}
		if y, inPlace, err := npy.View[int64](z, "y"); err != nil || inPlace || !y.IsReadOnly() {
			t.Error(inPlace, err)
		}
		if _, err := npy.Get[float64](z, "nothing"); err == nil {
			t.Error("no error")
		}
		if _, err := npy.Get[float32](z, "x"); err == nil {
			t.Error("no error")
		}
	}
}
