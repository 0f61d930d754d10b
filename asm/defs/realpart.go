package defs

import "github.com/lanewise/lanewise/asm/vir"

// realParts are arithmetic on the real parts of complex slices, which are also every
// second element of slices of floats: one pass, where a strided copy and a kernel on
// its result are two, which hinder each other's prefetching.
var realParts = func() (list []Kernel) {
	for _, o := range []struct {
		name, sign string
		op         func(b *vir.Builder, x, y vir.V) vir.V
	}{
		{"add", "+", (*vir.Builder).Add},
		{"sub", "-", (*vir.Builder).Sub},
		{"mul", "*", (*vir.Builder).Mul},
		{"div", "/", (*vir.Builder).Div},
	} {
		add := func(name, formula string, x, y func(b *vir.Builder, name string) vir.V) {
			list = append(list, Kernel{Name: name, Types: vir.Complexes, Doc: "sets dst[i] = " + formula + ".",
				Body: func(b *vir.Builder) {
					dst := b.OutAs("dst", b.Type())
					b.Store(dst, o.op(b, x(b, "x"), y(b, "y")))
				}})
		}
		add(o.name+"Real", "real(x[i]) "+o.sign+" y[i]", realPart, partIn)
		add(o.name+"Reals", "real(x[i]) "+o.sign+" real(y[i])", realPart, realPart)
		add(o.name+"RightReal", "x[i] "+o.sign+" real(y[i])", partIn, realPart)
	}
	return list
}()

// realPart declares a complex input of which only the real part counts, partIn one of
// the parts' type.
func realPart(b *vir.Builder, name string) vir.V { return complexIn(b, name).re }

func partIn(b *vir.Builder, name string) vir.V { return b.InAs(name, b.Type()) }
