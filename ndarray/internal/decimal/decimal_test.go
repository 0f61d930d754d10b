package decimal

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// check holds what is read from s against package strconv.
func check(t *testing.T, s string) {
	t.Helper()
	var d Number
	n := Scan([]byte(s), &d)
	want, err := strconv.ParseFloat(s, 64)
	if n != len(s) || n == 0 {
		if err == nil && !strings.ContainsAny(s, "xXpP_+ninfNIF") {
			t.Fatalf("%q: read %d bytes", s, n)
		}
		return
	}
	got, ok := d.Float64([]byte(s))
	if ok != (err == nil) || ok && math.Float64bits(got) != math.Float64bits(want) {
		t.Fatalf("%q: %v %v, want %v %v", s, got, ok, want, err)
	}
	want32, err := strconv.ParseFloat(s, 32)
	got32, ok := d.Float32([]byte(s))
	if ok != (err == nil) || ok && math.Float32bits(got32) != math.Float32bits(float32(want32)) {
		t.Fatalf("%q: %v %v, want %v %v", s, got32, ok, want32, err)
	}
	if d.IsInteger() {
		if u, err := strconv.ParseUint(strings.TrimPrefix(s, "-"), 10, 64); err != nil && len(s) < 20 || err == nil && u != d.Mant && len(s) < 20 {
			t.Fatalf("%q: %d", s, d.Mant)
		}
	}
}

var numbers = []string{"0", "-0", "1", "-1", "12345678", "123456789", "1234567890123456789", "12345678901234567890", "18446744073709551615",
	"18446744073709551616", "0.1", "1e22", "1e23", "1e308", "1.7976931348623157e308", "1.7976931348623159e308", "1e309", "5e-324", "2e-324", "1e-400",
	"2.2250738585072011e-308", "2.2250738585072014e-308", "9007199254740993", "9007199254740992.99999999999999999999", "9007199254740993.00000000000000000001",
	"0.000000000000000000000000000000000000000000123456789012345678901234567890", "1.", ".5", "-.5e-3", "100000000000000000000000000000000000000",
	"3.4028235e38", "3.4028236e38", "1.1754944e-38", "1e-45", "7e-46", "16777217", "16777217.000000001", "1e99999999999999999999", "1e-99999999999999999999",
	"0e999", "00012", "0.00000000000000000000000000000000000000000000000000", "1e", "1e+", "e5", "-", ".", "", "1.5.5", "--1", "1e5x", "6.8e-320", "8.5e300",
	"1234567890123456789012345678901234567890e-20", "1" + strings.Repeat("0", 400) + "e-400", "0." + strings.Repeat("0", 400) + "1e400"}

func TestFloats(t *testing.T) {
	for _, s := range numbers {
		check(t, s)
	}
	r := rand.New(rand.NewPCG(1, 2))
	n := 5000
	if testing.Short() {
		n = 500
	}
	for range n {
		v := math.Float64frombits(r.Uint64())
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		check(t, strconv.FormatFloat(v, 'g', -1, 64))
		check(t, strconv.FormatFloat(v, 'e', r.IntN(25), 64))
		check(t, strconv.FormatFloat(r.NormFloat64(), 'f', r.IntN(25), 64))
		// The middle between two numbers, and beside it.
		f := math.Float32frombits(r.Uint32())
		middle := (float64(f) + float64(math.Nextafter32(f, 0))) / 2
		if !math.IsNaN(middle) {
			check(t, strconv.FormatFloat(middle, 'e', 30, 64))
			check(t, strconv.FormatFloat(math.Nextafter(middle, 1), 'g', -1, 64))
		}
		check(t, strconv.Itoa(int(r.Uint64())))
	}
}

func FuzzFloats(f *testing.F) {
	for _, s := range numbers {
		f.Add(s)
	}
	f.Fuzz(check)
}

func BenchmarkFloat64(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var texts [][]byte
	bytes := 0
	for range 1000 {
		s := strconv.AppendFloat(nil, r.NormFloat64(), 'g', -1, 64)
		texts, bytes = append(texts, s), bytes+len(s)
	}
	b.Run("here", func(b *testing.B) {
		b.SetBytes(int64(bytes))
		for b.Loop() {
			for _, s := range texts {
				var d Number
				Scan(s, &d)
				d.Float64(s)
			}
		}
	})
	b.Run("strconv", func(b *testing.B) {
		b.SetBytes(int64(bytes))
		for b.Loop() {
			for _, s := range texts {
				strconv.ParseFloat(string(s), 64)
			}
		}
	})
}
