package vir

import (
	"math"
	"strings"
	"testing"
)

// hypot is a body that uses a value twice and has a dead one.
func hypot(b *Builder) {
	dst, x, y := b.Out("dst"), b.In("x"), b.In("y")
	b.Sub(x, y) // dead
	b.Store(dst, b.Sqrt(b.Add(b.Mul(x, x), b.Mul(y, y))))
}

func TestBuild(t *testing.T) {
	f := Build("hypot", F64, hypot)
	want := "hypotF64\n\tv0 = load 0x1\n\tv1 = load 0x2\n\tv2 = mul v0 v0\n\tv3 = mul v1 v1\n\tv4 = add v2 v3\n\tv5 = sqrt v4\n"
	if f.String() != want {
		t.Errorf("got\n%swant\n%s", f, want)
	}
	same := Build("same", F64, func(b *Builder) {
		dst, x := b.Out("dst"), b.In("x")
		b.Store(dst, b.Add(b.Mul(x, b.Const(2)), b.Mul(x, b.Const(2))))
	})
	if len(same.Values) != 4 {
		t.Errorf("equal operations are not one value:\n%s", same)
	}
}

func TestScalarForm(t *testing.T) {
	f := Build("hypotScalar", F32, hypot, "y")
	if f.Params[2].Kind != InScalar || f.Values[1].Op != Scalar {
		t.Errorf("y is no scalar:\n%s", f)
	}
	if got, want := f.GoParams(), "dst, x []float32, y float32"; got != want {
		t.Errorf("parameters %q, want %q", got, want)
	}
}

// TestComplex builds x * i, and the comparison of a real part, which leaves the
// other part unused.
func TestComplex(t *testing.T) {
	f := BuildWide("turn", C128, F64, func(b *Builder) {
		dst := b.OutComplex("dst")
		re, im := b.InComplex("x")
		b.StoreComplex(dst, b.Neg(im), re)
	})
	if got, want := f.GoParams(), "dst, x []complex128"; got != want || f.Symbol() != "turnC128" || !f.Complex() || f.Mixed() {
		t.Errorf("%s(%s), want parameters %q", f.Symbol(), got, want)
	}
	re, im := []uint64{0}, []uint64{0}
	f.Run([][]uint64{re, im, {math.Float64bits(3)}, {math.Float64bits(4)}}, make([]uint64, 4))
	if math.Float64frombits(re[0]) != -4 || math.Float64frombits(im[0]) != 3 {
		t.Errorf("(3+4i)*i has the parts %#x, %#x", re, im)
	}
	if code := f.Go(); !strings.Contains(code, "dst[i] = complex(v2, real(x[i]))") {
		t.Errorf("no complex store in\n%s", code)
	}
	g := BuildWide("positive", C64, F32, func(b *Builder) {
		dst := b.OutAs("dst", Bool)
		re, _ := b.InComplex("x")
		limit, _ := b.ScalarComplex("y")
		b.Store(dst, b.LT(limit, re))
	})
	if got, want := g.GoParams(), "dst []bool, x []complex64, y complex64"; got != want || !g.Mixed() {
		t.Errorf("parameters %q, want %q", got, want)
	}
}

func TestRun(t *testing.T) {
	f := Build("hypot", F64, hypot)
	bits := func(v ...float64) (b []uint64) {
		for _, x := range v {
			b = append(b, math.Float64bits(x))
		}
		return b
	}
	dst := bits(0, 0, 0)
	f.Run([][]uint64{dst, bits(3, 5, math.Inf(1)), bits(4, -12, 1)}, make([]uint64, 3))
	for i, want := range []float64{5, 13, math.Inf(1)} {
		if got := math.Float64frombits(dst[i]); got != want {
			t.Errorf("element %d: %v, want %v", i, got, want)
		}
	}
}

// TestFMA32 covers a product and sum whose float64 result is a tie of float32
// that the exact value is not.
func TestFMA32(t *testing.T) {
	b := func(x float32) uint64 { return uint64(math.Float32bits(x)) }
	x, y, z := float32(1+0x1p-12), float32(1+0x1p-12), float32(0x1p-60)
	got := F32.fma(b(x), b(y), b(z)) // 1 + 2^-11 + 2^-24 + 2^-60: above the tie
	if want := b(1 + 0x1p-11 + 0x1p-23); got != want {
		t.Errorf("got %#x, want %#x", got, want)
	}
	if got, want := F32.fma(b(x), b(y), b(-z)), b(1+0x1p-11); got != want {
		t.Errorf("got %#x, want %#x", got, want)
	}
}

func TestReduceOrder(t *testing.T) {
	f := Build("sum", F64, func(b *Builder) { b.Reduce(ReduceSum, b.In("x")) })
	// 1 and -1 cancel exactly in lane 0 of accumulators 0 and 1; the tiny
	// number in lane 0 of accumulator 2 then survives.
	x := make([]uint64, 32)
	x[0], x[8], x[16] = math.Float64bits(1), math.Float64bits(-1), math.Float64bits(0x1p-80)
	if got := math.Float64frombits(f.Run([][]uint64{x}, nil)); got != 0x1p-80 {
		t.Errorf("sum is %v", got)
	}
}

// TestCheck shows that the verifier rejects what is malformed.
func TestCheck(t *testing.T) {
	good := func() *Func { return Build("hypot", F64, hypot) }
	for name, c := range map[string]struct {
		break_ func(f *Func)
		want   string
	}{
		"argument later":    {func(f *Func) { f.Values[2].Args[0] = 3 }, "comes later"},
		"wrong kind":        {func(f *Func) { f.Values[4].Op = AddI }, "is of kind f"},
		"result kind":       {func(f *Func) { f.Values[4].Kind = Mask }, "can't give kind m"},
		"unused parameter":  {func(f *Func) { f.Values[1].Imm = 1 }, "parameter y is not used"},
		"load of an output": {func(f *Func) { f.Values[1].Imm = 0 }, "load of parameter 0"},
		"store to an input": {func(f *Func) { f.Outs[0].Param = 1 }, "no output"},
		"stored twice":      {func(f *Func) { f.Outs = append(f.Outs, f.Outs[0]) }, "stored twice"},
		"no result":         {func(f *Func) { f.Outs = nil }, "no result"},
		"store and reduce":  {func(f *Func) { f.Reduce = ReduceSum }, "a reduction that stores"},
		"store of a mask": {func(f *Func) {
			f.Values = append(f.Values, Value{Op: LT, Kind: Mask})
			f.Outs[0].Value = 6
		}, "as F64"},
		"shift too far": {func(f *Func) {
			f.Values = append(f.Values, Value{Op: BitcastFI, Kind: Int}, Value{Op: ShlI, Kind: Int, Args: [3]int{6}, Imm: 64})
		}, "out of range"},
		"round mode": {func(f *Func) {
			f.Values = append(f.Values, Value{Op: Round, Kind: Float, Imm: 4})
		}, "out of range"},
		"select of two kinds": {func(f *Func) {
			f.Values = append(f.Values, Value{Op: LT, Kind: Mask}, Value{Op: BitcastFI, Kind: Int},
				Value{Op: Select, Kind: Float, Args: [3]int{6, 0, 7}})
		}, "is of kind i"},
	} {
		f := good()
		c.break_(f)
		if err := f.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error with %q", name, err, c.want)
		}
	}
	if err := good().Check(); err != nil {
		t.Error(err)
	}
}

func TestGo(t *testing.T) {
	got := Build("hypot", F32, hypot).Go()
	want := `func hypotF32Go(dst, x, y []float32) {
x = x[:len(dst)]
y = y[:len(dst)]
for i := range dst {
v2 := float32(x[i] * x[i])
v3 := float32(y[i] * y[i])
v4 := v2 + v3
dst[i] = float32(math.Sqrt(float64(v4)))
}
}
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
