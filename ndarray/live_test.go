package ndarray

import (
	"bufio"
	"bytes"
	enc "encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

// liveNumPy is a Python process that evaluates expressions.
type liveNumPy struct {
	in  *json.Encoder
	out *bufio.Reader
}

// question is a program for NumPy: statements, then an expression, over arrays.
type question struct {
	Do  string                  `json:"do"`
	Get string                  `json:"get"`
	In  map[string]golden.Array `json:"in"`
}

type answer struct {
	golden.Array
	Err string
}

// startNumPy starts the interpreter that LANEWISE_PYTHON says, a command with
// arguments, or python3. NumPy before 2 promotes differently.
var startNumPy = sync.OnceValues(func() (*liveNumPy, error) {
	command := strings.Fields(os.Getenv("LANEWISE_PYTHON"))
	if len(command) == 0 {
		command = []string{"python3"}
	}
	var script []byte
	for _, name := range []string{"internal/golden/golden.py", "testdata/live.py"} {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		script = append(script, text...)
	}
	p := exec.Command(command[0], append(command[1:], "-c", string(script))...)
	p.Stderr = os.Stderr
	in, errIn := p.StdinPipe()
	out, errOut := p.StdoutPipe()
	if err := errors.Join(errIn, errOut, p.Start()); err != nil {
		return nil, err
	}
	n := &liveNumPy{json.NewEncoder(in), bufio.NewReader(out)}
	var hello struct{ NumPy string }
	if err := n.read(&hello); err != nil {
		return nil, fmt.Errorf("%s has no NumPy: %w", command[0], err)
	}
	if strings.HasPrefix(hello.NumPy, "1.") {
		return nil, fmt.Errorf("%s has NumPy %s, but 2 is needed", command[0], hello.NumPy)
	}
	return n, nil
})

func (n *liveNumPy) read(v any) error {
	line, err := n.out.ReadBytes('\n')
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return errors.Join(err, json.Unmarshal(line, v))
}

func (n *liveNumPy) ask(t *testing.T, q question) (a answer) {
	t.Helper()
	if err := n.in.Encode(q); err != nil {
		t.Fatal(err)
	}
	if err := n.read(&a); err != nil {
		t.Fatal(err)
	}
	return a
}

// FuzzNumPy draws expressions over arrays of random types, shapes, strides and
// elements from the fuzzer's bytes and compares each with what NumPy makes of it.
// The expression that a failure prints is NumPy's.
//
//	LANEWISE_PYTHON=python3 go test -run '^$' -fuzz FuzzNumPy ./ndarray
func FuzzNumPy(f *testing.F) {
	n, err := startNumPy()
	if err != nil {
		fmt.Println("SKIPPED: comparison with a live NumPy:", err)
		f.Skip(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		program := make([]byte, 80)
		for i := range program {
			program[i] = byte(r.Uint32())
		}
		f.Add(program)
	}
	f.Fuzz(func(t *testing.T, program []byte) {
		d := &draw{bytes: program}
		c := liveTypes[d.n(len(liveTypes))](d)
		if c.check == nil {
			return // nothing that both have
		}
		want := n.ask(t, c.question)
		defer func() {
			if t.Failed() {
				for name, a := range c.In {
					t.Logf("%s = np.frombuffer(bytes.fromhex('%x'), '%s').reshape(%v)", name, a.Data, a.Type, a.Shape)
				}
				t.Logf("%s; %s", c.Do, c.Get)
			}
		}()
		var misuse *Error
		_, err := Try(func() bool { c.check(t, want); return true })
		switch {
		case errors.Is(err, ErrOverflow): // sums that do not fit their type wrap in NumPy
		case err == nil && want.Err != "":
			t.Errorf("NumPy raises: %s", want.Err)
		case err != nil && (want.Err == "" || !errors.As(err, &misuse)):
			t.Errorf("NumPy gives shape %v, here: %v", want.Shape, err)
		}
	})
}

// draw makes choices out of bytes.
type draw struct{ bytes []byte }

// n returns a number below max, which is 0 when the bytes are used up.
func (d *draw) n(max int) int {
	if len(d.bytes) == 0 {
		return 0
	}
	b := int(d.bytes[0])
	d.bytes = d.bytes[1:]
	return b % max
}

func (d *draw) shape() []int {
	shape := make([]int, d.n(5))
	for i := range shape {
		shape[i] = d.n(6)
		if shape[i] == 0 && d.n(4) != 0 { // empty arrays are one in a few
			shape[i] = 3
		}
	}
	return shape
}

// like returns a shape that broadcasts with another.
func (d *draw) like(shape []int) []int {
	s := append([]int{}, shape[d.n(len(shape)+1):]...)
	for i := range s {
		if d.n(3) == 0 {
			s[i] = 1
		}
	}
	return s
}

// liveCase is a question and what compares our result with the answer.
type liveCase struct {
	question
	check func(t *testing.T, want answer)
}

// bind gives NumPy an array by name.
func bind[T any](c *liveCase, name string, a Array[T]) Array[T] {
	data := bytes.NewBuffer([]byte{})
	elems := elemsOf(a.Copy())
	if err := enc.Write(data, enc.LittleEndian, elems); err != nil {
		panic(err)
	}
	if c.In == nil {
		c.In = map[string]golden.Array{}
	}
	c.In[name] = golden.Array{Type: kindOf[T]().String(), Shape: a.Shape(), Data: data.Bytes()}
	return a
}

// drawArray draws an array of a shape, and views of it, which may change the shape.
func drawArray[T any](d *draw, c *liveCase, name string, shape []int, elem func(d *draw) T) Array[T] {
	a := Zeros[T](shape...)
	elems, _ := a.Data()
	for i := range elems {
		elems[i] = elem(d)
	}
	bind(c, name, a)
	for range d.n(3) {
		var text string
		a, text = viewOf(d, a)
		c.Do += fmt.Sprintf("%s = %s%s; ", name, name, text)
	}
	return a
}

// viewOf draws a view and says it in Python.
func viewOf[T any](d *draw, a Array[T]) (v Array[T], text string) {
	switch d.n(3) {
	case 0:
		k := d.n(a.NDim() + 1)
		axes := make([]int, a.NDim())
		for i := range axes {
			axes[i] = (i + k) % len(axes)
		}
		return a.Permute(axes...), fmt.Sprintf(".transpose(%s)", tuple(axes))
	case 1:
		return a.T(), ".T"
	}
	ix, parts := []Ix{}, []string{}
	for _, n := range a.Shape() {
		lo, hi, step := d.n(n+1), d.n(n+1), []int{1, 1, 2, -1, -2, 3}[d.n(6)]
		switch d.n(8) {
		case 0:
			ix, parts = append(ix, RS(lo, hi, step)), append(parts, fmt.Sprintf("%d:%d:%d", lo, hi, step))
		case 1:
			ix, parts = append(ix, All, NewAxis), append(parts, ":", "None")
		default:
			whole := RS(Begin, End, step)
			if step < 0 {
				whole = RS(End, Begin, step)
			}
			ix, parts = append(ix, whole), append(parts, fmt.Sprintf("::%d", step))
		}
	}
	if len(ix) == 0 {
		return a, "[...]"
	}
	return a.Slice(ix...), "[" + strings.Join(parts, ", ") + "]"
}

// tuple writes numbers as Python's tuple.
func tuple(x []int) string {
	s := "("
	for _, v := range x {
		s += fmt.Sprint(v, ",")
	}
	return s + ")"
}

// gives completes a case: f is the expression.
func gives[D any](c *liveCase, tol float64, get string, f func() Array[D]) {
	c.Get = get
	c.check = func(t *testing.T, want answer) {
		got := f()
		if want.Err == "" {
			checkGolden(t, get, got, want.Array, tol)
		}
	}
}

// givesIndices is gives for results that are int64 in NumPy.
func givesIndices(c *liveCase, get string, f func() Array[int]) {
	gives(c, 0, get, func() Array[int64] { return As[int64](f()) })
}

// epsilon is the distance of 1 from the next number of the type, 0 for integers.
func epsilon[T any]() float64 {
	switch any(*new(T)).(type) {
	case float64, complex128:
		return 0x1p-52
	case float32, complex64:
		return 0x1p-23
	}
	return 0
}

// elemOf makes a T of a float, which is exact for small integers, and of its
// fraction for types that have one; unsigned ones take its magnitude, so that few sums
// overflow, which panics here.
func elemOf[T Elem](re, im float64) (v T) {
	switch p := any(&v).(type) {
	case *bool:
		*p = re > 0
	case *complex128:
		*p = complex(re, im)
	case *complex64:
		*p = complex(float32(re), float32(im))
	case *float64:
		*p = re
	case *float32:
		*p = float32(re)
	default:
		if kindLetter[T]() == "u" {
			re = math.Abs(re)
		}
		return As[T](Full(int64(math.Floor(re)))).Item()
	}
	return v
}

// small draws multiples of 1/4 between -8 and 8, of which sums and products of a few
// are exact.
func small[T Elem](d *draw) T { return elemOf[T](float64(d.n(65)-32)/4, float64(d.n(17)-8)/4) }

// positive draws numbers from 1/4 to 8, of integers from 0.
func positive[T Elem](d *draw) T { return elemOf[T](float64(d.n(32)+1)/4, 0) }

// special draws any bits, and often numbers that are special.
func special[T Elem](d *draw) T {
	if d.n(3) != 0 {
		return small[T](d)
	}
	var bits [16]byte
	for i := range bits {
		bits[i] = byte(d.n(256))
	}
	specials := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 5e-324, 1e-40, math.MaxFloat64, 1 << 53, -1e-310}
	switch any(*new(T)).(type) {
	case float64, float32:
		if k := d.n(2 * len(specials)); k < len(specials) {
			return elemOf[T](specials[k], 0)
		}
	case bool, complex64, complex128:
		return small[T](d) // their arithmetic on special numbers is their own affair
	}
	var v T
	if _, err := enc.Decode(bits[:], enc.LittleEndian, &v); err != nil {
		panic(err)
	}
	return v
}
