package ndarray

import (
	"reflect"
	"unsafe"
)

// View returns a view of the memory of a as elements of type U. If T and U have the
// same size the shape stays; otherwise the elements along the last axis must follow
// each other, and its length changes by the ratio of the sizes: [complex128] of
// shape (3,) are float64 of shape (6,), and 8 bytes are one uint64. Values depend on
// the byte order of the machine then.
//
// It panics with ErrDType if T and U differ and one of them holds pointers (strings
// and slices do) or is of size 0, or U holds bools, of which not every byte is one;
// with ErrShape if a has no axis whose length could change, its elements have gaps
// along the last one or don't fill elements of type U; and with ErrValue if the
// memory is not aligned for U.
func View[U, T any](a Array[T]) Array[U] {
	const op = "View"
	t, u := reflect.TypeFor[T](), reflect.TypeFor[U]()
	l := a.layout()
	if t == u || kindOf[T]() < numberKinds && kindOf[T]() == kindOf[U]() {
		return Array[U]{(*U)(unsafe.Pointer(a.p)), l}
	}
	if !rawMemory(t, true) || !rawMemory(u, false) || t.Size() == 0 || u.Size() == 0 {
		fail(op, ErrDType, "elements of type %s can't be seen as %s", t, u)
	}
	v := allocLayout(kindOf[U](), int(u.Size()), int(l.ndim))
	shape, strides := v.shape(), v.strides()
	copy(shape, l.shape())
	copy(strides, l.strides())
	if v.item != l.item {
		d := int(l.ndim) - 1
		if d < 0 {
			fail(op, ErrShape, "an array without axes has no room for elements of type %s", u)
		}
		if shape[d] > 1 && strides[d] != l.item {
			fail(op, ErrShape, "the elements along the last axis have gaps: strides %s of %d bytes", shapeString(l.strides()), l.item)
		}
		if shape[d]*l.item%v.item != 0 {
			fail(op, ErrShape, "%d bytes along the last axis, no multiple of the %d of %s", shape[d]*l.item, v.item, u)
		}
		shape[d] = shape[d] * l.item / v.item
		strides[d] = v.item
	}
	v.finish(l.flags & readOnly)
	checkAligned(op, uintptr(unsafe.Pointer(a.p)), v, u)
	return Array[U]{(*U)(unsafe.Pointer(a.p)), v}
}

// checkAligned panics if elements of the layout at an address can't be of type u.
func checkAligned(op string, address uintptr, l *layout, u reflect.Type) {
	if l.size == 0 {
		return
	}
	bits := address
	for d, n := range l.shape() {
		if n > 1 {
			bits |= uintptr(l.strides()[d])
		}
	}
	if bits%uintptr(u.Align()) != 0 {
		fail(op, ErrValue, "the memory is not aligned for elements of type %s", u)
	}
}

// rawMemory reports whether a type holds no pointers, and no bools unless they are
// allowed, so that its memory means nothing to the collector and all bits are values.
func rawMemory(t reflect.Type, bools bool) bool {
	switch k := t.Kind(); k {
	case reflect.Array:
		return rawMemory(t.Elem(), bools)
	case reflect.Struct:
		for f := range t.Fields() {
			if !rawMemory(f.Type, bools) {
				return false
			}
		}
		return true
	default:
		return k != reflect.Bool && k <= reflect.Complex128 || k == reflect.Bool && bools
	}
}

// Field returns a view of one field of the structs in a: writing to it changes
// them. The field is exported, also one of an embedded struct, and of type U. It
// panics with ErrDType if T has no such field.
//
//	prices := ndarray.Field[float64](trades, "Price")
func Field[U, T any](a Array[T], name string) Array[U] {
	const op = "Field"
	t, u := reflect.TypeFor[T](), reflect.TypeFor[U]()
	if t.Kind() != reflect.Struct {
		fail(op, ErrDType, "%s is no struct", t)
	}
	f, ok := t.FieldByName(name)
	if !ok || !f.IsExported() {
		fail(op, ErrDType, "%s has no exported field %q", t, name)
	}
	if f.Type != u {
		fail(op, ErrDType, "field %s of %s is of type %s, not %s", name, t, f.Type, u)
	}
	return member[U](a, fieldOffset(op, t, f))
}

// fieldOffset returns where a field of t begins. Embedded structs on the way to it
// must be in t itself, not behind a pointer.
func fieldOffset(op string, t reflect.Type, f reflect.StructField) (offset int) {
	name, owner := f.Name, t
	for _, i := range f.Index {
		if t.Kind() != reflect.Struct {
			fail(op, ErrDType, "field %s of %s is behind a pointer", name, owner)
		}
		f = t.Field(i)
		offset += int(f.Offset)
		t = f.Type
	}
	return offset
}

// member returns the view of what lies offset bytes from the begin of each element
// of a and is of type U.
func member[U, T any](a Array[T], offset int) Array[U] {
	l := a.layout()
	v := allocLayout(kindOf[U](), int(unsafe.Sizeof(*new(U))), int(l.ndim))
	copy(v.shape(), l.shape())
	copy(v.strides(), l.strides())
	if v.finish(l.flags & readOnly); v.size == 0 {
		offset = 0
	}
	return Array[U]{(*U)(unsafe.Add(unsafe.Pointer(a.p), offset)), v}
}

// RealPart returns a view of the real parts of complex numbers: writing to it
// changes a. It panics with ErrDType unless F has the precision of T.
//
//	re := ndarray.RealPart[float64](z)
func RealPart[F Float, T Complex](a Array[T]) Array[F] {
	checkParts[F, T]("RealPart")
	return member[F](a, 0)
}

// ImagPart returns a view of the imaginary parts of complex numbers, as [RealPart]
// does.
func ImagPart[F Float, T Complex](a Array[T]) Array[F] {
	checkParts[F, T]("ImagPart")
	return member[F](a, int(unsafe.Sizeof(F(0))))
}
