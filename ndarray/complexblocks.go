package ndarray

import (
	"math"
	"sync"

	"github.com/lanewise/lanewise/kernels"
)

// A complexBlock is some complex numbers whose parts go through the kernels together,
// which takes a fraction of the time that they take one by one.
type complexBlock struct {
	arg, result, other, third blockParts
	mask                      [blockNumbers]bool
	n                         int
}

const blockNumbers = 256

// blockParts are the real and the imaginary parts of a block, or others of them.
type blockParts struct{ re, im [blockNumbers]float64 }

// of returns the parts that a block of n numbers has.
func (p *blockParts) of(n int) (re, im []float64) { return p.re[:n], p.im[:n] }

// A blockFunc is a function of complex numbers: one computes it for any number, many
// sets the results of a block, which need only be right where usual holds of an argument;
// it reports whether it holds of all. A number's result is the same whatever its
// neighbours are.
type blockFunc struct {
	one   func(z complex128) complex128
	many  func(b *complexBlock) (allUsual bool)
	usual func(z complex128) bool
}

var complexBlocks = sync.Pool{New: func() any { return new(complexBlock) }}

// inBlocks returns the loop of f.
func inBlocks[T complexNumber](f blockFunc) *map1[T, T] {
	return &map1[T, T]{func(dst, x []T) {
		b := complexBlocks.Get().(*complexBlock)
		defer complexBlocks.Put(b)
		for len(x) > 0 {
			b.n = min(len(x), blockNumbers)
			for i, z := range x[:b.n] {
				b.arg.re[i], b.arg.im[i] = real(complex128(z)), imag(complex128(z))
			}
			all := f.many(b)
			for i := range dst[:b.n] {
				z := complex(b.result.re[i], b.result.im[i])
				if arg := complex(b.arg.re[i], b.arg.im[i]); !all && !f.usual(arg) {
					z = f.one(arg)
				}
				dst[i] = T(z)
			}
			dst, x = dst[b.n:], x[b.n:]
		}
	}}
}

var (
	expBlocks  = blockFunc{expComplex, expBlock, func(z complex128) bool { return moderate(real(z), imag(z)) }}
	sinhBlocks = blockFunc{sinhComplex, sinhBlock, expBlocks.usual}
	coshBlocks = blockFunc{coshComplex, coshBlock, expBlocks.usual}
	sinBlocks  = blockFunc{sinComplex, sinBlock, func(z complex128) bool { return moderate(imag(z), real(z)) }}
	cosBlocks  = blockFunc{cosComplex, cosBlock, sinBlocks.usual}
	logBlocks  = blockFunc{logComplex, logBlock, func(z complex128) bool { return loggable(max(math.Abs(real(z)), math.Abs(imag(z)))) }}
	sqrtBlocks = blockFunc{sqrtComplex, sqrtBlock, func(z complex128) bool { return rootable(max(math.Abs(real(z)), math.Abs(imag(z)))) }}
)

// moderate reports whether e^x is neither subnormal nor infinite, by a margin, and y an
// angle.
func moderate(x, y float64) bool { return math.Abs(x) < 700 && isFinite(y) }

// expBlock is e^x cos y + i e^x sin y.
func expBlock(b *complexBlock) bool {
	x, y := b.arg.of(b.n)
	re, im := b.result.of(b.n)
	e, _ := b.other.of(b.n)
	kernels.SincosF64(im, re, y)
	kernels.ExpF64(e, x)
	kernels.MulF64(re, re, e)
	kernels.MulF64(im, im, e)
	return moderate(kernels.MaxAbsF64(x), kernels.MaxAbsF64(y))
}

// waves returns the hyperbolic functions of u and the circular ones of v.
func (b *complexBlock) waves(u, v []float64) (sinh, cosh, sin, cos []float64, allUsual bool) {
	sinh, cosh = b.other.of(b.n)
	sin, cos = b.third.of(b.n)
	kernels.SinhF64(sinh, u)
	kernels.CoshF64(cosh, u)
	kernels.SincosF64(sin, cos, v)
	return sinh, cosh, sin, cos, moderate(kernels.MaxAbsF64(u), kernels.MaxAbsF64(v))
}

func sinhBlock(b *complexBlock) bool {
	re, im := b.result.of(b.n)
	sinh, cosh, sin, cos, all := b.waves(b.arg.of(b.n))
	kernels.MulF64(re, sinh, cos)
	kernels.MulF64(im, cosh, sin)
	return all
}

func coshBlock(b *complexBlock) bool {
	re, im := b.result.of(b.n)
	sinh, cosh, sin, cos, all := b.waves(b.arg.of(b.n))
	kernels.MulF64(re, cosh, cos)
	kernels.MulF64(im, sinh, sin)
	return all
}

func sinBlock(b *complexBlock) bool {
	x, y := b.arg.of(b.n)
	re, im := b.result.of(b.n)
	sinh, cosh, sin, cos, all := b.waves(y, x)
	kernels.MulF64(re, cosh, sin)
	kernels.MulF64(im, sinh, cos)
	return all
}

func cosBlock(b *complexBlock) bool {
	x, y := b.arg.of(b.n)
	re, im := b.result.of(b.n)
	sinh, cosh, sin, cos, all := b.waves(y, x)
	kernels.MulF64(re, cosh, cos)
	kernels.MulF64(im, sinh, sin)
	kernels.NegF64(im, im)
	return all
}

// rootable reports whether numbers whose larger part has magnitude m have roots
// without scaling.
func rootable(m float64) bool { return 0x1p-500 <= m && m <= 0x1p500 }

// sqrtBlock is sqrtComplex without scaling: t = sqrt((|x|+|z|)/2) and u = y/2t are the
// parts where x is not negative, else |u| and t with the sign of y.
func sqrtBlock(b *complexBlock) bool {
	x, y := b.arg.of(b.n)
	re, im := b.result.of(b.n)
	t, u := b.other.of(b.n)
	m, other := b.third.of(b.n)
	kernels.AbsF64(t, x)
	kernels.AbsF64(m, y)
	kernels.MaximumF64(m, m, t)
	kernels.HypotF64(u, x, y)
	kernels.AddF64(t, t, u)
	kernels.MulScalarF64(t, t, 0.5)
	kernels.SqrtF64(t, t)
	kernels.AddF64(u, t, t)
	kernels.DivF64(u, y, u)
	negative := b.mask[:b.n]
	kernels.LessScalarF64(negative, x, 0)
	kernels.AbsF64(other, u)
	kernels.WhereF64(re, negative, other, t)
	kernels.CopysignF64(other, t, y)
	kernels.WhereF64(im, negative, other, u)
	return rootable(kernels.MinF64(m)) && rootable(kernels.MaxF64(m))
}

// loggable reports whether logComplex scales no number whose larger part has magnitude m.
func loggable(m float64) bool { return 0x1p-900 <= m && m <= 0x1p1000 }

// logBlock is log|z| + i atan2(y, x), the first by log1p where |z| is near 1.
func logBlock(b *complexBlock) bool {
	x, y := b.arg.of(b.n)
	re, im := b.result.of(b.n)
	large, small := b.other.of(b.n)
	excess, other := b.third.of(b.n) // of |z|^2 over 1
	kernels.Atan2F64(im, y, x)
	kernels.AbsF64(excess, x)
	kernels.AbsF64(other, y)
	kernels.MaximumF64(large, excess, other)
	kernels.MinimumF64(small, excess, other)
	kernels.HypotF64(re, large, small)
	kernels.LogF64(re, re)
	near := b.mask[:b.n]
	for i, x := range large {
		near[i], excess[i] = near1(x, small[i]), 0
		if near[i] {
			excess[i] = squareOver1(x, small[i])
		}
	}
	kernels.Log1pF64(other, excess)
	kernels.MulScalarF64(other, other, 0.5)
	kernels.WhereF64(re, near, other, re)
	return loggable(kernels.MinF64(large)) && loggable(kernels.MaxF64(large))
}
