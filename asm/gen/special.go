package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/ir"
)

// special is a kernel that is written for its instructions rather than
// described in asm/defs.
type special struct {
	name      string     // of the stubs, without type and level
	types     []vir.Type // nil if the kernel has no element type
	signature string     // of the stubs, with % for the element type
	body      func(m *machine, loadConstants func())
	sizes     []int   // element sizes in bytes, of kernels that only move elements
	levels    []level // nil: all, or AVX2 for kernels with sizes
}

// specials lists them by the files z<name>_amd64.* that they go to.
var specials = []struct {
	file  string
	extra string // declarations for the Go file
	list  []special
}{
	{"fractal", fractalConstants(), []special{
		{name: "escape", types: vir.Floats, signature: escapeSignature, body: escapeBody},
	}},
	{"pi", "", []special{
		{name: "midpoint", types: vir.Floats, signature: midpointSignature, body: midpointBody},
		{name: "monteCarlo", signature: monteCarloSignature, body: monteCarloBody},
	}},
	{"complexreduce", "", []special{
		{name: "complexSum", types: vir.Floats, signature: complexSumSignature, body: complexSumBody},
		{name: "complexProd", types: vir.Floats, signature: complexSumSignature, body: complexProdBody},
		{name: "complexDot", types: vir.Floats, signature: complexDotSignature, body: complexDotBody},
	}},
	{"move", "", moves},
	{"find", "", finds},
	{"random", randomConstants(), []special{
		{name: "uniform", types: vir.Floats, signature: uniformSignature, body: uniformBody},
		{name: "normalRun", types: vir.Floats, signature: runSignature, body: runBody(true), levels: []level{avx2}},
		{name: "exponentialRun", types: vir.Floats, signature: runSignature, body: runBody(false), levels: []level{avx2}},
		{name: "pcgXSLRR", signature: pcgSignature, body: pcgBody(false)},
		{name: "pcgDXSM", signature: pcgSignature, body: pcgBody(true)},
		{name: "philoxGroups", signature: philoxSignature, body: philoxBody},
		{name: "sfcWords", signature: sfcSignature, body: sfcBody, levels: []level{avx2}},
		{name: "mtTwistVectors", signature: twistSignature, body: twistBody},
		{name: "mtTemperVectors", signature: temperSignature, body: temperBody},
	}},
	{"sort", sortConstants(), sortSpecials()},
	{"probe", "", []special{
		{name: "probeFMA", types: vir.Floats, signature: probeSignature, body: probeBody(probeFMA)},
		{name: "probeMul", signature: probeSignature, body: probeBody(probeMul)},
	}},
}

// fractalConstants declares the tile's height for each level.
func fractalConstants() string {
	s := "\n// Vectors of a tile at each level.\nconst (\n"
	for _, l := range levels {
		s += fmt.Sprintf("escapeSlots%s = %d\n", l.suffix, slots(l))
	}
	return s + ")\n"
}

type typedFunction struct {
	name, signature string
	typ             vir.Type
	size            int // of an element, if the kernel only moves it
	levels          []level
}

// functions lists the kernel's functions, one for each type or size.
func (k special) functions() (list []typedFunction) {
	levels := levels
	if k.levels != nil {
		levels = k.levels
	}
	for _, t := range k.types {
		list = append(list, typedFunction{k.name + t.String(), strings.ReplaceAll(k.signature, "%", t.Go()), t, 0, levels})
	}
	if k.sizes != nil && k.levels == nil {
		levels = []level{avx2}
	}
	for _, size := range k.sizes {
		list = append(list, typedFunction{fmt.Sprint(k.name, size), k.signature, vir.F64, size, levels})
	}
	if list == nil {
		list = []typedFunction{{k.name, k.signature, vir.F64, 0, levels}}
	}
	return list
}

// addSpecials adds the assembly of all special kernels and their stubs.
func (out files) addSpecials(dir string) error {
	for _, s := range specials {
		consts := newConstPool()
		var fns []*ir.Function
		stubs, missing := s.extra, ""
		for _, k := range s.list {
			if k.sizes != nil {
				lowest := k.functions()[0].levels[0]
				stubs += k.dispatcher("l < "+lowest.suffix, lowest)
				missing += k.noDispatcher()
			}
			for _, f := range k.functions() {
				for _, l := range f.levels {
					body := func(m *machine, loadConstants func()) {
						m.size = f.size
						k.body(m, loadConstants)
					}
					fn, err := function(l, f.typ, consts, f.name, f.signature, body)
					if err != nil {
						return err
					}
					fns = append(fns, fn)
					stubs += fmt.Sprintf("\n//go:noescape\nfunc %s%s\n", fn.Name, strings.TrimPrefix(f.signature, "func"))
				}
			}
		}
		name := filepath.Join(dir, "z"+s.file)
		text, err := printX86(fns, consts)
		if err != nil {
			return err
		}
		out[name+"_amd64.s"] = text
		if err := errors.Join(
			out.addGo(name+"_amd64.go", "kernels", "amd64 && !noasm", stubs),
			out.addNEONSpecials(dir, s.file, s.list)); err != nil {
			return err
		}
		if missing != "" {
			tag := noasmTag
			if !slices.ContainsFunc(s.list, func(k special) bool { return neonSpecials[k.name] != nil }) {
				tag = "!amd64 || noasm"
			}
			if err := out.addGo(name+"_noasm.go", "kernels", tag, missing); err != nil {
				return err
			}
		}
	}
	return nil
}

// dispatcher prints the Go function that calls a sized kernel's assembly, that of
// level code, for an element size, and reports whether there is any; there is none
// where the condition lacks holds of the level. The code of AVX2 serves AVX-512
// too, if that has none. The function is a Go call between stays in assembly, at which the scheduler
// can stop the goroutine.
func (k special) dispatcher(lacks string, code level) string {
	params, args := k.parameters()
	s := fmt.Sprintf("\n// %sAsm calls the assembly for elements of size bytes, if level l has it.\n//\n"+
		"//go:noinline\nfunc %sAsm(l Level, size int, %s) bool {\nif %s {\nreturn false\n}\nswitch size {\n", k.name, k.name, params, lacks)
	for _, f := range k.functions() {
		s += fmt.Sprintf("case %d:\n", f.size)
		if code == avx2 && slices.Contains(f.levels, avx512) {
			s += fmt.Sprintf("if l == AVX512 {\n%sAVX512(%s)\nbreak\n}\n", f.name, args)
		}
		s += fmt.Sprintf("%s%s(%s)\n", f.name, code.suffix, args)
	}
	return s + "default:\nreturn false\n}\nreturn true\n}\n"
}

// noDispatcher prints the dispatcher of machines without assembly.
func (k special) noDispatcher() string {
	params, _ := k.parameters()
	return fmt.Sprintf("\nfunc %sAsm(l Level, size int, %s) bool { return false }\n", k.name, params)
}

// parameters returns the parameters of the signature, and their names.
func (k special) parameters() (params, names string) {
	params = strings.TrimSuffix(strings.TrimPrefix(k.signature, "func("), ")")
	if params == "" {
		return "", ""
	}
	var list []string
	for _, p := range strings.Split(params, ", ") {
		list = append(list, strings.Fields(p)[0])
	}
	return params, strings.Join(list, ", ")
}
