package text_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/text"
)

// A table is a text and an array: what NumPy reads or writes.
type table struct {
	Text   string
	DType  string
	Gen    bool // by genfromtxt
	Shape  []int
	Values []string
	Err    string
	Opt    map[string]any
}

func golden(t testing.TB) (g struct{ Load, Save []table }) {
	t.Helper()
	data, err := os.ReadFile("testdata/text.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// list returns a JSON value that may be one or a list of several.
func list(v any) []any {
	if v == nil {
		return nil
	}
	if l, ok := v.([]any); ok {
		return l
	}
	return []any{v}
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

func integer(v any) int {
	f, _ := v.(float64)
	return int(f)
}

func loadOpt[T any](g table, fill func(float64) T) text.LoadOpt {
	o := text.LoadOpt{
		Delimiter: str(g.Opt["delimiter"]), SkipRows: integer(g.Opt["skiprows"]), MaxRows: integer(g.Opt["max_rows"]),
		NDMin: integer(g.Opt["ndmin"]), Unpack: g.Opt["unpack"] == true,
	}
	if c, ok := g.Opt["comments"]; ok {
		o.Comments = []string{}
		for _, s := range list(c) {
			o.Comments = append(o.Comments, str(s))
		}
	}
	for _, c := range list(g.Opt["usecols"]) {
		o.UseCols = append(o.UseCols, integer(c))
	}
	if q := str(g.Opt["quotechar"]); q != "" {
		o.Quote = q[0]
	}
	if g.Gen {
		o.Missing = []string{}
		for _, m := range list(g.Opt["missing_values"]) {
			o.Missing = append(o.Missing, str(m))
		}
		if f, ok := g.Opt["filling_values"].(float64); ok {
			o.Fill = fill(f)
		}
	}
	return o
}

// elements returns what the values of a table are, width of them for each.
func elements[T any](g table, width int, parse func(s []string) T) (v []T) {
	for s := range slices.Chunk(g.Values, width) {
		v = append(v, parse(s))
	}
	return v
}

func checkLoad[T any](width int, parse func(s []string) T, fill func(float64) T) func(*testing.T, table) {
	return func(t *testing.T, g table) {
		a, err := text.Load[T](strings.NewReader(g.Text), loadOpt(g, fill))
		if (err != nil) != (g.Err != "") {
			t.Errorf("%s %q %v: %v, NumPy: %s", g.DType, g.Text, g.Opt, err, g.Err)
			return
		}
		if err != nil {
			return
		}
		got, want := slices.Collect(a.Values()), elements(g, width, parse)
		if !slices.Equal(a.Shape(), g.Shape) || len(got) != len(want) {
			t.Errorf("%s %q %v: shape %v, want %v", g.DType, g.Text, g.Opt, a.Shape(), g.Shape)
			return
		}
		for i := range got {
			if fmt.Sprint(got[i]) != fmt.Sprint(want[i]) {
				t.Errorf("%s %q %v: element %d is %v, want %v", g.DType, g.Text, g.Opt, i, got[i], want[i])
			}
		}
	}
}

func parseFloat(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

func parseComplex(s []string) complex128 { return complex(parseFloat(s[0]), parseFloat(s[1])) }

func number[T ndarray.Real](s []string) T {
	if v := *new(T); reflect.ValueOf(v).CanFloat() {
		return T(parseFloat(s[0]))
	}
	if u, err := strconv.ParseUint(s[0], 10, 64); err == nil {
		return T(u)
	}
	i, _ := strconv.ParseInt(s[0], 10, 64)
	return T(i)
}

func fill[T ndarray.Real](f float64) T { return T(f) }

func TestLoadIsNumPys(t *testing.T) {
	checks := map[string]func(*testing.T, table){
		"float64": checkLoad(1, number[float64], fill[float64]), "float32": checkLoad(1, number[float32], fill[float32]),
		"int64": checkLoad(1, number[int64], fill[int64]), "int8": checkLoad(1, number[int8], fill[int8]),
		"uint64": checkLoad(1, number[uint64], fill[uint64]), "uint8": checkLoad(1, number[uint8], fill[uint8]),
		"complex128": checkLoad(2, parseComplex, func(f float64) complex128 { return complex(f, 0) }),
		"complex64":  checkLoad(2, func(s []string) complex64 { return complex64(parseComplex(s)) }, func(f float64) complex64 { return 0 }),
		"str":        checkLoad(1, func(s []string) string { return s[0] }, func(f float64) string { return "" }),
		"bool":       checkLoad(1, func(s []string) bool { return s[0] == "True" }, func(f float64) bool { return false }),
	}
	for _, g := range golden(t).Load {
		checks[g.DType](t, g)
	}
}

func checkSave[T any](t *testing.T, g table, v []T) {
	t.Helper()
	o := text.SaveOpt{Format: str(g.Opt["fmt"]), Delimiter: str(g.Opt["delimiter"]), Newline: str(g.Opt["newline"]),
		Header: str(g.Opt["header"]), Footer: str(g.Opt["footer"]), Comments: str(g.Opt["comments"])}
	if c, ok := g.Opt["comments"]; ok && c == "" {
		o.NoComments = true
	}
	var b bytes.Buffer
	if err := text.Save(&b, ndarray.FromSlice(v, g.Shape...), o); err != nil {
		t.Errorf("%v: %v", g.Opt, err)
		return
	}
	if b.String() != g.Text {
		t.Errorf("%s %v:\n got %q\nwant %q", g.DType, g.Opt, b.String(), g.Text)
	}
}

func TestSaveIsNumPys(t *testing.T) {
	for _, g := range golden(t).Save {
		switch g.DType {
		case "float64":
			checkSave(t, g, elements(g, 1, number[float64]))
		case "float32":
			checkSave(t, g, elements(g, 1, number[float32]))
		case "int64":
			checkSave(t, g, elements(g, 1, number[int64]))
		case "complex128":
			checkSave(t, g, elements(g, 2, parseComplex))
		case "complex64":
			checkSave(t, g, elements(g, 2, func(s []string) complex64 { return complex64(parseComplex(s)) }))
		case "bool":
			checkSave(t, g, elements(g, 1, func(s []string) bool { return s[0] == "True" }))
		case "str":
			checkSave(t, g, elements(g, 1, func(s []string) string { return s[0] }))
		default:
			t.Error(g.DType)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		text string
		o    text.LoadOpt
		want string
	}{
		{"# x\n1 2\n3 x\n", text.LoadOpt{}, `text: could not convert string "x" to float64 at line 3, column 2`},
		{"1 2\n\n3\n", text.LoadOpt{}, "text: the number of columns changed from 2 to 1 at line 3"},
		{"1 2\n3\n", text.LoadOpt{UseCols: []int{1}}, "text: invalid column index 1 in a row of 1 columns at line 2"},
		{"1 2\n\"3\n4", text.LoadOpt{Quote: '"'}, "text: quote without end at line 2"},
	} {
		_, err := text.Load[float64](strings.NewReader(c.text), c.o)
		var e *text.Error
		if !errors.As(err, &e) || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	for _, o := range []text.LoadOpt{{NDMin: 3}, {SkipRows: -1}, {MaxRows: -1}, {Fill: 1}, {Comments: []string{""}}, {Delimiter: "#"}} {
		if _, err := text.Load[float64](strings.NewReader("1"), o); err == nil {
			t.Errorf("%+v", o)
		}
	}
	if _, err := text.Load[*int](strings.NewReader("1"), text.LoadOpt{}); err == nil {
		t.Error("pointers")
	}
	for _, err := range []error{
		text.Save(&bytes.Buffer{}, ndarray.Zeros[int](1, 1, 1), text.SaveOpt{}),
		text.Save(&bytes.Buffer{}, ndarray.Of(1), text.SaveOpt{Format: "x"}),
		text.Save(&bytes.Buffer{}, ndarray.Of(1), text.SaveOpt{Format: "%"}),
		text.Save(&bytes.Buffer{}, ndarray.Of(1), text.SaveOpt{Format: "%y"}),
		text.Save(&bytes.Buffer{}, ndarray.Of(1), text.SaveOpt{Format: "%d %d"}),
		text.Save(&bytes.Buffer{}, ndarray.Of(1.5), text.SaveOpt{Format: "%x"}),
		text.Save(&bytes.Buffer{}, ndarray.Of(math.NaN()), text.SaveOpt{Format: "%d"}),
		text.Save(&bytes.Buffer{}, ndarray.Of("a"), text.SaveOpt{Format: "%d"}),
		text.Save(&bytes.Buffer{}, ndarray.Of(1i), text.SaveOpt{Format: "%d %d %d"}),
	} {
		if err == nil {
			t.Error("no error")
		}
	}
}

type celsius float32

func TestFiles(t *testing.T) {
	a := ndarray.Arange[celsius](0, 600, 1).Reshape(200, 3)
	for _, name := range []string{"a.txt", "a.txt.gz"} {
		path := filepath.Join(t.TempDir(), name)
		if err := text.SaveFile(path, a, text.SaveOpt{Delimiter: ","}); err != nil {
			t.Fatal(err)
		}
		raw, _ := os.ReadFile(path)
		if zipped := bytes.HasPrefix(raw, []byte("\x1f\x8b")); zipped != strings.HasSuffix(name, ".gz") {
			t.Error(name, zipped)
		}
		b, err := text.LoadFile[celsius](path, text.LoadOpt{Delimiter: ","})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(slices.Collect(a.Values()), slices.Collect(b.Values())) {
			t.Error(name)
		}
	}
	if err := text.SaveFile(filepath.Join(t.TempDir(), "x.gz"), ndarray.Of("a"), text.SaveOpt{Format: "%d"}); err == nil {
		t.Error("no error")
	}
}

// TestLineEnds: lines that a buffer ends in, and long ones.
func TestLineEnds(t *testing.T) {
	want := ndarray.Arange[int](0, 40000, 1).Reshape(20000, 2)
	for _, end := range []string{"\n", "\r\n", "\r"} {
		var b strings.Builder
		if err := text.Save(&b, want, text.SaveOpt{Format: "%d", Newline: end}); err != nil {
			t.Fatal(err)
		}
		got, err := text.Load[int](strings.NewReader(b.String()), text.LoadOpt{})
		if err != nil || !slices.Equal(slices.Collect(got.Values()), slices.Collect(want.Values())) {
			t.Errorf("%q: %v", end, err)
		}
	}
	row, err := text.Load[int](strings.NewReader(strings.Repeat("1 ", 100000)), text.LoadOpt{})
	if err != nil || row.Size() != 100000 {
		t.Error(row.Shape(), err)
	}
}

func FuzzLoad(f *testing.F) {
	for _, g := range golden(f).Load {
		f.Add(g.Text, str(g.Opt["delimiter"]), g.Opt["quotechar"] != nil)
	}
	f.Fuzz(func(t *testing.T, s, delimiter string, quotes bool) {
		o := text.LoadOpt{Delimiter: delimiter, NDMin: 2}
		if quotes {
			o.Quote = '"'
		}
		text.Load[int8](strings.NewReader(s), o)
		text.Load[complex64](strings.NewReader(s), o)
		text.Load[string](strings.NewReader(s), o)
		a, err := text.Load[float64](strings.NewReader(s), o)
		if err != nil || a.Size() == 0 {
			return
		}
		var b bytes.Buffer
		if err := text.Save(&b, a, text.SaveOpt{}); err != nil {
			t.Fatal(err)
		}
		c, err := text.Load[float64](&b, text.LoadOpt{NDMin: 2})
		if err != nil || fmt.Sprint(a) != fmt.Sprint(c) {
			t.Fatal(a, c, err)
		}
	})
}

func Example() {
	const table = `# x, y
1, 2.5
3, NA
`
	a, err := text.Load[float64](strings.NewReader(table), text.LoadOpt{Delimiter: ",", Missing: []string{"NA"}})
	fmt.Println(a, err)
	text.Save(os.Stdout, a, text.SaveOpt{Format: "%.2f"})
	// Output:
	// [[1.  2.5]
	//  [3.  nan]] <nil>
	// 1.00 2.50
	// 3.00 nan
}

func BenchmarkLoad(b *testing.B) {
	var t bytes.Buffer
	a := ndarray.Linspace(0.0, 1, 1<<18).Reshape(-1, 16)
	if err := text.Save(&t, a, text.SaveOpt{Delimiter: ",", Format: "%s"}); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(t.Len()))
	for b.Loop() {
		if _, err := text.Load[float64](bytes.NewReader(t.Bytes()), text.LoadOpt{Delimiter: ","}); err != nil {
			b.Fatal(err)
		}
	}
}
