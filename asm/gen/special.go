package main

import (
	"fmt"
	"path/filepath"
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
}

// specials lists them by the files z<name>_amd64.* that they go to.
var specials = []struct {
	file  string
	extra string // declarations for the Go file
	list  []special
}{
	{"fractal", fractalConstants(), []special{
		{"escape", vir.Floats, escapeSignature, escapeBody},
	}},
	{"pi", "", []special{
		{"midpoint", vir.Floats, midpointSignature, midpointBody},
		{"monteCarlo", nil, monteCarloSignature, monteCarloBody},
	}},
	{"complex", "", []special{
		{"complexMul", vir.Floats, complexSignature, complexMulBody},
	}},
	{"probe", "", []special{
		{"probeFMA", vir.Floats, probeSignature, probeBody(probeFMA)},
		{"probeMul", nil, probeSignature, probeBody(probeMul)},
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
}

// functions lists the kernel's functions, one for each type.
func (k special) functions() (list []typedFunction) {
	if k.types == nil {
		return []typedFunction{{k.name, k.signature, vir.F64}}
	}
	for _, t := range k.types {
		list = append(list, typedFunction{k.name + t.String(), strings.ReplaceAll(k.signature, "%", t.Go()), t})
	}
	return list
}

// addSpecials adds the assembly of all special kernels and their stubs.
func (out files) addSpecials(dir string) error {
	for _, s := range specials {
		consts := newConstPool()
		var fns []*ir.Function
		stubs := s.extra
		for _, k := range s.list {
			for _, f := range k.functions() {
				for _, l := range levels {
					fn, err := function(l, f.typ, consts, f.name, f.signature, k.body)
					if err != nil {
						return err
					}
					fns = append(fns, fn)
					stubs += fmt.Sprintf("\n//go:noescape\nfunc %s%s\n", fn.Name, strings.TrimPrefix(f.signature, "func"))
				}
			}
		}
		name := filepath.Join(dir, "z"+s.file+"_amd64")
		text, err := printX86(fns, consts)
		if err != nil {
			return err
		}
		out[name+".s"] = text
		if err := out.addGo(name+".go", "kernels", "amd64 && !noasm", stubs); err != nil {
			return err
		}
	}
	return nil
}
