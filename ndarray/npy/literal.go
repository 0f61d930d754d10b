package npy

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A literal is a value of Python as headers have them: string, int, bool, nil,
// list, tuple or dict.
type (
	list  []any
	tuple []any
	dict  map[string]any
)

const maxNesting = 32 // of brackets in a header

// literals parses values of Python.
type literals struct {
	text  string
	pos   int
	depth int
}

func (p *literals) errorf(format string, args ...any) error {
	return formatError("header: %s at byte %d", fmt.Sprintf(format, args...), p.pos)
}

// parseDict returns the dict that is all of text.
func parseDict(text string) (dict, error) {
	p := &literals{text: text}
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	d, ok := v.(dict)
	if !ok {
		return nil, p.errorf("no dict")
	}
	if p.peek() != 0 || p.pos < len(p.text) {
		return nil, p.errorf("text after the dict")
	}
	return d, nil
}

// peek skips spaces and returns the next byte, 0 at the end.
func (p *literals) peek() byte {
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; c {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return c
		}
	}
	return 0
}

func (p *literals) value() (any, error) {
	switch c := p.peek(); {
	case c == '{':
		return p.dict()
	case c == '[':
		v, _, err := p.sequence(']')
		return list(v), err
	case c == '(':
		v, comma, err := p.sequence(')')
		if err == nil && len(v) == 1 && !comma {
			return v[0], nil
		}
		return tuple(v), err
	case c == '\'' || c == '"':
		return p.str()
	case c == '-' || '0' <= c && c <= '9':
		return p.integer()
	case c >= 'A' && c <= 'z':
		return p.word()
	case c == 0:
		return nil, p.errorf("end of text")
	default:
		return nil, p.errorf("unexpected %q", c)
	}
}

// items calls item for each item of a list in brackets, and reports whether a comma
// follows the last.
func (p *literals) items(end byte, item func() error) (comma bool, err error) {
	p.pos++
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxNesting {
		return false, p.errorf("more than %d brackets in each other", maxNesting)
	}
	for {
		if p.peek() == end {
			p.pos++
			return comma, nil
		}
		if err := item(); err != nil {
			return false, err
		}
		comma = p.peek() == ','
		if comma {
			p.pos++
		} else if p.peek() != end {
			return false, p.errorf("no %q", end)
		}
	}
}

func (p *literals) sequence(end byte) (v []any, comma bool, err error) {
	comma, err = p.items(end, func() error {
		item, err := p.value()
		v = append(v, item)
		return err
	})
	return v, comma, err
}

func (p *literals) dict() (any, error) {
	d := dict{}
	_, err := p.items('}', func() error {
		k, err := p.value()
		if err != nil {
			return err
		}
		key, ok := k.(string)
		if !ok {
			return p.errorf("a key that is no string")
		}
		if _, twice := d[key]; twice {
			return p.errorf("key %q twice", key)
		}
		if p.peek() != ':' {
			return p.errorf("no ':'")
		}
		p.pos++
		d[key], err = p.value()
		return err
	})
	return d, err
}

// str parses a string in quotes with Python's escapes.
func (p *literals) str() (any, error) {
	q := p.text[p.pos]
	p.pos++
	var b strings.Builder
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; c {
		case q:
			p.pos++
			return b.String(), nil
		case '\\':
			p.pos++
			if err := p.escape(&b); err != nil {
				return nil, err
			}
		default:
			b.WriteByte(c)
			p.pos++
		}
	}
	return nil, p.errorf("no %q", q)
}

func (p *literals) escape(b *strings.Builder) error {
	if p.pos == len(p.text) {
		return p.errorf("end of text")
	}
	c := p.text[p.pos]
	p.pos++
	digits := 0
	switch c {
	case '\\', '\'', '"':
		b.WriteByte(c)
	case 'n':
		b.WriteByte('\n')
	case 't':
		b.WriteByte('\t')
	case 'r':
		b.WriteByte('\r')
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		return p.errorf("unknown escape %q", c)
	}
	if digits == 0 {
		return nil
	}
	hex := p.text[p.pos:min(p.pos+digits, len(p.text))]
	r, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) < digits || r > utf8.MaxRune {
		return p.errorf("bad escape")
	}
	b.WriteRune(rune(r))
	p.pos += digits
	return nil
}

func (p *literals) integer() (any, error) {
	begin := p.pos
	p.pos++
	for p.pos < len(p.text) && '0' <= p.text[p.pos] && p.text[p.pos] <= '9' {
		p.pos++
	}
	n, err := strconv.Atoi(p.text[begin:p.pos])
	if err != nil {
		return nil, p.errorf("bad integer %.30q", p.text[begin:p.pos])
	}
	if p.pos < len(p.text) && p.text[p.pos] == 'L' { // Python 2
		p.pos++
	}
	return n, nil
}

func (p *literals) word() (any, error) {
	for w, v := range map[string]any{"True": true, "False": false, "None": nil} {
		if strings.HasPrefix(p.text[p.pos:], w) {
			p.pos += len(w)
			return v, nil
		}
	}
	return nil, p.errorf("unknown word")
}

// quote returns a string as Python's repr does, without escapes for what can't be
// printed.
func quote(s string) string {
	q := "'"
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = `"`
	}
	s = strings.ReplaceAll(s, `\`, `\\`)
	if q == "'" {
		s = strings.ReplaceAll(s, "'", `\'`)
	}
	s = strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s)
	return q + s + q
}
