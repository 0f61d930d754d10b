package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// neonSpecials holds the bodies of the kernels of specials that NEON has code
// for. Movement kernels take at least 32 bytes of the shorter operand, as on AVX2.
// Copies and fills are missing: the runtime's memmove does them as fast.
var neonSpecials = map[string]func(m *neonSpecial){
	"reverse": (*neonSpecial).reverse, "byteSwap": (*neonSpecial).byteSwap, "even": (*neonSpecial).even,
	"interleave": (*neonSpecial).interleave, "deinterleave": (*neonSpecial).deinterleave,
	"indexSigns": (*neonSpecial).indexSigns, "transpose": (*neonSpecial).transpose,
	"escape": (*neonSpecial).escape, "midpoint": (*neonSpecial).midpoint, "monteCarlo": (*neonSpecial).monteCarlo,
	"compress":  func(m *neonSpecial) { m.packing(false) },
	"expand":    func(m *neonSpecial) { m.packing(true) },
	"find":      func(m *neonSpecial) { m.find(false) },
	"findFloat": func(m *neonSpecial) { m.find(true) },
	"uniform":   (*neonSpecial).uniform, "mtTwistVectors": (*neonSpecial).mtTwist, "mtTemperVectors": (*neonSpecial).mtTemper,
	"complexSum": (*neonSpecial).complexSum, "complexProd": (*neonSpecial).complexProd, "complexDot": (*neonSpecial).complexDot,
}

// neonSpecial writes a kernel that is written for its instructions.
type neonSpecial struct {
	*neon
	size   int            // of an element, if the kernel only moves it
	offset map[string]int // of parameters, and of the result as ret
}

// neonSpecialFunction prints the assembly of f, a function of kernel k.
func neonSpecialFunction(k special, f typedFunction, consts *neonConsts) (string, error) {
	offset, size := layout(f.signature)
	m := &neonSpecial{&neon{consts: consts, typ: f.typ}, f.size, offset}
	m.base = m.gp()
	m.printf("MOVD $consts<>(SB), %s", m.base)
	neonSpecials[k.name](m)
	m.printf("RET")
	if !m.reads {
		m.lines[0].text = ""
	}
	place, err := allocate(m.lines, m.loops, m.virtual, neonRegisters)
	if err != nil {
		return "", fmt.Errorf("%sNEON: %w", f.name, err)
	}
	return m.print(f.name, f.signature, size, place), nil
}

// layout returns the offsets of the parameters and results of a signature, and
// the bytes of all.
func layout(signature string) (offset map[string]int, size int) {
	offset = map[string]int{}
	params, result, _ := strings.Cut(strings.TrimPrefix(signature, "func("), ")")
	place := func(list string) {
		var waiting []string // names before their type
		for _, p := range strings.Split(strings.Trim(list, " ()"), ", ") {
			words := strings.Fields(p)
			if len(words) == 0 {
				continue
			}
			if waiting = append(waiting, words[0]); len(words) == 1 {
				continue
			}
			bytes := 8
			if strings.HasSuffix(words[1], "32") && words[1][0] != '*' {
				bytes = 4
			}
			for _, name := range waiting {
				size = (size + bytes - 1) / bytes * bytes
				offset[name] = size
				size += bytes
			}
			waiting = nil
		}
	}
	place(params)
	if result != "" {
		size = (size + 7) / 8 * 8
		place(result)
	}
	return offset, size
}

// params loads parameters into integer registers.
func (m *neonSpecial) params(names ...string) (list []string) {
	for _, name := range names {
		r := m.gp()
		m.printf("MOVD %s+%d(FP), %s", name, m.offset[name], r)
		list = append(list, r)
	}
	return list
}

// floatParam loads a parameter of the element type into all lanes.
func (m *neonSpecial) floatParam(name string) vreg {
	x := m.vec()
	m.move(fmt.Sprintf("%s %s+%d(FP), F%%d", floatMove[m.typ.Size()], name, m.offset[name]), []vreg{x}, nil)
	return m.splat(x)
}

// halves moves the halves of a register to integer registers.
func (m *neon) halves(x vreg, low, high string) {
	m.move("VMOV V%[1]d.D[0], "+low, nil, []vreg{x})
	m.move("VMOV V%[1]d.D[1], "+high, nil, []vreg{x})
}

// addNEONSpecials adds the assembly for arm64 of a list of kernels, with stubs
// and dispatchers, if there is any.
func (out files) addNEONSpecials(dir, file string, list []special) error {
	consts, text, decl, any := newNEONConsts(), neonHeader, "", false
	for _, k := range list {
		if neonSpecials[k.name] == nil {
			if k.sizes != nil {
				decl += k.noDispatcher()
			}
			continue
		}
		any = true
		if k.sizes != nil {
			decl += k.dispatcher("l != "+neonLevel.suffix, neonLevel)
		}
		for _, f := range k.functions() {
			fn, err := neonSpecialFunction(k, f, consts)
			if err != nil {
				return err
			}
			text += fn
			decl += fmt.Sprintf("\n//go:noescape\nfunc %s%s%s\n", f.name, neonLevel.suffix, strings.TrimPrefix(f.signature, "func"))
		}
	}
	if !any {
		return nil
	}
	if tables := consts.print(); tables != "" {
		text += "\n" + tables
	}
	if file == "fractal" {
		decl = fmt.Sprintf("\n// escapeSlotsNEON is how many vectors a tile has.\nconst escapeSlotsNEON = %d\n", slots(neonLevel)) + decl
	}
	name := filepath.Join(dir, "z"+file+"_arm64")
	out[name+".s"] = []byte(text)
	return out.addGo(name+".go", "kernels", "arm64 && !noasm", decl)
}
