package ndarray

import (
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// kernelMin is the number of elements below which a loop here is as fast as the
// call of a kernel.
const kernelMin = 12

// binaryLoop sets n elements of out to x op y. The strides are in bytes.
func binaryLoop(op opcode, kind reflect.Kind, n int, out, x, y unsafe.Pointer, so, sx, sy int) {
	switch kind {
	case reflect.Float64:
		if n < kernelMin || !kernelF64(op, n, out, x, y, so, sx, sy) {
			realLoop[float64](op, n, out, x, y, so, sx, sy)
		}
	case reflect.Float32:
		if n < kernelMin || !kernelF32(op, n, out, x, y, so, sx, sy) {
			realLoop[float32](op, n, out, x, y, so, sx, sy)
		}
	case reflect.Complex128:
		complexLoop[float64](op, n, out, x, y, so, sx, sy)
	case reflect.Complex64:
		complexLoop[float32](op, n, out, x, y, so, sx, sy)
	case reflect.Int64:
		realLoop[int64](op, n, out, x, y, so, sx, sy)
	case reflect.Int32:
		realLoop[int32](op, n, out, x, y, so, sx, sy)
	case reflect.Int16:
		realLoop[int16](op, n, out, x, y, so, sx, sy)
	case reflect.Int8:
		realLoop[int8](op, n, out, x, y, so, sx, sy)
	case reflect.Uint64:
		realLoop[uint64](op, n, out, x, y, so, sx, sy)
	case reflect.Uint32:
		realLoop[uint32](op, n, out, x, y, so, sx, sy)
	case reflect.Uint16:
		realLoop[uint16](op, n, out, x, y, so, sx, sy)
	case reflect.Uint8:
		realLoop[uint8](op, n, out, x, y, so, sx, sy)
	}
}

// realLoop is the loop for any strides. Offsets are added to the base at each
// element, so that no pointer ever leaves its array.
func realLoop[T Real](op opcode, n int, out, x, y unsafe.Pointer, so, sx, sy int) {
	o, i, j := 0, 0, 0
	switch op {
	case opAdd:
		for range n {
			*(*T)(unsafe.Add(out, o)) = *(*T)(unsafe.Add(x, i)) + *(*T)(unsafe.Add(y, j))
			o, i, j = o+so, i+sx, j+sy
		}
	case opSub:
		for range n {
			*(*T)(unsafe.Add(out, o)) = *(*T)(unsafe.Add(x, i)) - *(*T)(unsafe.Add(y, j))
			o, i, j = o+so, i+sx, j+sy
		}
	case opMul:
		for range n {
			*(*T)(unsafe.Add(out, o)) = *(*T)(unsafe.Add(x, i)) * *(*T)(unsafe.Add(y, j))
			o, i, j = o+so, i+sx, j+sy
		}
	case opDiv:
		for range n {
			*(*T)(unsafe.Add(out, o)) = *(*T)(unsafe.Add(x, i)) / *(*T)(unsafe.Add(y, j))
			o, i, j = o+so, i+sx, j+sy
		}
	}
}

// complexLoop is the loop for complex numbers with parts of type F.
func complexLoop[F Float](op opcode, n int, out, x, y unsafe.Pointer, so, sx, sy int) {
	for k := range n {
		a, b := *(*[2]F)(unsafe.Add(x, k*sx)), *(*[2]F)(unsafe.Add(y, k*sy))
		var z [2]F
		switch op {
		case opAdd:
			z = [2]F{a[0] + b[0], a[1] + b[1]}
		case opSub:
			z = [2]F{a[0] - b[0], a[1] - b[1]}
		case opMul:
			z = [2]F{F(a[0]*b[0]) - F(a[1]*b[1]), F(a[0]*b[1]) + F(a[1]*b[0])}
		case opDiv:
			z = complexQuotient(a, b)
		}
		*(*[2]F)(unsafe.Add(out, k*so)) = z
	}
}

// complexQuotient returns a/b by Smith's method ("Algorithm 116: Complex
// division", 1962), which scales so that squares do not overflow. The
// conversions to F keep compilers from fusing, which would change bits from one
// machine to another.
func complexQuotient[F Float](a, b [2]F) [2]F {
	re, im := max(b[0], -b[0]), max(b[1], -b[1])
	switch {
	case re == 0 && im == 0:
		return [2]F{a[0] / re, a[1] / re}
	case re >= im:
		r := b[1] / b[0]
		s := 1 / (b[0] + F(b[1]*r))
		return [2]F{(a[0] + F(a[1]*r)) * s, (a[1] - F(a[0]*r)) * s}
	default:
		r := b[0] / b[1]
		s := 1 / (b[1] + F(b[0]*r))
		return [2]F{(F(a[0]*r) + a[1]) * s, (F(a[1]*r) - a[0]) * s}
	}
}

// kernelF64 runs the kernel for these strides, if there is one. The calls are
// direct ones: through function values, a number that x or y points to could not
// stay on the stack.
func kernelF64(op opcode, n int, out, x, y unsafe.Pointer, so, sx, sy int) bool {
	const item = 8
	if so != item {
		return false
	}
	dst := unsafe.Slice((*float64)(out), n)
	switch {
	case sx == item && sy == item:
		x, y := unsafe.Slice((*float64)(x), n), unsafe.Slice((*float64)(y), n)
		switch op {
		case opAdd:
			kernels.AddF64(dst, x, y)
		case opSub:
			kernels.SubF64(dst, x, y)
		case opMul:
			kernels.MulF64(dst, x, y)
		case opDiv:
			kernels.DivF64(dst, x, y)
		}
	case sx == item && sy == 0:
		x, y := unsafe.Slice((*float64)(x), n), *(*float64)(y)
		switch op {
		case opAdd:
			kernels.AddScalarF64(dst, x, y)
		case opSub:
			kernels.SubScalarF64(dst, x, y)
		case opMul:
			kernels.MulScalarF64(dst, x, y)
		case opDiv:
			kernels.DivScalarF64(dst, x, y)
		}
	case sx == 0 && sy == item:
		x, y := *(*float64)(x), unsafe.Slice((*float64)(y), n)
		switch op {
		case opAdd:
			kernels.AddScalarF64(dst, y, x)
		case opSub:
			kernels.ScalarSubF64(dst, x, y)
		case opMul:
			kernels.MulScalarF64(dst, y, x)
		case opDiv:
			kernels.ScalarDivF64(dst, x, y)
		}
	default:
		return false
	}
	return true
}

// kernelF32 is kernelF64 for float32.
func kernelF32(op opcode, n int, out, x, y unsafe.Pointer, so, sx, sy int) bool {
	const item = 4
	if so != item {
		return false
	}
	dst := unsafe.Slice((*float32)(out), n)
	switch {
	case sx == item && sy == item:
		x, y := unsafe.Slice((*float32)(x), n), unsafe.Slice((*float32)(y), n)
		switch op {
		case opAdd:
			kernels.AddF32(dst, x, y)
		case opSub:
			kernels.SubF32(dst, x, y)
		case opMul:
			kernels.MulF32(dst, x, y)
		case opDiv:
			kernels.DivF32(dst, x, y)
		}
	case sx == item && sy == 0:
		x, y := unsafe.Slice((*float32)(x), n), *(*float32)(y)
		switch op {
		case opAdd:
			kernels.AddScalarF32(dst, x, y)
		case opSub:
			kernels.SubScalarF32(dst, x, y)
		case opMul:
			kernels.MulScalarF32(dst, x, y)
		case opDiv:
			kernels.DivScalarF32(dst, x, y)
		}
	case sx == 0 && sy == item:
		x, y := *(*float32)(x), unsafe.Slice((*float32)(y), n)
		switch op {
		case opAdd:
			kernels.AddScalarF32(dst, y, x)
		case opSub:
			kernels.ScalarSubF32(dst, x, y)
		case opMul:
			kernels.MulScalarF32(dst, y, x)
		case opDiv:
			kernels.ScalarDivF32(dst, x, y)
		}
	default:
		return false
	}
	return true
}

// unaryLoop sets n elements of out to op x.
func unaryLoop(op opcode, kind reflect.Kind, n int, out, x unsafe.Pointer, so, sx int) {
	switch kind {
	case reflect.Float64:
		floatLoop[float64](op, n, out, x, so, sx)
	case reflect.Float32:
		floatLoop[float32](op, n, out, x, so, sx)
	}
}

// floatLoop always runs the kernel, through a buffer if need be, because a
// second implementation of a function would round otherwise.
func floatLoop[F Float](op opcode, n int, out, x unsafe.Pointer, so, sx int) {
	if item := int(unsafe.Sizeof(F(0))); so == item && sx == item {
		unaryKernel(op, unsafe.Slice((*F)(out), n), unsafe.Slice((*F)(x), n))
		return
	}
	var buf [128]F
	for lo := 0; lo < n; lo += len(buf) {
		b := buf[:min(len(buf), n-lo)]
		for i := range b {
			b[i] = *(*F)(unsafe.Add(x, (lo+i)*sx))
		}
		unaryKernel(op, b, b)
		for i, v := range b {
			*(*F)(unsafe.Add(out, (lo+i)*so)) = v
		}
	}
}

func unaryKernel[F Float](op opcode, dst, x []F) {
	if unsafe.Sizeof(F(0)) == 8 {
		dst, x := cast[float64](dst), cast[float64](x)
		switch op {
		case opExp:
			kernels.ExpF64(dst, x)
		case opSqrt:
			kernels.SqrtF64(dst, x)
		}
		return
	}
	dst32, x32 := cast[float32](dst), cast[float32](x)
	switch op {
	case opExp:
		kernels.ExpF32(dst32, x32)
	case opSqrt:
		kernels.SqrtF32(dst32, x32)
	}
}

// cast returns s as a slice of U, which has the representation of T.
func cast[U, T any](s []T) []U {
	return unsafe.Slice((*U)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
}
