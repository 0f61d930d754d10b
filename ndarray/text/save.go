package text

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/internal/atomicfile"
)

// SaveOpt says how a table is written. The zero value is NumPy's default.
type SaveOpt struct {
	// Format is Python's for one number, as "%.18e", which is the default, "%d",
	// "%10.3f" or "%g"; or for all those of a row: "%d: %.3f, %.3f". For a complex
	// number, one is for both parts, as in " (1.5-2.5j)"; or there are two, as in
	// "%g%+gj".
	Format string
	// Delimiter separates the numbers, a space by default.
	Delimiter string
	// Newline ends the rows, "\n" by default.
	Newline string
	// Header and Footer are written before and after the rows, each of their lines
	// after Comments, "# " by default, or without if NoComments is set.
	Header, Footer string
	Comments       string
	NoComments     bool
}

// Save writes an array of one or two axes, or without axes, as a table: the rows in
// lines, an array of one axis as a column. Elements are numbers, bools or strings.
//
//	err := text.Save(w, a, text.SaveOpt{Format: "%.6g", Delimiter: ","})
func Save[T any](w io.Writer, a ndarray.Array[T], o SaveOpt) error {
	s, err := newSaver(a, o)
	if err != nil {
		return err
	}
	var buf []byte
	buf = s.comment(buf, o.Header)
	switch a.NDim() {
	case 0:
		a = a.Reshape(1, 1)
	case 1:
		a = a.Reshape(-1, 1)
	}
	for i := range a.Len() {
		k := 0
		for v := range a.Row(i).Values() {
			if k > 0 && !s.whole {
				buf = append(buf, s.Delimiter...)
			}
			if buf, err = s.verbs[k%len(s.verbs)].append(buf, reflect.ValueOf(v)); err != nil {
				return err
			}
			k++
		}
		buf = append(buf, s.Newline...)
		if len(buf) > 1<<16 {
			if _, err := w.Write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	_, err = w.Write(s.comment(buf, o.Footer))
	return err
}

// SaveFile writes a table to a file, as [Save] does, compressed if the name ends
// with .gz. The file has its old content or all of the new, whatever happens in
// between.
func SaveFile[T any](path string, a ndarray.Array[T], o SaveOpt) error {
	return atomicfile.Write(path, func(w io.Writer) error {
		if !strings.HasSuffix(path, ".gz") {
			return Save(w, a, o)
		}
		z := gzip.NewWriter(w)
		return errors.Join(Save(z, a, o), z.Close())
	})
}

type saver struct {
	SaveOpt
	verbs []verb
	whole bool // the verbs are those of a row
}

func newSaver[T any](a ndarray.Array[T], o SaveOpt) (*saver, error) {
	if a.NDim() > 2 {
		return nil, fmt.Errorf("text: expected 1 or 2 dimensions, got %d", a.NDim())
	}
	or := func(s *string, standard string) {
		if *s == "" {
			*s = standard
		}
	}
	kind := reflect.TypeFor[T]().Kind()
	isComplex := kind == reflect.Complex64 || kind == reflect.Complex128
	switch {
	case isComplex:
		or(&o.Format, " (%.18e%+.18ej)")
	case kind == reflect.String:
		or(&o.Format, "%s")
	}
	or(&o.Format, "%.18e")
	or(&o.Delimiter, " ")
	or(&o.Newline, "\n")
	or(&o.Comments, "# ")
	if o.NoComments {
		o.Comments = ""
	}
	s := &saver{SaveOpt: o}
	verbs, err := parseFormat(o.Format)
	if err != nil {
		return nil, err
	}
	cols := 1
	if a.NDim() == 2 {
		cols = a.Shape()[1]
	}
	switch n := len(verbs); {
	case isComplex && n == 1: // for both parts
		re, im := verbs[0], verbs[0]
		re.before = " (" + re.before
		if !im.plus { // otherwise NumPy writes ++, which it can't read
			im.before = "+" + im.before
		}
		im.after += "j)"
		s.verbs = []verb{{pair: &[2]verb{re, im}}}
	case isComplex && (n == 2 || n == 2*cols):
		for p := range slices.Chunk(verbs, 2) {
			s.verbs = append(s.verbs, verb{pair: &[2]verb{p[0], p[1]}})
		}
		s.whole = n > 2
	case !isComplex && n == 1:
		s.verbs = verbs
	case !isComplex && n == cols:
		s.verbs, s.whole = verbs, true
	default:
		return nil, fmt.Errorf("text: format %q has %d numbers for %d columns", o.Format, n, cols)
	}
	return s, nil
}

func (s *saver) comment(b []byte, text string) []byte {
	if text == "" {
		return b
	}
	b = append(b, s.Comments...)
	b = append(b, strings.ReplaceAll(text, "\n", "\n"+s.Comments)...)
	return append(b, s.Newline...)
}

// verb is a format of Python for one value, and the text around it.
type verb struct {
	before, after           string
	plus, space, left, zero bool
	width, precision        int // -1 for none
	letter                  byte
	pair                    *[2]verb // for the parts of a complex number
}

// parseFormat returns the verbs of a format.
func parseFormat(f string) ([]verb, error) {
	bad := fmt.Errorf("text: bad format %q", f)
	var verbs []verb
	var text []byte
	for i := 0; i < len(f); i++ {
		if f[i] != '%' {
			text = append(text, f[i])
			continue
		}
		if i++; i < len(f) && f[i] == '%' {
			text = append(text, '%')
			continue
		}
		v := verb{precision: -1, before: string(text)}
		text = nil
		i = v.flags(f, i)
		v.width, i = number(f, i)
		if i < len(f) && f[i] == '.' {
			v.precision, i = number(f, i+1)
		}
		if i == len(f) || strings.IndexByte("diueEfFgGsxXo", f[i]) < 0 || v.width > 1000 || v.precision > 1000 {
			return nil, bad
		}
		v.letter = f[i]
		verbs = append(verbs, v)
	}
	if len(verbs) == 0 {
		return nil, bad
	}
	verbs[len(verbs)-1].after = string(text)
	return verbs, nil
}

func (v *verb) flags(f string, i int) int {
	for ; i < len(f); i++ {
		switch f[i] {
		case '+':
			v.plus = true
		case ' ':
			v.space = true
		case '-':
			v.left = true
		case '0':
			v.zero = true
		default:
			return i
		}
	}
	return i
}

func number(f string, i int) (n, end int) {
	for end = i; end < len(f) && f[end]-'0' <= 9; end++ {
		n = min(n*10+int(f[end]-'0'), 1<<20)
	}
	return n, end
}

// append writes a value as Python does.
func (v *verb) append(b []byte, x reflect.Value) ([]byte, error) {
	if v.pair != nil {
		z := x.Complex()
		parts := [2]reflect.Value{reflect.ValueOf(real(z)), reflect.ValueOf(imag(z))}
		begin := len(b)
		for i, part := range parts {
			if x.Kind() == reflect.Complex64 {
				part = part.Convert(reflect.TypeFor[float32]())
			}
			var err error
			if b, err = v.pair[i].append(b, part); err != nil {
				return b, err
			}
		}
		// As NumPy: the plus between the parts gives way to a minus.
		if i := bytes.Index(b[begin:], []byte("+-")); i >= 0 {
			b = slices.Delete(b, begin+i, begin+i+1)
		}
		return b, nil
	}
	digits, numeric, err := v.digits(x)
	if err != nil {
		return b, err
	}
	sign := ""
	switch {
	case !numeric:
	case digits[0] == '-':
		sign, digits = "-", digits[1:]
	case v.plus:
		sign = "+"
	case v.space:
		sign = " "
	}
	b = append(b, v.before...)
	pad := max(v.width-len(sign)-len([]rune(digits)), 0)
	switch {
	case v.left:
		b = append(append(append(b, sign...), digits...), strings.Repeat(" ", pad)...)
	case v.zero && numeric:
		b = append(append(append(b, sign...), strings.Repeat("0", pad)...), digits...)
	default:
		b = append(append(append(b, strings.Repeat(" ", pad)...), sign...), digits...)
	}
	return append(b, v.after...), nil
}

// digits returns a value in the verb's form, with a sign if it is negative, and
// whether it is a number.
func (v *verb) digits(x reflect.Value) (s string, numeric bool, err error) {
	mismatch := fmt.Errorf("text: format %%%c for elements of type %s", v.letter, x.Type())
	switch v.letter {
	case 's':
		s := []rune(plain(x))
		if v.precision >= 0 {
			s = s[:min(v.precision, len(s))]
		}
		return string(s), false, nil
	case 'e', 'E', 'f', 'F', 'g', 'G':
		f, ok := toFloat(x)
		if !ok {
			return "", false, mismatch
		}
		return v.float(f), true, nil
	}
	switch {
	case x.CanInt():
		return v.integer(strconv.FormatInt(x.Int(), v.base())), true, nil
	case x.CanUint():
		return v.integer(strconv.FormatUint(x.Uint(), v.base())), true, nil
	case x.Kind() == reflect.Bool:
		f, _ := toFloat(x)
		return v.integer(strconv.Itoa(int(f))), true, nil
	case x.CanFloat() && v.base() == 10:
		// As Python, towards zero.
		f := math.Trunc(x.Float())
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return "", false, fmt.Errorf("text: cannot write %v as an integer", f)
		}
		return v.integer(strconv.FormatFloat(f+0, 'f', 0, 64)), true, nil // without -0
	}
	return "", false, mismatch
}

func (v *verb) base() int {
	switch v.letter {
	case 'x', 'X':
		return 16
	case 'o':
		return 8
	}
	return 10
}

// integer returns the digits of an integer, as many as the precision says at least.
func (v *verb) integer(s string) string {
	if v.letter == 'X' {
		s = strings.ToUpper(s)
	}
	digits, negative := strings.CutPrefix(s, "-")
	digits = strings.Repeat("0", max(v.precision-len(digits), 0)) + digits
	if negative {
		return "-" + digits
	}
	return digits
}

func toFloat(x reflect.Value) (float64, bool) {
	switch {
	case x.CanFloat():
		return x.Float(), true
	case x.CanInt():
		return float64(x.Int()), true
	case x.CanUint():
		return float64(x.Uint()), true
	case x.Kind() == reflect.Bool:
		if x.Bool() {
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

// float returns f with the verb's precision, 6 without one.
func (v *verb) float(f float64) string {
	switch {
	case math.IsNaN(f):
		return v.word("nan")
	case math.IsInf(f, 1):
		return v.word("inf")
	case math.IsInf(f, -1):
		return v.word("-inf")
	}
	precision := v.precision
	if precision < 0 {
		precision = 6
	}
	letter := v.letter
	if letter == 'F' {
		letter = 'f'
	}
	if letter|0x20 == 'g' {
		precision = max(precision, 1)
	}
	return strconv.FormatFloat(f, letter, precision, 64)
}

func (v *verb) word(s string) string {
	if v.letter < 'a' {
		return strings.ToUpper(s)
	}
	return s
}

// plain returns a value as Python's str does.
func plain(x reflect.Value) string {
	if x.Kind() == reflect.String {
		return x.String()
	}
	if x.Kind() == reflect.Bool {
		if x.Bool() {
			return "True"
		}
		return "False"
	}
	switch v := x.Interface().(type) {
	case float64:
		return ndarray.Full(v).String()
	case float32:
		return ndarray.Full(v).String()
	}
	return fmt.Sprint(x)
}
