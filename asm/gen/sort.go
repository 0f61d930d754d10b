package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// ordered is an element type that the sorting kernels take.
type ordered struct {
	suffix, goType string
	lane           vir.Type // of the same width
	float, signed  bool
}

var orderedTypes = []ordered{
	{"F64", "float64", vir.F64, true, true}, {"F32", "float32", vir.F32, true, true},
	{"I64", "int64", vir.F64, false, true}, {"I32", "int32", vir.F32, false, true},
	{"U64", "uint64", vir.F64, false, false}, {"U32", "uint32", vir.F32, false, false},
}

// sortKernels are the leaves of sorting: what the loops in kernels/sort.go call.
var sortKernels = []struct {
	name, signature string
	serves          func(t ordered) bool
	body            func(s *sorter)
}{
	{"sortSmall", "func(x *%, n int, buf *%)", everyType, (*sorter).sortSmall},
	{"partitionBlocks", "func(x *%, state *int, pivot %, limit int)", everyType, (*sorter).partitionBlocks},
	{"partitionVectors", "func(dst, x *%, n int, pivot %) (ret int)", everyType, (*sorter).partitionVectors},
	{"anyNaN", "func(x *%, n int) (ret int)", onlyFloats, (*sorter).anyNaN},
	{"searchLeft", "func(sorted *%, dst *int, m int, values *%, n int)", everyType, search(false)},
	{"searchRight", "func(sorted *%, dst *int, m int, values *%, n int)", everyType, search(true)},
	{"keys", "func(x *%, dst *uint64, n int, flip uint64, ends *int64)", everyType, (*sorter).keys},
	{"packKeys", "func(x *%, n int, base uint64, shift, width, index int)", onlyKeys, (*sorter).packKeys},
}

func everyType(ordered) bool    { return true }
func onlyFloats(t ordered) bool { return t.float }
func onlyKeys(t ordered) bool   { return t.suffix == "U64" }

// sortSpecials lists the sorting kernels of all element types.
func sortSpecials() (list []special) {
	for _, t := range orderedTypes {
		for _, k := range sortKernels {
			if !k.serves(t) {
				continue
			}
			list = append(list, special{name: k.name + t.suffix, signature: strings.ReplaceAll(k.signature, "%", t.goType),
				body: func(m *machine, _ func()) {
					m.typ = t.lane
					s := &sorter{machine: m, ordered: t}
					k.body(s)
				}})
		}
	}
	return list
}

// sortConstants declares functions that choose the kernel of a type and level.
func sortConstants() string {
	s := fmt.Sprintf("\n// Elements of the blocks that partitioning reads, by their size.\nconst (\npartitionBlock8 = %d\npartitionBlock4 = %d\n)\n",
		partitionBytes/8, partitionBytes/4)
	for _, k := range sortKernels {
		signature := strings.TrimPrefix(strings.ReplaceAll(k.signature, "%", "T"), "func(")
		results := strings.Contains(signature, "(ret int)")
		s += fmt.Sprintf("\nfunc %s[T Real](l Level, %s {\nswitch first := any(%s).(type) {\n", k.name, signature, firstParam(signature))
		for _, t := range orderedTypes {
			if !k.serves(t) {
				continue
			}
			args := callArguments(signature, t.goType)
			call := func(l level) string {
				c := fmt.Sprintf("%s%s%s(%s)", k.name, t.suffix, l.suffix, args)
				if results {
					return "return " + c
				}
				return c
			}
			s += fmt.Sprintf("case *%s:\nif l == AVX512 {\n%s\n} else {\n%s\n}\n", t.goType, call(avx512), call(avx2))
		}
		s += "}\n"
		if results {
			s += "panic(\"unreachable\")\n"
		}
		s += "}\n"
	}
	return s
}

func firstParam(signature string) string { return signature[:strings.IndexAny(signature, ", ")] }

// callArguments turns a list of parameters of type T into arguments of goType.
func callArguments(signature, goType string) string {
	list := strings.Split(strings.TrimSuffix(strings.Split(signature, ") (")[0], ")"), ", ")
	typ := ""
	for i := len(list) - 1; i >= 0; i-- {
		p := list[i]
		name, t, ok := strings.Cut(p, " ")
		if ok {
			typ = t
		}
		switch {
		case i == 0:
			list[i] = "first"
		case typ == "*T":
			list[i] = fmt.Sprintf("(*%s)(unsafe.Pointer(%s))", goType, name)
		case typ == "T":
			list[i] = fmt.Sprintf("%s(%s)", goType, name)
		default:
			list[i] = name
		}
	}
	return strings.Join(list, ", ")
}

// sorter writes a sorting kernel. Comparison networks run on rows of registers;
// free holds registers that they may use besides.
type sorter struct {
	*machine
	ordered
	rows []reg.VecVirtual
	free [2]reg.VecVirtual
	turn func() // lets networks on other rows have theirs, see together

	inRows, inLanes []int // bits of an element's rank, see sortnetwork.go
	shuffles        map[string]reg.VecVirtual
	blends          map[uint32]reg.OpmaskVirtual
}

// biased reports whether keys are compared after flipping their sign bits:
// AVX2 compares signed integers only.
func (s *sorter) biased() bool { return !s.signed && !s.is512() }

// flip changes the order of unsigned integers to that of signed ones, and back.
func (s *sorter) flip(v reg.VecVirtual) {
	if s.biased() {
		s.emit("VXOR%", s.signs(), v, v)
	}
}

// signs is a vector of sign bits in memory.
func (s *sorter) signs() operand.Mem {
	return s.table("signs", func(int) uint64 { return s.signBit() })
}

// table is a vector of constants in memory, named by key.
func (s *sorter) table(key string, lane func(i int) uint64) operand.Mem {
	return s.consts.vector(fmt.Sprintf("%s/%d/%d", key, s.typ.Size(), s.lanes()), s.typ.Size(), s.lanes(), lane)
}

// highest returns the largest key as it is compared.
func (s *sorter) highest() uint64 {
	switch {
	case s.float:
		return s.floatBits(math.Inf(1))
	case s.signed || s.biased():
		return s.signBit() - 1
	}
	return s.signBit()<<1 - 1
}

// minMax names the instructions for minimum and maximum; there are none for
// 64-bit integers on AVX2.
func (s *sorter) minMax() (least, most string, ok bool) {
	switch {
	case s.float:
		return "VMIN%", "VMAX%", true
	case s.is512() && s.signed:
		return "VPMINS?", "VPMAXS?", true
	case s.is512():
		return "VPMINU?", "VPMAXU?", true
	case s.typ == vir.F32: // biased if unsigned
		return "VPMINSD", "VPMAXSD", true
	}
	return "", "", false
}
