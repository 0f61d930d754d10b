package kernels_test

import (
	"math"
	"testing"

	"github.com/lanewise/lanewise/asm/defs"
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/lanewise/lanewise/kernels"
)

// FuzzKernels runs one function at every level on operands, lengths and
// alignments from the fuzzer, against the interpreter.
func FuzzKernels(f *testing.F) {
	forms := allForms()
	f.Add(uint16(0), uint8(0), []byte{})
	f.Add(uint16(7), uint8(3), []byte("forty-two bytes make five float64 and more"))
	f.Fuzz(func(t *testing.T, which uint16, offset uint8, data []byte) {
		if form := forms[int(which)%len(forms)]; len(data) <= 1<<14 {
			fuzz(t, form, int(offset%64), data)
		}
	})
}

func fuzz(t *testing.T, form defs.Form, offset int, data []byte) {
	pos := 0
	draw := func(typ vir.Type) uint64 {
		if len(data) < typ.Size() {
			return 1
		}
		if pos > len(data)-typ.Size() {
			pos = 0
		}
		pos += typ.Size()
		if typ == vir.Bool {
			return uint64(data[pos-1] & 1)
		}
		return get(typ, data[pos-typ.Size():], 0)
	}
	start := kernels.Active()
	defer kernels.SetLevel(start)
	for _, l := range kernels.Levels() {
		kernels.SetLevel(l)
		pos = 0
		check(t, place(form, len(data)/form.Func.Type.Size(), draw, func(p, bytes int) []byte {
			at := offset / 8 * form.Func.Params[p].Elem().Size()
			return make([]byte, at+bytes)[at:]
		}))
	}
}

// FuzzFractals compares levels on points from the fuzzer.
func FuzzFractals(f *testing.F) {
	f.Add(-0.75, 0.1, 0.3, 0.5, uint16(100))
	f.Add(math.Inf(1), math.NaN(), -2.0, 1e-300, uint16(17))
	f.Fuzz(func(t *testing.T, x0, y0, cr, ci float64, limit uint16) {
		x, y := make([]float64, 11), make([]float64, 9)
		for i := range x {
			x[i] = x0 + float64(i)*ci
		}
		for i := range y {
			y[i] = y0 + float64(i)*cr
		}
		want, got := make([]int32, 99), make([]int32, 99)
		start := kernels.Active()
		defer kernels.SetLevel(start)
		for _, run := range []func(dst []int32){
			func(dst []int32) { kernels.MandelbrotF64(dst, x, y, int(limit)) },
			func(dst []int32) { kernels.JuliaF64(dst, x, y, cr, ci, int(limit)) },
		} {
			kernels.SetLevel(kernels.Portable)
			run(want)
			for _, l := range kernels.Levels() {
				kernels.SetLevel(l)
				run(got)
				for i := range got {
					if got[i] != want[i] {
						t.Fatalf("%s: point %d: %d, want %d", l, i, got[i], want[i])
					}
				}
			}
		}
	})
}
