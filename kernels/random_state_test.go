package kernels_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

func draw64(src kernels.Source, n int) []uint64 {
	w := make([]uint64, n)
	src.Uint64s(w)
	return w
}

func draw32(src kernels.Source, n int) []uint64 {
	half := make([]uint32, n)
	src.Uint32s(half)
	w := make([]uint64, n)
	for i, h := range half {
		w[i] = uint64(h)
	}
	return w
}

func plain(list []word) []uint64 {
	w := make([]uint64, len(list))
	for i, v := range list {
		w[i] = uint64(v)
	}
	return w
}

func checkWords(t *testing.T, name string, got []uint64, want []word) {
	t.Helper()
	if !slices.Equal(got, plain(want)) {
		t.Errorf("%s: %x, want %x", name, got, want)
	}
}

// TestRandomMixed draws words, halves and numbers in turn.
func TestRandomMixed(t *testing.T) {
	v := readVectors(t)
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, m := range v.Mixed {
			g := generators[m.Generator](7)
			var got []uint64
			for _, n := range []int{1, 2, 3, 5, 8, 1} {
				got = append(got, draw32(g, n)...)
				got = append(got, draw64(g, n)...)
				x32, x64 := make([]float32, n), make([]float64, n)
				kernels.NormalF32(x32, g)
				kernels.ExponentialF64(x64, g)
				for _, x := range x32 {
					got = append(got, kerneltest.Bits(x))
				}
				for _, x := range x64 {
					got = append(got, kerneltest.Bits(x))
				}
			}
			checkWords(t, m.Generator, got, m.Words)
		}
	})
}

func TestSeedSequence(t *testing.T) {
	for _, s := range readVectors(t).Sequences {
		seq := kernels.NewSeedSequence(plain(s.Entropy)...)
		state32 := make([]uint32, len(s.State32))
		seq.Uint32s(state32)
		for i, w := range state32 {
			if uint64(w) != uint64(s.State32[i]) {
				t.Errorf("%x: word %d is %x, want %x", s.Entropy, i, w, s.State32[i])
			}
		}
		state64 := make([]uint64, len(s.State64))
		seq.Uint64s(state64)
		checkWords(t, "state64", state64, s.State64)
		got := make([]uint64, len(s.Grandchild))
		seq.Spawn(3)[2].Spawn(2)[1].Uint64s(got)
		checkWords(t, "grandchild", got, s.Grandchild)
		next := make([]uint64, len(s.Grandchild))
		if seq.Spawn(1)[0].Uint64s(next); slices.Equal(next, got) {
			t.Error("a child was spawned twice")
		}
	}
}

// TestRandomJumps advances and jumps generators of which half a word waits.
func TestRandomJumps(t *testing.T) {
	for _, j := range readVectors(t).Jumps {
		d := plain(j.Delta)
		for i, want := range [][]word{j.Advanced, j.Jumped} {
			g := generators[j.Generator](11)
			draw32(g, 5)
			switch g := g.(type) {
			case interface {
				Advance(hi, lo uint64)
				Jump(uint64)
			}:
				if i == 0 {
					g.Advance(d[1], d[0])
				} else {
					g.Jump(3)
				}
			case *kernels.Philox:
				if i == 0 {
					g.Advance([4]uint64(d))
				} else {
					g.Jump(3)
				}
			case *kernels.MT19937:
				if i == 1 {
					g.Jump(3)
				}
			default:
				t.Fatalf("%s does not jump", j.Generator)
			}
			checkWords(t, j.Generator, append(draw32(g, 3), draw64(g, 6)...), want)
		}
	}
}

// TestXoshiro holds xoshiro256++ against its definition in Python.
func TestXoshiro(t *testing.T) {
	v := readVectors(t).Xoshiro
	checkRun(t, "Uint64s", v.Uint64, kernels.NewXoshiro256PP(uint64(v.Seed)).Uint64s)
	checkWords(t, "known state", draw64(kernels.NewXoshiro256PPState([4]uint64{1, 2, 3, 4}), len(v.Known)), v.Known)
	for _, c := range []struct {
		name string
		jump func(*kernels.Xoshiro256PP)
		want []word
	}{
		{"Jump", (*kernels.Xoshiro256PP).Jump, v.Jump},
		{"LongJump", (*kernels.Xoshiro256PP).LongJump, v.LongJump},
	} {
		g := kernels.NewXoshiro256PP(uint64(v.Seed))
		c.jump(g)
		if got := draw64(g, 9); !slices.Equal(got, draw64(kernels.NewXoshiro256PPState([4]uint64(plain(c.want))), 9)) {
			t.Errorf("%s: wrong words follow", c.name)
		}
	}
}

// TestRandomState saves generators at several places of their streams and
// restores them.
func TestRandomState(t *testing.T) {
	for name, fresh := range generators {
		for _, drawn := range []int{0, 1, 2, 3, 5, 623, 1000} {
			g := fresh(3)
			draw32(g, drawn)
			state, err := g.MarshalBinary()
			if err != nil {
				t.Fatal(err)
			}
			want := append(draw32(g, 700), draw64(g, 700)...)
			h := fresh(4)
			if err := h.UnmarshalBinary(state); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if got := append(draw32(h, 700), draw64(h, 700)...); !slices.Equal(got, want) {
				t.Errorf("%s: another stream after %d halves", name, drawn)
			}
		}
		checkBadStates(t, name, fresh)
	}
}

// checkBadStates holds that bad data give an error and change nothing.
func checkBadStates(t *testing.T, name string, fresh func(uint64) generator) {
	state, _ := fresh(3).MarshalBinary()
	changed := func(change func(b []byte)) []byte {
		b := slices.Clone(state)
		change(b)
		return b
	}
	words := state[len(name)+1:]
	bad := [][]byte{nil, state[1:], state[:len(state)-1], append(slices.Clone(state), 0),
		changed(func(b []byte) { b[0]++ }),
		changed(func(b []byte) { b[len(name)] = 1 }),
		changed(func(b []byte) { b[len(b)-1] = 1 }), // the half that waits, or the position
		changed(func(b []byte) { b[len(b)-4] = 2 }),
	}
	zero := changed(func(b []byte) { clear(b[len(b)-len(words):]) })
	switch name {
	case "PCG64", "PCG64DXSM":
		bad = append(bad, zero, changed(func(b []byte) { b[len(name)+1+24] ^= 1 }))
	case "Philox":
		bad = append(bad, changed(func(b []byte) { b[len(b)-16] = 4 }))
	case "Xoshiro256PP":
		bad = append(bad, zero)
	case "MT19937":
		bad = append(bad, zero, changed(func(b []byte) { b[len(name)+1+4] = 1 }),
			changed(func(b []byte) { b[len(b)-8], b[len(b)-7] = 0x71, 2 }))
	}
	for i, data := range bad {
		g := fresh(5)
		var e *kernels.StateError
		if err := g.UnmarshalBinary(data); !errors.As(err, &e) || e.Error() == "" {
			t.Errorf("%s: bad data %d gave %v", name, i, err)
		}
		if !slices.Equal(draw64(g, 5), draw64(fresh(5), 5)) {
			t.Errorf("%s: bad data %d changed the generator", name, i)
		}
	}
}

// TestRandomRawStates makes generators of the states that NumPy shows.
func TestRandomRawStates(t *testing.T) {
	for _, v := range readVectors(t).States {
		var g kernels.Source
		switch s := plain(v.State); v.Generator {
		case "PCG64":
			g = kernels.NewPCG64State(s[0], s[1], s[2], s[3])
		case "PCG64DXSM":
			g = kernels.NewPCG64DXSMState(s[0], s[1], s[2], s[3])
		case "Philox":
			g = kernels.NewPhiloxState([4]uint64(s[:4]), [2]uint64(s[4:]))
		case "SFC64":
			g = kernels.NewSFC64State([4]uint64(s))
		case "MT19937":
			var key [624]uint32
			for i := range key {
				key[i] = uint32(s[i])
			}
			g = kernels.NewMT19937State(key, int(s[624]))
		}
		checkWords(t, v.Generator, draw64(g, len(v.Words)), v.Words)
	}
}

// TestRandomConstructors makes generators of raw states, good and bad.
func TestRandomConstructors(t *testing.T) {
	s := draw64(kernels.NewSFC64(1), 4)
	p := kernels.NewPCG64State(s[0], s[1], s[2], s[3]|1)
	q := kernels.NewPCG64State(s[0], s[1], s[2], s[3]|1)
	draw64(p, 1000)
	q.Advance(0, 1000)
	if !slices.Equal(draw64(p, 9), draw64(q, 9)) {
		t.Error("Advance(1000) is not 1000 words")
	}
	kernels.NewPCG64DXSMState(s[0], s[1], s[2], s[3]|1)
	kernels.NewSFC64State([4]uint64(s))
	kernels.NewMT19937State([624]uint32{1 << 31}, 624)
	kernels.NewPhiloxState([4]uint64{}, [2]uint64{})
	for name, misuse := range map[string]func(){
		"even increment":      func() { kernels.NewPCG64State(1, 2, 3, 4) },
		"even increment DXSM": func() { kernels.NewPCG64DXSMState(1, 2, 3, 4) },
		"zero xoshiro":        func() { kernels.NewXoshiro256PPState([4]uint64{}) },
		"zero MT":             func() { kernels.NewMT19937State([624]uint32{1<<31 - 1}, 0) },
		"negative position":   func() { kernels.NewMT19937State([624]uint32{1 << 31}, -1) },
		"far position":        func() { kernels.NewMT19937State([624]uint32{1 << 31}, 625) },
	} {
		func() {
			defer func() {
				if _, ok := recover().(*kernels.RangeError); !ok {
					t.Errorf("%s: no *RangeError", name)
				}
			}()
			misuse()
		}()
	}
}

// TestPhiloxCarry draws blocks whose counters carry, at every level and against
// blocks that are drawn one by one.
func TestPhiloxCarry(t *testing.T) {
	const ones = ^uint64(0)
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, c := range [][4]uint64{{}, {ones - 20}, {ones - 3, ones}, {ones - 40, ones, ones, ones}, {ones - 1, ones, 7}} {
			g, h := kernels.NewPhiloxState(c, [2]uint64{5, 6}), kernels.NewPhiloxState(c, [2]uint64{5, 6})
			got := draw64(g, 500)
			for i := range got {
				if w := draw64(h, 1)[0]; w != got[i] {
					t.Fatalf("counter %x: word %d is %x, alone %x", c, i, got[i], w)
				}
			}
		}
	})
}
