package ndarray

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
)

// MarshalJSON returns the array as nested lists, an array without axes as its
// element, with elements as encoding/json writes them: it has no way to write NaN
// and infinities, which are errors.
func (a Array[T]) MarshalJSON() ([]byte, error) {
	l := a.layout()
	if l.ndim == 0 {
		return json.Marshal(*a.p)
	}
	return marshalList(nil, a)
}

func marshalList[T any](b []byte, a Array[T]) ([]byte, error) {
	if a.NDim() == 1 {
		row, err := marshalRow(slices.Collect(a.Values()))
		return append(b, row...), err
	}
	b = append(b, '[')
	for i := range a.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = marshalList(b, a.Row(i)); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func marshalRow[T any](row []T) ([]byte, error) {
	if len(row) == 0 {
		return []byte("[]"), nil
	}
	if kindOf[T]() != reflect.Uint8 {
		return json.Marshal(row)
	}
	// Slices of bytes would become base64.
	items := make([]any, len(row))
	for i, v := range row {
		items[i] = v
	}
	return json.Marshal(items)
}

// UnmarshalJSON makes a a new array of what [Array.MarshalJSON] writes: nested lists
// of equal length at each depth. As an element, null is NaN for floats and an error
// for other numbers and bools; alone, it changes nothing. The package jsonarray is
// faster, and tells where a text is wrong.
func (a *Array[T]) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	ndim := -listDepth(reflect.TypeFor[T]())
	for _, c := range b {
		if c == '[' {
			ndim++
		} else if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			break
		}
	}
	if ndim < 0 || ndim > maxDims {
		return fmt.Errorf("ndarray: lists in %d dimensions of %s", ndim, reflect.TypeFor[T]())
	}
	u := unmarshaler[T]{shape: slices.Repeat([]int{-1}, ndim)}
	if err := u.list(b, 0, nil); err != nil {
		return err
	}
	for d, n := range u.shape {
		u.shape[d] = max(n, 0)
	}
	*a = FromSlice(u.elements).Reshape(u.shape...)
	return nil
}

// listDepth returns how many lists in each other encoding/json makes of a type.
func listDepth(t reflect.Type) int {
	if reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		return 0
	}
	if k := t.Kind(); k == reflect.Slice || k == reflect.Array {
		return 1 + listDepth(t.Elem())
	}
	return 0
}

type unmarshaler[T any] struct {
	shape    []int // -1 where no list has been seen
	elements []T
}

// list appends the elements of a list at the given depth; path are its indices.
func (u *unmarshaler[T]) list(b []byte, depth int, path []int) error {
	if depth == len(u.shape) {
		v, err := unmarshalRow[T](append(append([]byte{'['}, b...), ']'))
		u.elements = append(u.elements, v...)
		return err
	}
	if depth == len(u.shape)-1 {
		v, err := unmarshalRow[T](b)
		if err != nil {
			return err
		}
		u.elements = append(u.elements, v...)
		return u.length(len(v), depth, path)
	}
	var items []json.RawMessage
	if err := json.Unmarshal(b, &items); err != nil {
		return err
	}
	for i, item := range items {
		if err := u.list(item, depth+1, append(path, i)); err != nil {
			return err
		}
	}
	return u.length(len(items), depth, path)
}

func (u *unmarshaler[T]) length(n, depth int, path []int) error {
	if want := u.shape[depth]; want >= 0 && want != n {
		return fmt.Errorf("ndarray: ragged: element %v has length %d, others have %d", path, n, want)
	}
	u.shape[depth] = n
	return nil
}

// unmarshalRow returns the elements of a list.
func unmarshalRow[T any](b []byte) ([]T, error) {
	if kind := kindOf[T](); kind >= numberKinds || !bytes.Contains(b, []byte("null")) {
		var v []T
		err := json.Unmarshal(b, &v)
		return v, err
	}
	var p []*T
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, err
	}
	v := make([]T, len(p))
	for i := range p {
		switch e := reflect.ValueOf(&v[i]).Elem(); {
		case p[i] != nil:
			v[i] = *p[i]
		case e.CanFloat():
			e.SetFloat(math.NaN())
		default:
			return nil, fmt.Errorf("ndarray: null can't be an element of type %s", e.Type())
		}
	}
	return v, nil
}
