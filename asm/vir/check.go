package vir

import (
	"fmt"
	"math/bits"
)

// Check verifies that f is well formed: arguments come before their use and
// have the kinds that the operation takes, immediates are in range, and every
// parameter is used.
func (f *Func) Check() error {
	used := make([]bool, len(f.Params))
	for i, v := range f.Values {
		if err := f.checkValue(i, v); err != nil {
			return err
		}
		if v.Op == Load || v.Op == Scalar {
			used[v.Imm] = true
		}
	}
	for _, o := range f.Outs {
		if o.Param >= len(f.Params) || f.Params[o.Param].Kind != OutSlice || used[o.Param] {
			return f.errorf("store to parameter %d, which is no output or is stored twice", o.Param)
		}
		if o.Value >= len(f.Values) {
			return f.errorf("store of a value that does not exist")
		}
		if kind, ok := f.Type.loads(f.Params[o.Param].Type); !ok || kind != f.Values[o.Value].Kind {
			return f.errorf("store of v%d as %s", o.Value, f.Params[o.Param].Type)
		}
		used[o.Param] = true
	}
	switch {
	case f.Reduce == NoReduce && len(f.Outs) == 0:
		return f.errorf("no result")
	case f.Reduce != NoReduce && len(f.Outs) != 0:
		return f.errorf("a reduction that stores")
	case f.Reduce != NoReduce && (f.Result >= len(f.Values) || (f.Values[f.Result].Kind == Float) != f.Type.Float()):
		return f.errorf("reduction of a value that is not of the lane type")
	}
	for i, p := range f.Params {
		if !used[i] && (p.Part == Whole || p.Kind == OutSlice) { // a part may be of no interest
			return f.errorf("parameter %s is not used", p.Name)
		}
	}
	return nil
}

func (f *Func) checkValue(i int, v Value) error {
	sig := signature[v.Op]
	variable := byte(0)
	for j, want := range []byte(sig.args) {
		a := v.Args[j]
		if a >= i {
			return f.errorf("v%d: argument v%d comes later", i, a)
		}
		have := "fim"[f.Values[a].Kind]
		if want == 'v' && variable == 0 && have != 'm' {
			variable = have
		}
		if have != want && have != variable {
			return f.errorf("v%d: argument %d of %s is of kind %c", i, j, v.Op, have)
		}
	}
	have := "fim"[v.Kind]
	if have == 'f' && !f.Type.Float() {
		return f.errorf("v%d: a float in lanes of %s", i, f.Type)
	}
	if sig.result != "any" && have != sig.result[0] && (sig.result != "v" || have == 'm' || variable != 0 && have != variable) {
		return f.errorf("v%d: %s can't give kind %c", i, v.Op, have)
	}
	limit := uint64(1)
	switch v.Op {
	case Load, Scalar:
		want := map[Op]ParamKind{Load: InSlice, Scalar: InScalar}[v.Op]
		if v.Imm >= uint64(len(f.Params)) || f.Params[v.Imm].Kind != want {
			return f.errorf("v%d: %s of parameter %d", i, v.Op, v.Imm)
		}
		if kind, ok := f.Type.loads(f.Params[v.Imm].Type); !ok || kind != v.Kind {
			return f.errorf("v%d: parameter %d of type %s", i, v.Imm, f.Params[v.Imm].Type)
		}
		return nil
	case Table:
		if v.Imm >= uint64(len(f.Tables)) || len(f.Tables[v.Imm]) < 2 || bits.OnesCount(uint(len(f.Tables[v.Imm]))) != 1 {
			return f.errorf("v%d: table %d does not exist, or its length is no power of two", i, v.Imm)
		}
		return nil
	case Const:
		limit = f.Type.mask()
	case ShlI, ShrI, SarI:
		limit = uint64(f.Type.Width())
	case TruncFI:
		if kind, ok := f.Type.loads(Type(v.Imm)); v.Imm >= uint64(len(types)) || !ok || kind != Int {
			return f.errorf("v%d: integers of type %d", i, v.Imm)
		}
		return nil
	case FloatI:
		limit = 2
	case Round:
		limit = uint64(ToZero) + 1
	}
	if v.Imm >= limit && !(v.Op == Const && v.Imm == limit) {
		return f.errorf("v%d: immediate %#x of %s is out of range", i, v.Imm, v.Op)
	}
	return nil
}

func (f *Func) errorf(format string, args ...any) error {
	return fmt.Errorf("vir: %s: %s", f.Symbol(), fmt.Sprintf(format, args...))
}
