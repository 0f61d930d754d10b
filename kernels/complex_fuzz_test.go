package kernels_test

import (
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// FuzzComplex divides and reduces numbers of the fuzzer's bits at every level:
// quotients against exact ones, reductions against those of portable Go. The
// bytes are repeated, so that few make a long operand.
func FuzzComplex(f *testing.F) {
	f.Add(false, uint8(0), uint8(0), []byte("sixteen bytes make one complex128, this is two or three"))
	f.Add(true, uint8(3), uint8(200), []byte{0, 0, 0x80, 0x7f, 1, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0x80, 0x3f, 7})
	f.Fuzz(func(t *testing.T, narrow bool, skip, repeat uint8, data []byte) {
		if len(data) > 1<<10 {
			return
		}
		all := slices.Repeat(data, 1+int(repeat))
		if narrow {
			fuzzComplex(t, complexF32, int(skip), all)
		} else {
			fuzzComplex(t, complexF64, int(skip), all)
		}
	})
}

func fuzzComplex[C complex64 | complex128, F kerneltest.Float](t *testing.T, k complexSet[C, F], skip int, data []byte) {
	all := make([]C, min(len(data)/int(unsafe.Sizeof(*new(C))), 5000))
	if len(all) < 2 {
		return
	}
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&all[0])), len(all)*int(unsafe.Sizeof(all[0]))), data)
	x, y := all[skip%len(all):], all[:len(all)-skip%len(all)]
	start := kernels.Active()
	defer kernels.SetLevel(start)
	kernels.SetLevel(kernels.Portable)
	want, wantQuotients := k.reductions(x, y), make([]C, len(x))
	k.div(wantQuotients, x, y)
	for i := range min(len(x), 8) {
		k.checkQuotient(t, x[i], y[i], wantQuotients[i])
	}
	quotients := make([]C, len(x))
	for _, l := range kernels.Levels() {
		kernels.SetLevel(l)
		if got := k.reductions(x, y); !slices.EqualFunc(got[:], want[:], k.same) {
			t.Errorf("%s: sum, prod, dotu, dotc of %d: %v, want %v", l, len(x), got, want)
		}
		k.div(quotients, x, y)
		if !slices.EqualFunc(quotients, wantQuotients, k.same) {
			t.Errorf("%s: quotients differ", l)
		}
	}
}

func (k complexSet[C, F]) reductions(x, y []C) [4]C {
	return [4]C{k.sum(x), k.prod(x), k.dotu(x, y), k.dotc(x, y)}
}
