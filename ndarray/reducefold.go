package ndarray

import (
	"math"
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/kernels"
)

// A folding is a reduction for one kind of elements. Its accumulators travel by
// value, as numbers, where one result is computed at a time; where whole rows are
// added up, they lie in memory.
type folding interface {
	// fold reduces n elements, at most grain of them unless it is ordered, that are
	// sx bytes apart.
	fold(n int, x unsafe.Pointer, sx int) number
	// gather reduces the elements that a cursor goes over.
	gather(c cursor, x unsafe.Pointer) number
	join(a, b number) number
	// narrow returns an accumulator as an element, and whether it fits.
	narrow(acc number) (elem number, fits bool)
	// ordered reports whether elements must be taken one after the other.
	ordered() bool

	// rowItem is the size of an accumulator in memory, rowsNarrow whether it is
	// wider than an element.
	rowItem() int
	rowsNarrow() bool
	// begin sets n accumulators to elements that are sx bytes apart, add applies
	// the operation to accumulators and elements, and merge to accumulators.
	begin(n int, acc, x unsafe.Pointer, sx int)
	add(n int, acc, x unsafe.Pointer, sx int)
	merge(n int, acc, other unsafe.Pointer)
	// addAll is add for several rows of contiguous elements, ld bytes apart, one after
	// the other, of a matrix of so many elements. It begins with the first of them if
	// so said, and reports whether there is a kernel for that.
	addAll(n int, acc, x unsafe.Pointer, ld, rows, all int, first bool) bool
}

// reduction is a reduction for all kinds of elements.
type reduction struct {
	name     string // NumPy's, for messages
	noneOK   bool   // it has a result for no elements
	foldings [numberKinds]folding
}

// foldingFor returns the folding for a kind. It panics with ErrDType in the name
// of the function if there is none.
func foldingFor[T any](op string, r *reduction, kind reflect.Kind) folding {
	if kind < numberKinds && r.foldings[kind] != nil {
		return r.foldings[kind]
	}
	failDType[T](op)
	return nil
}

// folds is a folding by a kernel: of elements X to W, or to rows of R, which is X or
// W.
type folds[X, W, R kernels.Element] struct {
	kernel func(x []X) W
	both   func(a, b W) W
	cut    func(w W) (X, bool)  // of W to X
	widen  func(dst []R, x []X) // nil if R is X
	rows   func(dst, x, y []R)  // the operation on rows
	all    *sumOfRows[R]        // the operation on accumulators and several rows, or nil
}

// sumOfRows is the addition of the rows of a matrix to accumulators.
type sumOfRows[R any] struct {
	zero R // of the accumulators at first: -0, as 0 would lose the sign of a -0
	add  func(acc, x []R, ld, rows, all int)
}

func (f *folds[X, W, R]) fold(n int, x unsafe.Pointer, sx int) number {
	if sx == int(unsafe.Sizeof(*new(X))) || n <= 1 {
		return numberOf(f.kernel(run[X](x, n)))
	}
	line := [1]axis{{n: n, stride: perOperand{sx}}}
	return f.gather(start(line[:], 0, n), x)
}

func (f *folds[X, W, R]) gather(c cursor, x unsafe.Pointer) number {
	item := int(unsafe.Sizeof(*new(X)))
	if c.n == c.left && c.axes[0].stride[0] == item {
		return numberOf(f.kernel(run[X](unsafe.Add(x, c.off[0]), c.n)))
	}
	all := borrow[X](c.left)
	defer all.release()
	i, stride := 0, c.axes[0].stride[0]
	for ; c.n > 0; c.next() {
		p := unsafe.Add(x, c.off[0])
		for k := range c.n {
			all.s[i+k] = *(*X)(unsafe.Add(p, k*stride))
		}
		i += c.n
	}
	return numberOf(f.kernel(all.s))
}

func (f *folds[X, W, R]) join(a, b number) number {
	return numberOf(f.both(*(*W)(unsafe.Pointer(&a)), *(*W)(unsafe.Pointer(&b))))
}

func (f *folds[X, W, R]) narrow(acc number) (number, bool) {
	x, fits := f.cut(*(*W)(unsafe.Pointer(&acc)))
	return numberOf(x), fits
}

func (f *folds[X, W, R]) ordered() bool    { return false }
func (f *folds[X, W, R]) rowItem() int     { return int(unsafe.Sizeof(*new(R))) }
func (f *folds[X, W, R]) rowsNarrow() bool { return f.widen != nil }

// rowBlock is the number of elements that are converted at a time.
const rowBlock = 512

func (f *folds[X, W, R]) begin(n int, acc, x unsafe.Pointer, sx int) {
	f.blocks(n, x, sx, func(i int, row []R) { copy(run[R](unsafe.Add(acc, i*f.rowItem()), len(row)), row) })
}

func (f *folds[X, W, R]) add(n int, acc, x unsafe.Pointer, sx int) {
	if f.widen == nil && sx == f.rowItem() {
		to := run[R](acc, n)
		f.rows(to, to, run[R](x, n))
		return
	}
	f.blocks(n, x, sx, func(i int, row []R) {
		to := run[R](unsafe.Add(acc, i*f.rowItem()), len(row))
		f.rows(to, to, row)
	})
}

func (f *folds[X, W, R]) addAll(n int, acc, x unsafe.Pointer, ld, rows, all int, first bool) bool {
	item := f.rowItem()
	if f.all == nil || ld < n*item || ld%item != 0 {
		return false
	}
	to := run[R](acc, n)
	if first {
		kernels.Fill(to, f.all.zero)
	}
	f.all.add(to, run[R](x, (rows-1)*ld/item+n), ld/item, rows, all)
	return true
}

// blocks calls body for n elements, contiguous and as accumulators.
func (f *folds[X, W, R]) blocks(n int, x unsafe.Pointer, sx int, body func(i int, row []R)) {
	item := int(unsafe.Sizeof(*new(X)))
	if f.widen == nil && sx == item {
		body(0, run[R](x, n))
		return
	}
	line, wide := borrow[X](min(n, rowBlock)), borrow[R](min(n, rowBlock))
	defer line.release()
	defer wide.release()
	for i := 0; i < n; i += rowBlock {
		m := min(n-i, rowBlock)
		p, from := unsafe.Add(x, i*sx), line.s[:m]
		if sx == item {
			from = run[X](p, m)
		} else {
			for k := range from {
				from[k] = *(*X)(unsafe.Add(p, k*sx))
			}
		}
		if f.widen == nil {
			body(i, cast[R](from))
		} else {
			f.widen(wide.s[:m], from)
			body(i, wide.s[:m])
		}
	}
}

func (f *folds[X, W, R]) merge(n int, acc, other unsafe.Pointer) {
	to := run[R](acc, n)
	f.rows(to, to, run[R](other, n))
}

// The ways in which accumulators become elements.

func keep[T any](x T) (T, bool) { return x, true }

func round32(x float64) (float32, bool) { return float32(x), true }

func round64(z complex128) (complex64, bool) { return complex64(z), true }

func narrowed[X integer, W int64 | uint64](w W) (X, bool) {
	x := X(w)
	return x, W(x) == w
}

func plus[T kernels.Real | complex128](a, b T) T { return a + b }

// direct returns a folding whose accumulators are elements.
func direct[T kernels.Element](kernel func([]T) T, both func(a, b T) T, rows func(dst, x, y []T)) folding {
	return &folds[T, T, T]{kernel, both, keep[T], nil, rows, nil}
}

// in64 returns a folding of integers in 64 bits.
func in64[X integer, W int64 | uint64](kernel func([]X) W, both func(a, b W) W, widen func([]W, []X), rows func(dst, x, y []W)) folding {
	return &folds[X, W, W]{kernel, both, narrowed[X, W], widen, rows, nil}
}

var sums = reduction{"add", true, [numberKinds]folding{
	reflect.Float64:    &folds[float64, float64, float64]{kernels.SumF64, plus[float64], keep[float64], nil, kernels.AddF64, &sumOfRows[float64]{math.Copysign(0, -1), blas.AddRows[float64]}},
	reflect.Float32:    &folds[float32, float64, float32]{func(x []float32) float64 { return float64(kernels.SumF32(x)) }, plus[float64], round32, nil, kernels.AddF32, &sumOfRows[float32]{float32(math.Copysign(0, -1)), blas.AddRows[float32]}},
	reflect.Complex128: direct(kernels.SumC128, plus, kernels.AddC128),
	reflect.Complex64:  &folds[complex64, complex128, complex64]{func(x []complex64) complex128 { return complex128(kernels.SumC64(x)) }, plus[complex128], round64, nil, kernels.AddC64, nil},
	reflect.Int64:      direct(kernels.SumI64, plus, kernels.AddI64),
	reflect.Int32:      in64(kernels.SumI32, plus, kernels.ToI64I32, kernels.AddI64),
	reflect.Int16:      in64(kernels.SumI16, plus, kernels.ToI64I16, kernels.AddI64),
	reflect.Int8:       in64(kernels.SumI8, plus, kernels.ToI64I8, kernels.AddI64),
	reflect.Uint64:     direct(kernels.SumU64, plus, kernels.AddU64),
	reflect.Uint32:     in64(kernels.SumU32, plus, kernels.ToU64U32, kernels.AddU64),
	reflect.Uint16:     in64(kernels.SumU16, plus, kernels.ToU64U16, kernels.AddU64),
	reflect.Uint8:      in64(kernels.SumU8, plus, kernels.ToU64U8, kernels.AddU64),
}}

var prods = reduction{"multiply", true, [numberKinds]folding{
	reflect.Float64:    direct(kernels.ProdF64, times, kernels.MulF64),
	reflect.Float32:    &folds[float32, float64, float32]{func(x []float32) float64 { return float64(kernels.ProdF32(x)) }, times[float64], round32, nil, kernels.MulF32, nil},
	reflect.Complex128: direct(kernels.ProdC128, timesComplex, kernels.MulC128),
	reflect.Complex64:  &folds[complex64, complex128, complex64]{func(x []complex64) complex128 { return complex128(kernels.ProdC64(x)) }, timesComplex, round64, nil, kernels.MulC64, nil},
	reflect.Int64:      direct(kernels.ProdI64, times, kernels.MulI64),
	reflect.Int32:      product64[int32](kernels.ToI64I32),
	reflect.Int16:      product64[int16](kernels.ToI64I16),
	reflect.Int8:       product64[int8](kernels.ToI64I8),
	reflect.Uint64:     direct(kernels.ProdU64, times, kernels.MulU64),
	reflect.Uint32:     product64[uint32](kernels.ToU64U32),
	reflect.Uint16:     product64[uint16](kernels.ToU64U16),
	reflect.Uint8:      product64[uint8](kernels.ToU64U8),
}}

var wideProds = reduction{"multiply", true, [numberKinds]folding{
	reflect.Int32:  in64(kernels.ProdI32, times, kernels.ToI64I32, kernels.MulI64),
	reflect.Int16:  in64(kernels.ProdI16, times, kernels.ToI64I16, kernels.MulI64),
	reflect.Int8:   in64(kernels.ProdI8, times, kernels.ToI64I8, kernels.MulI64),
	reflect.Uint32: in64(kernels.ProdU32, times, kernels.ToU64U32, kernels.MulU64),
	reflect.Uint16: in64(kernels.ProdU16, times, kernels.ToU64U16, kernels.MulU64),
	reflect.Uint8:  in64(kernels.ProdU8, times, kernels.ToU64U8, kernels.MulU64),
}}

func times[T kernels.Real](a, b T) T { return a * b }

func timesComplex(a, b complex128) complex128 {
	return complex(float64(real(a)*real(b))-float64(imag(a)*imag(b)), float64(real(a)*imag(b))+float64(imag(a)*real(b)))
}

// product64 returns a folding of products of integers of up to 32 bits that never
// loses that a product fits them no more.
func product64[X integer, W int64 | uint64](widen func([]W, []X)) folding {
	return in64(func(x []X) W {
		p := W(1)
		for _, v := range x {
			p = timesKept(p, W(v))
		}
		return p
	}, timesKept[W], widen, func(dst, x, y []W) {
		for i, v := range x {
			dst[i] = timesKept(v, y[i])
		}
	})
}

// timesKept returns a*b, or a number beyond 32 bits if the product is.
func timesKept[W int64 | uint64](a, b W) W {
	beyond := W(1) << 33
	if a == 0 || b == 0 {
		return 0
	}
	if far(a) || far(b) {
		return beyond
	}
	return a * b
}

// far reports whether x is beyond the range in which products fit 64 bits.
func far[W int64 | uint64](x W) bool {
	if W(0)-1 < 0 {
		return int64(x) < -1<<31 || int64(x) > 1<<31
	}
	return uint64(x) >= 1<<32
}

var maxima = reduction{"maximum", false, [numberKinds]folding{
	reflect.Float64: direct(kernels.MaxF64, larger, kernels.MaximumF64),
	reflect.Float32: direct(kernels.MaxF32, larger, kernels.MaximumF32),
	reflect.Int64:   direct(kernels.MaxI64, larger, kernels.MaximumI64),
	reflect.Int32:   direct(kernels.MaxI32, larger, kernels.MaximumI32),
	reflect.Int16:   direct(kernels.MaxI16, larger, kernels.MaximumI16),
	reflect.Int8:    direct(kernels.MaxI8, larger, kernels.MaximumI8),
	reflect.Uint64:  direct(kernels.MaxU64, larger, kernels.MaximumU64),
	reflect.Uint32:  direct(kernels.MaxU32, larger, kernels.MaximumU32),
	reflect.Uint16:  direct(kernels.MaxU16, larger, kernels.MaximumU16),
	reflect.Uint8:   direct(kernels.MaxU8, larger, kernels.MaximumU8),
}}

var minima = reduction{"minimum", false, [numberKinds]folding{
	reflect.Float64: direct(kernels.MinF64, smaller, kernels.MinimumF64),
	reflect.Float32: direct(kernels.MinF32, smaller, kernels.MinimumF32),
	reflect.Int64:   direct(kernels.MinI64, smaller, kernels.MinimumI64),
	reflect.Int32:   direct(kernels.MinI32, smaller, kernels.MinimumI32),
	reflect.Int16:   direct(kernels.MinI16, smaller, kernels.MinimumI16),
	reflect.Int8:    direct(kernels.MinI8, smaller, kernels.MinimumI8),
	reflect.Uint64:  direct(kernels.MinU64, smaller, kernels.MinimumU64),
	reflect.Uint32:  direct(kernels.MinU32, smaller, kernels.MinimumU32),
	reflect.Uint16:  direct(kernels.MinU16, smaller, kernels.MinimumU16),
	reflect.Uint8:   direct(kernels.MinU8, smaller, kernels.MinimumU8),
}}

// Go's max and min have the rules of IEEE 754-2019: NaN wins, and +0 is larger.
func larger[T kernels.Real](a, b T) T  { return max(a, b) }
func smaller[T kernels.Real](a, b T) T { return min(a, b) }

var anys = reduction{"logical_or", true, [numberKinds]folding{
	reflect.Bool: direct(kernels.Any, func(a, b bool) bool { return a || b }, kernels.OrBool),
}}

var alls = reduction{"logical_and", true, [numberKinds]folding{
	reflect.Bool: direct(kernels.All, func(a, b bool) bool { return a && b }, kernels.AndBool),
}}
