package kernels_test

import (
	"bytes"
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// word is an integer that the vectors hold in hexadecimal.
type word uint64

func (w *word) UnmarshalText(text []byte) error {
	v, err := strconv.ParseUint(string(text), 16, 64)
	*w = word(v)
	return err
}

// run describes a run of draws.
type run struct {
	Head   []word
	Count  int
	SHA256 string
}

// vectors are NumPy's streams: see testdata/random_vectors.py.
type vectors struct {
	Streams []struct {
		Generator                    string
		Seed                         word
		Uint64, Uint32               run
		Uniform64, Uniform32         run
		Normal64, Normal32           run
		Exponential64, Exponential32 run
	}
	Mixed []struct {
		Generator string
		Words     []word
	}
	Jumps []struct {
		Generator               string
		Delta, Advanced, Jumped []word
	}
	States []struct {
		Generator    string
		State, Words []word
	}
	Sequences []struct {
		Entropy, State32, State64, Grandchild []word
	}
	Xoshiro struct {
		Seed                  word
		Uint64                run
		Known, Jump, LongJump []word
	}
}

func readVectors(t testing.TB) (v vectors) {
	t.Helper()
	data, err := os.ReadFile("testdata/random.json")
	if err == nil {
		err = json.Unmarshal(data, &v)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// generator is what all generators have.
type generator interface {
	kernels.Source
	Seed(*kernels.SeedSequence)
	encoding.BinaryMarshaler
	encoding.BinaryUnmarshaler
}

var generators = map[string]func(seed uint64) generator{
	"PCG64":        func(seed uint64) generator { return kernels.NewPCG64(seed) },
	"PCG64DXSM":    func(seed uint64) generator { return kernels.NewPCG64DXSM(seed) },
	"Philox":       func(seed uint64) generator { return kernels.NewPhilox(seed) },
	"SFC64":        func(seed uint64) generator { return kernels.NewSFC64(seed) },
	"MT19937":      func(seed uint64) generator { return kernels.NewMT19937(seed) },
	"Xoshiro256PP": func(seed uint64) generator { return kernels.NewXoshiro256PP(seed) },
}

// checkRun draws in pieces of many lengths and holds the whole against a run.
func checkRun[T uint32 | uint64 | float32 | float64](t *testing.T, name string, want run, draw func(dst []T)) {
	t.Helper()
	got := make([]T, want.Count)
	for rest, n := got, 0; len(rest) > 0; n++ {
		piece := rest[:min(len(rest), max(n, n*n%6007))]
		draw(piece)
		rest = rest[len(piece):]
	}
	var raw bytes.Buffer
	if err := binary.Write(&raw, binary.LittleEndian, got); err != nil {
		t.Fatal(err)
	}
	size := raw.Len() / len(got)
	for i, w := range want.Head {
		b := append(slices.Clone(raw.Bytes()[size*i:size*(i+1)]), make([]byte, 8-size)...)
		if v := binary.LittleEndian.Uint64(b); v != uint64(w) {
			t.Errorf("%s: number %d is %x, want %x", name, i, v, uint64(w))
			return
		}
	}
	if sum := sha256.Sum256(raw.Bytes()); hex.EncodeToString(sum[:]) != want.SHA256 {
		t.Errorf("%s: the hash of %d draws differs", name, want.Count)
	}
}

// TestRandomStreams holds all draws at every level against NumPy's.
func TestRandomStreams(t *testing.T) {
	v := readVectors(t)
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, s := range v.Streams {
			name := fmt.Sprintf("%s(%#x)", s.Generator, uint64(s.Seed))
			fresh := func() kernels.Source { return generators[s.Generator](uint64(s.Seed)) }
			checkRun(t, name+" Uint64s", s.Uint64, fresh().Uint64s)
			checkRun(t, name+" Uint32s", s.Uint32, fresh().Uint32s)
			checkDraws(t, name+" UniformF64", s.Uniform64, fresh(), kernels.UniformF64)
			checkDraws(t, name+" UniformF32", s.Uniform32, fresh(), kernels.UniformF32)
			checkDraws(t, name+" NormalF64", s.Normal64, fresh(), kernels.NormalF64)
			checkDraws(t, name+" NormalF32", s.Normal32, fresh(), kernels.NormalF32)
			checkDraws(t, name+" ExponentialF64", s.Exponential64, fresh(), kernels.ExponentialF64)
			checkDraws(t, name+" ExponentialF32", s.Exponential32, fresh(), kernels.ExponentialF32)
		}
	})
}

func checkDraws[T float32 | float64](t *testing.T, name string, want run, src kernels.Source, draw func(dst []T, src kernels.Source)) {
	t.Helper()
	checkRun(t, name, want, func(dst []T) { draw(dst, src) })
}
