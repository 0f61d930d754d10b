package kernels

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"flag"
	"math"
	"os"
	"strconv"
	"testing"
)

// TestLog1p holds the logarithm of the tails against the C library's, and in
// float32 against the correctly rounded one.
func TestLog1p(t *testing.T) {
	type run struct{ SHA256 string }
	var v struct {
		Log1p struct {
			X, Y          []string
			All32, Some32 run
		}
	}
	data, err := os.ReadFile("testdata/random.json")
	if err == nil {
		err = json.Unmarshal(data, &v)
	}
	if err != nil || len(v.Log1p.X) == 0 {
		t.Fatal(err)
	}
	bits := func(s string) float64 {
		b, err := strconv.ParseUint(s, 16, 64)
		if err != nil {
			t.Fatal(err)
		}
		return math.Float64frombits(b)
	}
	for i, x := range v.Log1p.X {
		if got, want := log1p(bits(x)), bits(v.Log1p.Y[i]); math.Float64bits(got) != math.Float64bits(want) {
			t.Errorf("log1p(%v) = %v, want %v", bits(x), got, want)
		}
	}
	step, want := 61, v.Log1p.Some32.SHA256
	if f := flag.Lookup("exhaustive"); f != nil && f.Value.String() == "true" {
		step, want = 1, v.Log1p.All32.SHA256
	}
	hash := sha256.New()
	for k := 0; k < 1<<24; k += step {
		x := logComplement(float32(k) * 0x1p-24)
		hash.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(x)))
	}
	if hex.EncodeToString(hash.Sum(nil)) != want {
		t.Error("another logarithm in float32")
	}
}
