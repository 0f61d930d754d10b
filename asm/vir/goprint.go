package vir

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Go prints f as a function in portable Go named Symbol()+"Go", whose result
// has the bits that Run gives. Products are converted to their own type, for Go
// may otherwise fuse them with a sum, even in another statement. The code imports
// packages math and scalar (of kernels/internal) as it needs them.
func (f *Func) Go() string {
	p := &printer{f: f, t: f.Type.Go(), width: f.Type.Width(), int: f.Type.Go()}
	if f.Type.Float() {
		p.int = fmt.Sprintf("uint%d", p.width)
	}
	for i, table := range f.Tables {
		p.line("var %sTable%d = [%d]%s{", f.Symbol(), i, len(table), p.t)
		for _, bits := range table {
			p.line("%s,", p.constant(bits))
		}
		p.line("}\n")
	}
	if f.Reduce != NoReduce {
		return p.reduction()
	}
	out := f.Params[f.Outs[0].Param].Name
	p.line("func %sGo(%s) {", f.Symbol(), f.GoParams())
	p.bounds(out)
	if d, ok := f.Divisor(); ok {
		p.line("divisor := scalar.New%sDivisor(%s)", p.divisorType(), p.divided(d.Name))
	}
	p.line("for i := range %s {", out)
	p.body("i")
	for i, o := range f.Outs {
		switch q := f.Params[o.Param]; q.Part {
		case Whole:
			p.line("%s[i] = %s", q.Name, p.stored(q.Type, o.Value))
		case Re:
			p.line("%s[i] = complex(%s, %s)", q.Name, p.ref(o.Value), p.ref(f.Outs[i+1].Value))
		}
	}
	p.line("}\n}")
	return p.String()
}

// GoParams returns the parameter list of the kernel in Go, with slices.
func (f *Func) GoParams() string {
	var list []string
	params := f.Arguments()
	for i, p := range params {
		typ := p.GoType()
		if i+1 < len(params) && params[i+1].GoType() == typ {
			typ = ""
		}
		list = append(list, strings.TrimSpace(p.Name+" "+typ))
	}
	return strings.Join(list, ", ")
}

// GoType returns the type of the parameter in Go, with slices.
func (p Param) GoType() string {
	if p.Kind == InScalar {
		return p.Elem().Go()
	}
	return "[]" + p.Elem().Go()
}

type printer struct {
	strings.Builder
	f     *Func
	t     string // lane type
	int   string // type of integers in lanes
	width int
	expr  []string
	owner []int // the Rare that alone needs a value
	leads []int // the first of adjacent Rares of one mask
}

func (p *printer) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// bounds lets the compiler see that the other slices are as long as the first.
func (p *printer) bounds(first string) {
	for _, q := range p.f.Arguments() {
		if q.Kind != InScalar && q.Name != first {
			p.line("%s = %s[:len(%s)]", q.Name, q.Name, first)
		}
	}
}

// reduction prints the order of additions that Accumulators describes.
func (p *printer) reduction() string {
	f, lanes := p.f, p.f.Type.LogicalLanes()
	var first string
	for _, q := range f.Params {
		if q.Kind == InSlice && first == "" {
			first = q.Name
		}
	}
	p.line("func %sGo(%s) %s {", f.Symbol(), f.GoParams(), p.t)
	p.bounds(first)
	p.line("var acc [%d]%s", lanes*Accumulators, p.t)
	if f.Reduce != ReduceSum {
		p.line("for j := range acc {\nacc[j] = %s\n}", p.constant(f.Reduce.Identity(f.Type)))
	}
	p.line("main := len(%s) / len(acc) * len(acc)", first)
	p.line("for i := range %s {", first)
	p.line("j := i %% len(acc)\nif i >= main {\nj = i %% %d\n}", lanes)
	p.body("i")
	p.line("acc[j] = %s\n}", p.foldExpr("acc[j]", p.ref(f.Result)))
	p.line("for j := range %d {", lanes)
	p.line("lo := %s", p.foldExpr("acc[j]", fmt.Sprintf("acc[j+%d]", lanes)))
	p.line("hi := %s", p.foldExpr(fmt.Sprintf("acc[j+%d]", 2*lanes), fmt.Sprintf("acc[j+%d]", 3*lanes)))
	p.line("acc[j] = %s\n}", p.foldExpr("lo", "hi"))
	p.line("for half := %d; half > 0; half /= 2 {\nfor j := range half {", lanes/2)
	p.line("acc[j] = %s\n}\n}\nreturn acc[0]\n}", p.foldExpr("acc[j]", "acc[j+half]"))
	return p.String()
}

func (p *printer) foldExpr(a, b string) string {
	switch p.f.Reduce {
	case ReduceMin:
		return fmt.Sprintf("min(%s, %s)", a, b)
	case ReduceMax:
		return fmt.Sprintf("max(%s, %s)", a, b)
	case ReduceProd:
		return fmt.Sprintf("%s * %s", a, b)
	}
	return a + " + " + b
}

// ref returns the expression that stands for value i.
func (p *printer) ref(i int) string { return p.expr[i] }

// body prints the values; loads, scalars and constants stand where they are
// used.
func (p *printer) body(index string) {
	p.expr = make([]string, len(p.f.Values))
	p.owner, p.leads = p.f.owners()
	p.values(-1, index)
}

// values prints the values that the given Rare alone needs.
func (p *printer) values(owner int, index string) {
	for i, v := range p.f.Values {
		if p.owner[i] != owner {
			continue
		}
		switch v.Op {
		case Load:
			p.expr[i] = p.loaded(v, p.f.Params[v.Imm].Name+"["+index+"]")
		case Scalar:
			p.expr[i] = p.loaded(v, p.f.Params[v.Imm].Name)
		case Const:
			p.expr[i] = p.constant(v.Imm)
			if v.Kind == Int && p.f.Type.Float() {
				p.expr[i] = fmt.Sprintf("%s(%#x)", p.int, v.Imm)
			}
		case Select:
			p.choice(i, v.Args[1], fmt.Sprintf("!(%s)", p.ref(v.Args[0])), v.Args[2])
		case Rare:
			p.rare(i, index)
		case TruncFI:
			p.truncation(i, p.ref(v.Args[0]), Type(v.Imm))
		default:
			p.expr[i] = p.operation(v)
			if !p.inline(i) {
				if v.Op == Mul {
					p.expr[i] = fmt.Sprintf("%s(%s)", p.t, p.expr[i])
				}
				p.line("v%d := %s", i, p.expr[i])
				p.expr[i] = fmt.Sprintf("v%d", i)
			}
		}
	}
}

// rare prints value i, a Rare, with all that follow and share its rare side.
func (p *printer) rare(i int, index string) {
	if p.leads[i] != i {
		return
	}
	end := i
	for ; end < len(p.leads) && p.f.Values[end].Op == Rare && p.leads[end] == i; end++ {
		p.line("%s", p.initial(end, p.f.Values[end].Args[2]))
	}
	p.line("if %s {", p.ref(p.f.Values[i].Args[0]))
	p.values(i, index)
	for ; i < end; i++ {
		p.line("v%d = %s", i, p.ref(p.f.Values[i].Args[1]))
	}
	p.line("}")
}

// truncation prints value i: x as an integer of type to. Of values out of
// range, Go leaves the result to the machine.
func (p *printer) truncation(i int, x string, to Type) {
	p.expr[i] = fmt.Sprintf("v%d", i)
	low, limit := to.Range()
	bits := func(b uint64) uint64 { return p.f.Type.load(to, b) }
	p.line("var v%d %s", i, p.int)
	p.line("if %s >= %g {\nv%d = %#x", x, limit, i, bits(to.Greatest()))
	if !to.Signed() {
		whole := x
		if to.Width() < p.width { // the cheaper conversion does
			whole = fmt.Sprintf("int%d(%s)", p.width, x)
		}
		p.line("} else if %s > 0 {\nv%d = %s(%s)\n}", x, i, p.int, whole)
		return
	}
	p.line("} else if %s >= %g {\nv%d = %s(int%d(%s))", x, low, i, p.int, p.width, x)
	p.line("} else if %s < %g {\nv%d = %#x\n}", x, low, i, bits(to.Least()))
}

// choice prints value i: first, or where cond holds other.
func (p *printer) choice(i, first int, cond string, other int) {
	p.line("%s\nif %s {\nv%d = %s\n}", p.initial(i, first), cond, i, p.ref(other))
}

// initial prints the declaration of value i with the value first.
func (p *printer) initial(i, first int) string {
	p.expr[i] = fmt.Sprintf("v%d", i)
	x := p.ref(first)
	if v := p.f.Values[first]; v.Op == Const {
		if v.Kind == Int {
			return fmt.Sprintf("v%d := %s(%s)", i, p.int, x)
		}
		x = fmt.Sprintf("%s(%s)", p.t, x)
	}
	return fmt.Sprintf("v%d := %s", i, x)
}

// inline reports whether value i is the result of a body that is one
// operation, which then needs no name.
func (p *printer) inline(i int) bool {
	return p.f.Reduce == NoReduce && len(p.f.Outs) == 1 && p.f.Outs[0].Value == i
}

// loaded prints x, an element of a parameter, with the conversion to the lane
// type if it needs one.
func (p *printer) loaded(v Value, x string) string {
	q := p.f.Params[v.Imm]
	x = q.of(x)
	switch {
	case v.Kind == Float && q.Type != p.f.Type:
		return fmt.Sprintf("%s(%s)", p.t, x)
	case v.Kind == Int && q.Type.Go() != p.int:
		return fmt.Sprintf("%s(%s)", p.int, x)
	}
	return x
}

// of prints the part that q is of an element.
func (q Param) of(element string) string {
	switch q.Part {
	case Re:
		return fmt.Sprintf("real(%s)", element)
	case Im:
		return fmt.Sprintf("imag(%s)", element)
	}
	return element
}

// stored prints the element of memory type m for value i.
func (p *printer) stored(m Type, i int) string {
	v := p.f.Values[i]
	if v.Kind == Float && m != p.f.Type || v.Kind == Int && m.Go() != p.int {
		return fmt.Sprintf("%s(%s)", m.Go(), p.ref(i))
	}
	return p.ref(i)
}

// signed and unsigned convert an integer in a lane.
func (p *printer) signed(x string) string {
	if p.int == fmt.Sprintf("int%d", p.width) {
		return x
	}
	return fmt.Sprintf("int%d(%s)", p.width, x)
}

func (p *printer) unsigned(x string) string {
	if p.int == fmt.Sprintf("uint%d", p.width) {
		return x
	}
	return fmt.Sprintf("uint%d(%s)", p.width, x)
}

// integer converts back to the type of integers in lanes.
func (p *printer) integer(x string) string { return fmt.Sprintf("%s(%s)", p.int, x) }

// constant prints the bits of an element of the lane type.
func (p *printer) constant(bits uint64) string {
	if !p.f.Type.Float() {
		if p.f.Type.Signed() {
			return strconv.FormatInt(p.f.Type.int(bits), 10)
		}
		return fmt.Sprintf("%#x", bits)
	}
	x := p.f.Type.float(bits)
	if math.IsInf(x, 0) || x != x || x == 0 && math.Signbit(x) {
		return fmt.Sprintf("math.Float%dfrombits(%#x)", p.width, bits)
	}
	return strconv.FormatFloat(x, 'g', -1, p.width)
}

var goBinary = map[Op]string{
	Add: "+", Sub: "-", Mul: "*", Div: "/", EQ: "==", NE: "!=", LT: "<", LE: "<=",
	MaskAnd: "&&", MaskOr: "||", AddI: "+", SubI: "-", MulI: "*", And: "&", Or: "|", Xor: "^", EQI: "==",
}

func (p *printer) operation(v Value) string {
	var a [3]string
	for j := range v.NumArgs() {
		a[j] = p.ref(v.Args[j])
	}
	if op, ok := goBinary[v.Op]; ok {
		return fmt.Sprintf("%s %s %s", a[0], op, a[1])
	}
	if sig := signature[v.Op]; strings.Contains(sig.args+sig.result, "i") {
		return p.integers(v, a)
	}
	switch v.Op {
	case Min, Max:
		return fmt.Sprintf("%s(%s, %s)", v.Op, a[0], a[1])
	case MinNum, MaxNum:
		name := map[Op]string{MinNum: "scalar.MinNum", MaxNum: "scalar.MaxNum"}[v.Op]
		return fmt.Sprintf("%s(%s, %s)", name, a[0], a[1])
	case Neg:
		return "-" + a[0]
	case MaskNot:
		return "!" + a[0]
	case Sqrt:
		return p.math("Sqrt", a[0])
	case Abs:
		return p.math("Abs", a[0])
	case Round:
		return p.math([...]string{"RoundToEven", "Floor", "Ceil", "Trunc"}[v.Imm], a[0])
	case FMA:
		fn := "math.FMA"
		if p.width == 32 {
			fn = "scalar.FMA32"
		}
		return fmt.Sprintf("%s(%s, %s, %s)", fn, a[0], a[1], a[2])
	case ScaleB:
		return fmt.Sprintf("scalar.ScaleB%d(%s, %s)", p.width, a[0], a[1])
	}
	panic("vir: no Go for " + v.Op.String())
}

// integers prints an operation on integers, or between them and floats. Those
// of float lanes are unsigned in Go.
func (p *printer) integers(v Value, a [3]string) string {
	switch v.Op {
	case Table:
		return fmt.Sprintf("%sTable%d[%s%%%d]", p.f.Symbol(), v.Imm, a[0], len(p.f.Tables[v.Imm]))
	case MinI, MaxI:
		name := strings.TrimSuffix(v.Op.String(), "i")
		if p.f.Type.Signed() {
			return p.integer(fmt.Sprintf("%s(%s, %s)", name, p.signed(a[0]), p.signed(a[1])))
		}
		return fmt.Sprintf("%s(%s, %s)", name, a[0], a[1])
	case LTI:
		if p.f.Type.Signed() {
			return fmt.Sprintf("%s < %s", p.signed(a[0]), p.signed(a[1]))
		}
		return fmt.Sprintf("%s < %s", a[0], a[1])
	case ShlI:
		return fmt.Sprintf("%s << %d", a[0], v.Imm)
	case ShrI:
		return p.integer(fmt.Sprintf("%s >> %d", p.unsigned(a[0]), v.Imm))
	case SarI:
		return p.integer(fmt.Sprintf("%s >> %d", p.signed(a[0]), v.Imm))
	case ShlV:
		return fmt.Sprintf("%s << %s", a[0], p.unsigned(a[1]))
	case ShrV:
		if p.f.Type.Signed() {
			return p.integer(fmt.Sprintf("%s >> %s", p.signed(a[0]), p.unsigned(a[1])))
		}
		return fmt.Sprintf("%s >> %s", a[0], a[1])
	case FloorDivI, ModI:
		if v.DividesByScalar(p.f) {
			if v.Op == ModI {
				return p.integer(fmt.Sprintf("divisor.Mod(%s, %s)", p.divided(a[0]), p.divided(a[1])))
			}
			return p.integer(fmt.Sprintf("divisor.FloorDiv(%s)", p.divided(a[0])))
		}
		if v.Op == ModI {
			return fmt.Sprintf("scalar.Mod(%s, %s)", a[0], a[1])
		}
		return fmt.Sprintf("scalar.FloorDiv(%s, %s)", a[0], a[1])
	case FloatI:
		if v.Imm == 1 {
			return fmt.Sprintf("%s(%s)", p.t, a[0])
		}
		return fmt.Sprintf("%s(%s)", p.t, p.signed(a[0]))
	case CvtFI:
		return fmt.Sprintf("uint%d(int%d(%s))", p.width, p.width, a[0])
	case CvtIF:
		return fmt.Sprintf("%s(int%d(%s))", p.t, p.width, a[0])
	case BitcastFI:
		return fmt.Sprintf("math.Float%dbits(%s)", p.width, a[0])
	case BitcastIF:
		return fmt.Sprintf("math.Float%dfrombits(%s)", p.width, a[0])
	}
	panic("vir: no Go for " + v.Op.String())
}

// divisorType begins the name of the divisor's type, and divided prints x as what it
// divides.
func (p *printer) divisorType() string {
	if p.f.Type.Signed() {
		return "Signed"
	}
	return "Unsigned"
}

func (p *printer) divided(x string) string {
	wide := map[bool]string{true: "int64", false: "uint64"}[p.f.Type.Signed()]
	if p.int == wide {
		return x
	}
	return fmt.Sprintf("%s(%s)", wide, x)
}

// math calls a function of package math, which knows float64 only; these are
// exact, or correctly rounded also when rounded twice.
func (p *printer) math(name, arg string) string {
	if p.width == 32 {
		return fmt.Sprintf("float32(math.%s(float64(%s)))", name, arg)
	}
	return fmt.Sprintf("math.%s(%s)", name, arg)
}
