package npy

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// ErrFormat is what damaged and hostile files give; compare with errors.Is.
var ErrFormat = errors.New("not a valid npy file")

func formatError(format string, args ...any) error {
	return fmt.Errorf("npy: %w: %s", ErrFormat, fmt.Sprintf(format, args...))
}

// Header is what stands before the elements of a file.
type Header struct {
	Type    DType
	Shape   []int
	Fortran bool // the first index varies fastest
	Version int  // of the format: 1, 2 or 3
	size    int  // bytes of the header
}

const (
	magic     = "\x93NUMPY"
	alignment = 64
	maxHeader = 1 << 20
	maxBytes  = min(1<<47, math.MaxInt) // the address space of a process
)

// Len returns the number of elements.
func (h Header) Len() int {
	n := 1
	for _, d := range h.Shape {
		n *= d
	}
	return n
}

// Bytes returns the number of bytes that the elements take.
func (h Header) Bytes() int { return h.Len() * h.Type.Size }

// ReadHeader reads the header of a file, and not a byte more.
func ReadHeader(r io.Reader) (Header, error) {
	var h Header
	var start [12]byte
	if err := readFull(r, start[:10]); err != nil {
		return h, err
	}
	if string(start[:6]) != magic {
		return h, formatError("it does not begin as one")
	}
	h.Version = int(start[6])
	h.size = 10
	n := int64(binary.LittleEndian.Uint16(start[8:]))
	switch {
	case h.Version < 1 || h.Version > 3 || start[7] != 0:
		return h, formatError("unknown version %d.%d", start[6], start[7])
	case h.Version > 1:
		if err := readFull(r, start[10:]); err != nil {
			return h, err
		}
		h.size = 12
		n = int64(binary.LittleEndian.Uint32(start[8:]))
	}
	if n > maxHeader {
		return h, formatError("header of %d bytes", n)
	}
	text := make([]byte, n)
	if err := readFull(r, text); err != nil {
		return h, err
	}
	h.size += int(n)
	return h, h.parse(text)
}

// readFull fills b. The end of r is an error.
func readFull(r io.Reader, b []byte) error {
	switch _, err := io.ReadFull(r, b); err {
	case nil:
		return nil
	case io.EOF, io.ErrUnexpectedEOF:
		return formatError("it ends too early")
	default:
		return err
	}
}

func (h *Header) parse(raw []byte) error {
	text := string(raw)
	if h.Version < 3 {
		text = fromLatin1(raw)
	} else if !utf8.ValidString(text) {
		return formatError("header: invalid UTF-8")
	}
	d, err := parseDict(text)
	if err != nil {
		return err
	}
	fortran, ok := d["fortran_order"].(bool)
	if !ok {
		return formatError("header: no fortran_order")
	}
	if len(d) != 3 {
		return formatError("header: keys other than descr, fortran_order and shape")
	}
	h.Fortran = fortran
	if h.Type, err = parseDType(d["descr"]); err != nil {
		return err
	}
	h.Shape, err = parseShape(d["shape"], h.Type.Size, maxBytes)
	return err
}

func fromLatin1(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		s.WriteRune(rune(c))
	}
	return s.String()
}

// toLatin1 returns s in ISO 8859-1, if it has no other characters.
func toLatin1(s string) ([]byte, bool) {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return nil, false
		}
		b = append(b, byte(r))
	}
	return b, true
}

// encode returns the header of a file, as NumPy writes it: padded with spaces that
// leave room for the first length to grow, and to a multiple of 64 bytes; in the
// lowest version that can express it.
func (h Header) encode() ([]byte, error) {
	const growth = 21 // digits of the axis that grows
	order, first := "False", 0
	if h.Fortran {
		order, first = "True", len(h.Shape)-1
	}
	text := fmt.Sprintf("{'descr': %s, 'fortran_order': %s, 'shape': %s, }", h.Type, order, shapeString(h.Shape))
	if len(h.Shape) > 0 {
		text += strings.Repeat(" ", growth-len(fmt.Sprint(h.Shape[first])))
	}
	body, plain := toLatin1(text)
	version, size := 1, 2
	if !plain {
		body, version, size = []byte(text), 3, 4
	}
	pad := func() int {
		return alignment - (len(magic)+2+size+len(body)+1)%alignment
	}
	if version == 1 && len(body)+pad()+1 > math.MaxUint16 {
		version, size = 2, 4
	}
	body = append(body, bytes.Repeat([]byte{' '}, pad())...)
	body = append(body, '\n')
	if len(body) > maxHeader {
		return nil, fmt.Errorf("npy: header of %d bytes", len(body))
	}
	out := append([]byte(magic), byte(version), 0)
	if size == 2 {
		out = binary.LittleEndian.AppendUint16(out, uint16(len(body)))
	} else {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(body)))
	}
	return append(out, body...), nil
}
