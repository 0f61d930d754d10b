package npy

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"reflect"
	"unicode/utf8"
	"unsafe"
)

// A plan says how an element of a file becomes one of a Go type.
type plan struct {
	src, dst int // bytes of an element
	steps    []step
	// direct: the elements of the file are those in memory, byte by byte. Bools are
	// checked apart.
	direct bool
}

// step handles n parts of an element that follow each other.
type step struct {
	does          action
	src, dst      int // offsets of the first
	n             int
	size, dstSize int // bytes of one
	foreign       bool
}

type action uint8

const (
	copies action = iota // n bytes
	swaps                // n numbers of another byte order
	bools
	texts    // UTF-32
	byteText // bytes
)

// planner builds a plan.
type planner struct {
	steps   []step
	skipped bool // some fields of the struct are not in the file
}

// planFor returns how elements of type src become elements of type t.
func planFor(t reflect.Type, src DType) (*plan, error) {
	var b planner
	if err := b.add(t, src, 0, 0); err != nil {
		return nil, err
	}
	p := &plan{src: src.Size, dst: int(t.Size()), steps: b.steps}
	p.direct = !b.skipped && p.src == p.dst
	for _, s := range p.steps {
		p.direct = p.direct && s.src == s.dst && (s.does == copies || s.does == bools)
	}
	return p, nil
}

func (b *planner) add(t reflect.Type, src DType, from, to int) error {
	mismatch := fmt.Errorf("npy: elements of type %s can't be read as %s", src.Name(), t)
	s := step{src: from, dst: to, n: 1, size: src.Size, dstSize: int(t.Size())}
	foreign := src.Order != '|' && src.Order != nativeOrder
	kind := t.Kind()
	switch {
	case kind == reflect.String && src.Kind == 'U':
		s.does, s.foreign = texts, foreign
	case kind == reflect.String && src.Kind == 'S':
		s.does = byteText
	case kind == reflect.Struct && src.Fields != nil:
		return b.record(t, src, from, to)
	case kind == reflect.Int64 && (src.Kind == 'M' || src.Kind == 'm'):
		s.numbers(foreign, 1)
	default:
		own, err := typeOf(t)
		switch {
		case err != nil || own.Kind != src.Kind || own.Size != src.Size || own.Kind == 'V':
			return mismatch
		case own.Kind == 'b':
			s.does = bools
		case own.Kind == 'c':
			s.numbers(foreign, 2)
		default:
			s.numbers(foreign, 1)
		}
	}
	b.append(s)
	return nil
}

// numbers makes s copy parts numbers, or swap their bytes.
func (s *step) numbers(foreign bool, parts int) {
	if foreign {
		s.does, s.n, s.size, s.dstSize = swaps, parts, s.size/parts, s.dstSize/parts
	} else {
		s.does, s.n, s.size, s.dstSize = copies, s.size, 1, 1
	}
}

// append adds a step, to the last one if it goes on where that ends.
func (b *planner) append(s step) {
	if k := len(b.steps) - 1; k >= 0 {
		last := &b.steps[k]
		if last.does == s.does && last.size == s.size && last.dstSize == s.dstSize && last.foreign == s.foreign &&
			last.src+last.n*last.size == s.src && last.dst+last.n*last.dstSize == s.dst {
			last.n += s.n
			return
		}
	}
	b.steps = append(b.steps, s)
}

func (b *planner) record(t reflect.Type, src DType, from, to int) error {
	fields := map[string]Field{}
	for _, f := range src.Fields {
		fields[f.Name] = f
	}
	for f := range t.Fields() {
		name, ok := fieldName(f)
		if !ok {
			b.skipped = true
			continue
		}
		field, ok := fields[name]
		if !ok {
			return fmt.Errorf("npy: no field %q in the file for %s", name, t)
		}
		elem, n := f.Type, 1
		for elem.Kind() == reflect.Array {
			n *= elem.Len()
			elem = elem.Elem()
		}
		if n != field.count() {
			return fmt.Errorf("npy: field %q of %d elements in the file can't be read as %s", name, field.count(), f.Type)
		}
		for i := range n {
			if err := b.add(elem, field.Type, from+field.Offset+i*field.Type.Size, to+int(f.Offset)+i*int(elem.Size())); err != nil {
				return err
			}
		}
	}
	return nil
}

// decode sets n elements at dst to those in src.
func (p *plan) decode(dst unsafe.Pointer, src []byte, n int) error {
	if len(p.steps) == 1 {
		if s := p.steps[0]; s.n*s.size == p.src && s.n*s.dstSize == p.dst { // without gaps
			s.n *= n
			return s.decode(dst, src)
		}
	}
	for i := range n {
		for k := range p.steps {
			s := &p.steps[k]
			if err := s.decode(unsafe.Add(dst, i*p.dst+s.dst), src[i*p.src+s.src:]); err != nil {
				return fmt.Errorf("npy: element %d: %w", i, err)
			}
		}
	}
	return nil
}

func (s *step) decode(dst unsafe.Pointer, src []byte) error {
	for i := range s.n {
		switch s.does {
		case copies:
			copy(unsafe.Slice((*byte)(dst), s.n), src)
			return nil
		case bools:
			*(*bool)(unsafe.Add(dst, i)) = src[i] != 0
		case swaps:
			swap(unsafe.Add(dst, i*s.size), src[i*s.size:], s.size)
		case byteText:
			*(*string)(unsafe.Add(dst, i*s.dstSize)) = string(bytes.TrimRight(src[i*s.size:][:s.size], "\x00"))
		case texts:
			text, err := decodeText(src[i*s.size:][:s.size], s.foreign)
			if err != nil {
				return err
			}
			*(*string)(unsafe.Add(dst, i*s.dstSize)) = text
		}
	}
	return nil
}

func swap(dst unsafe.Pointer, src []byte, size int) {
	switch size {
	case 2:
		*(*uint16)(dst) = bits.ReverseBytes16(binary.NativeEndian.Uint16(src))
	case 4:
		*(*uint32)(dst) = bits.ReverseBytes32(binary.NativeEndian.Uint32(src))
	case 8:
		*(*uint64)(dst) = bits.ReverseBytes64(binary.NativeEndian.Uint64(src))
	}
}

// decodeText returns a text in UTF-32 without the zeros at its end.
func decodeText(src []byte, foreign bool) (string, error) {
	var buf [64]byte
	text := buf[:0]
	end := 0 // of the text without zeros
	for i := 0; i < len(src); i += 4 {
		r := binary.NativeEndian.Uint32(src[i:])
		if foreign {
			r = bits.ReverseBytes32(r)
		}
		if r > utf8.MaxRune || !utf8.ValidRune(rune(r)) {
			return "", formatError("%#x is no character", r)
		}
		text = utf8.AppendRune(text, rune(r))
		if r != 0 {
			end = len(text)
		}
	}
	return string(text[:end]), nil
}

// encode appends n elements at src to dst. The steps copy: nothing else comes from
// a type's own description.
func (p *plan) encode(dst []byte, src unsafe.Pointer, n int) []byte {
	for i := range n {
		at := len(dst)
		dst = append(dst, make([]byte, p.src)...)
		for _, s := range p.steps {
			copy(dst[at+s.src:], unsafe.Slice((*byte)(unsafe.Add(src, i*p.dst+s.dst)), s.n))
		}
	}
	return dst
}

// checkBools makes true what is not 0 in the bools of n elements at dst, which were
// read directly, and reports whether all were 0 or 1 before. It writes only if not.
func (p *plan) checkBools(dst unsafe.Pointer, n int, repair bool) (clean bool) {
	clean = true
	for _, s := range p.steps {
		if s.does != bools {
			continue
		}
		for i := range n {
			for k, v := range unsafe.Slice((*byte)(unsafe.Add(dst, i*p.dst+s.dst)), s.n) {
				if v > 1 {
					clean = false
					if repair {
						*(*byte)(unsafe.Add(dst, i*p.dst+s.dst+k)) = 1
					}
				}
			}
		}
	}
	return clean
}
