package main

import (
	"fmt"
	"math/bits"
	"strings"
)

// The micro-tile of NEON: eight rows of numbers and three vectors make 24 sums; three
// registers hold a row of B, and the others elements of A, one in each, of which the
// multiplication takes lane 0. So A may lie in any way, and loading takes no vector
// pipe.
const (
	neonGemmRows    = 8
	neonGemmVectors = 3
)

// Integer registers of the kernel; R1 to R8 point at rows of A.
const (
	neonTile    = "R0"
	neonStep    = "R9" // bytes from the first column of A to the one at work
	neonStepA   = "R10"
	neonB       = "R11"
	neonLdb     = "R12"
	neonCounter = "R13"
	neonC       = "R14"
	neonLdc     = "R15"
	neonRowA    = "R16"
	neonLeft    = "R17" // rows
	neonNext    = "R19" // where A's tile begins
	neonWidth   = "R20" // numbers in the last vector
	neonPlace   = "R21"
	neonThird   = "R22"
)

// neonGemm writes a micro-kernel. Vector registers are its own to hand out: sums come
// first, then three of B, then scratch.
type neonGemm struct {
	w strings.Builder
	gemmElement
	vectors int
	partial bool
	labels  int
}

func (g *neonGemm) printf(format string, args ...any) {
	fmt.Fprintf(&g.w, "\t"+format+"\n", args...)
}

func (g *neonGemm) label(name string) string {
	g.labels++
	return fmt.Sprintf("%s%d", name, g.labels)
}

func (g *neonGemm) place(label string) { fmt.Fprintf(&g.w, "%s:\n", label) }

// op writes a vector instruction; the destination comes first.
func (g *neonGemm) op(name string, regs ...int) {
	g.printf("%s", instructions[name].asm(name, g.parts.Size(), 0, regs))
}

// stride loads a field that counts elements, in bytes.
func (g *neonGemm) stride(offset int, r string) {
	g.printf("MOVD %d(%s), %s", offset, neonTile, r)
	g.printf("LSL $%d, %s", bits.TrailingZeros(uint(g.width)), r)
}

// rows returns the rows of elements in the largest tile.
func (g *neonGemm) rows() int { return neonGemmRows / g.scale() }

func (g *neonGemm) sum(i, v int) int { return i*g.vectors + v }

// Registers behind the sums.
const (
	neonGemmB       = neonGemmRows * neonGemmVectors
	neonGemmScratch = neonGemmB + neonGemmVectors
)

func (g *neonGemm) body() {
	g.printf("MOVD t+0(FP), %s", neonTile)
	g.stride(tileRowA, neonRowA)
	g.stride(tileStepA, neonStepA)
	g.stride(tileLdb, neonLdb)
	g.stride(tileLdc, neonLdc)
	g.printf("MOVD %d(%s), %s", tileA, neonTile, neonNext)
	g.printf("MOVD %d(%s), %s", tileC, neonTile, neonC)
	g.printf("MOVD %d(%s), %s", tileRows, neonTile, neonLeft)
	g.printf("MOVD %d(%s), %s", tileCols, neonTile, neonWidth)
	if g.vectors > 1 {
		g.printf("SUB $%d, %s", (g.vectors-1)*neonBytes/g.width, neonWidth)
	}
	g.place("tiles")
	g.printf("CMP $%d, %s", g.rows(), neonLeft)
	g.printf("BLT rest")
	g.tile(g.rows())
	g.printf("LSL $%d, %s, %s", bits.TrailingZeros(uint(g.rows())), neonRowA, neonPlace)
	g.printf("ADD %s, %s", neonPlace, neonNext)
	g.printf("SUB $%d, %s", g.rows(), neonLeft)
	g.printf("B tiles")
	g.place("rest")
	for r := g.rows() - 1; r >= 1; r-- {
		g.printf("CMP $%d, %s", r, neonLeft)
		g.printf("BEQ rows%d", r)
	}
	g.printf("RET")
	for r := g.rows() - 1; r >= 1; r-- {
		g.place(fmt.Sprint("rows", r))
		g.tile(r)
		g.printf("RET")
	}
}

// tile computes rows rows of elements and moves on in C.
func (g *neonGemm) tile(rows int) {
	numbers := rows * g.scale()
	for i := range numbers {
		for v := range g.vectors {
			s := g.sum(i, v)
			g.printf("VEOR V%d.B16, V%[1]d.B16, V%[1]d.B16", s)
		}
		switch {
		case i == 0:
			g.printf("MOVD %s, R1", neonNext)
		case i%g.scale() > 0:
			g.printf("ADD $%d, R%d, R%d", g.parts.Size(), i, i+1)
		default:
			g.printf("ADD %s, R%d, R%d", neonRowA, i+1-g.scale(), i+1)
		}
	}
	g.printf("MOVD %d(%s), %s", tileB, neonTile, neonB)
	g.printf("MOVD %d(%s), %s", tileK, neonTile, neonCounter)
	g.printf("MOVD $0, %s", neonStep)
	loop, end := g.label("loop"), g.label("sum")
	g.printf("CBZ %s, %s", neonCounter, end)
	g.printf("PCALIGN $16")
	g.place(loop)
	for v := range g.vectors {
		g.load(neonGemmB+v, neonB, v)
	}
	move := map[int]string{4: "FMOVS", 8: "FMOVD"}[g.parts.Size()]
	for i := range numbers {
		x := neonGemmScratch + i%(neonRegisters-neonGemmScratch)
		g.printf("%s (R%d)(%s), F%d", move, i+1, neonStep, x)
		for v := range g.vectors {
			g.op("fmla[0]", g.sum(i, v), neonGemmB+v, x)
		}
	}
	g.printf("ADD %s, %s", neonLdb, neonB)
	g.printf("ADD %s, %s", neonStepA, neonStep)
	g.printf("SUBS $1, %s", neonCounter)
	g.printf("BNE %s", loop)
	g.place(end)
	g.update(rows)
}

// update writes the tile of C, or adds to it, and sets c behind it.
func (g *neonGemm) update(rows int) {
	only, end := g.label("only"), g.label("end")
	g.loadFactors()
	g.printf("MOVD %d(%s), %s", tileAdd, neonTile, neonCounter)
	g.printf("CBZ %s, %s", neonCounter, only)
	for _, add := range []bool{true, false} {
		for i := range rows {
			for v := range g.vectors {
				g.element(i, v, add)
			}
			g.printf("ADD %s, %s", neonLdc, neonC)
		}
		if add {
			g.printf("B %s", end)
			g.place(only)
		}
	}
	g.place(end)
}

// loadFactors fills the registers behind the sums: alpha, or the four factors.
func (g *neonGemm) loadFactors() {
	for i := range g.scale() * g.scale() {
		r, at := neonGemmB+i, tileFactors+i*g.width
		switch g.width {
		case 4:
			g.printf("FMOVS %d(%s), F%d", at, neonTile, r)
			g.printf("VDUP V%d.S[0], V%[1]d.S4", r)
		case 8:
			g.printf("FMOVD %d(%s), F%d", at, neonTile, r)
			g.printf("VDUP V%d.D[0], V%[1]d.D2", r)
		case 16:
			g.printf("FMOVQ %d(%s), F%d", at, neonTile, r)
		}
	}
}

// element writes vector v of row i of C.
func (g *neonGemm) element(i, v int, add bool) {
	const f = neonGemmB
	if !g.complex() {
		x := f + 1 + v
		if add {
			g.load(x, neonC, v)
			g.op("fmla", x, g.sum(i, v), f)
		} else {
			g.op("fmul", x, g.sum(i, v), f)
		}
		g.store(x, neonC, v)
		return
	}
	const x, swapped, y, old = f + 4, f + 5, f + 6, f + 7
	g.op("fmul", x, g.sum(2*i, v), f+2)
	g.swap(swapped, g.sum(2*i+1, v))
	g.op("fmla", x, swapped, f+3)
	g.swap(swapped, x)
	g.op("fmul", y, swapped, f+1)
	g.op("fmla", y, x, f)
	if add {
		g.load(old, neonC, v)
		g.op("fadd", y, y, old)
	}
	g.store(y, neonC, v)
}

// swap exchanges the parts of numbers.
func (g *neonGemm) swap(dst, x int) {
	if g.parts.Size() == 4 {
		g.op("rev64", dst, x)
	} else {
		g.printf("VEXT $8, V%d.B16, V%[1]d.B16, V%d.B16", x, dst)
	}
}

// load reads vector v of a row.
func (g *neonGemm) load(x int, row string, v int) {
	if !g.partial || v < g.vectors-1 {
		g.printf("FMOVQ %d(%s), F%d", v*neonBytes, row, x)
		return
	}
	g.lastVector(row, v, fmt.Sprintf("FMOVD (%s), F%d", neonPlace, x), fmt.Sprintf("VLD1 (%s), V%d.S[2]", neonThird, x),
		fmt.Sprintf("FMOVS (%s), F%d", neonPlace, x))
}

// store writes vector v of a row.
func (g *neonGemm) store(x int, row string, v int) {
	if !g.partial || v < g.vectors-1 {
		g.printf("FMOVQ F%d, %d(%s)", x, v*neonBytes, row)
		return
	}
	g.lastVector(row, v, fmt.Sprintf("FMOVD F%d, (%s)", x, neonPlace), fmt.Sprintf("VST1 V%d.S[2], (%s)", x, neonThird),
		fmt.Sprintf("FMOVS F%d, (%s)", x, neonPlace))
}

// lastVector moves a part of a vector: half of it, or of four numbers any, by what
// moves two numbers, a third one, and one alone.
func (g *neonGemm) lastVector(row string, v int, two, third, one string) {
	g.printf("ADD $%d, %s, %s", v*neonBytes, row, neonPlace)
	if g.width > 4 {
		g.printf("%s", two)
		return
	}
	single, done := g.label("single"), g.label("done")
	g.printf("TBZ $1, %s, %s", neonWidth, single)
	g.printf("%s", two)
	g.printf("TBZ $0, %s, %s", neonWidth, done)
	g.printf("ADD $8, %s, %s", neonPlace, neonThird)
	g.printf("%s", third)
	g.printf("B %s", done)
	g.place(single)
	g.printf("%s", one)
	g.place(done)
}

// addGemmNEON adds the micro-kernels of arm64.
func (out files) addGemmNEON(dir string) error {
	text, stubs, cases := neonHeader, "", ""
	for k, e := range gemmElements {
		lanes := neonBytes / e.width
		for v := neonGemmVectors; v >= 1; v-- {
			for _, partial := range []bool{false, true} {
				if partial && lanes == 1 {
					continue
				}
				g := &neonGemm{gemmElement: e, vectors: v, partial: partial}
				name, condition := fmt.Sprintf("gemm%sx%dx%d", e.name, g.rows(), v*lanes), fmt.Sprintf("k == %d && vectors == %d && !partial", k, v)
				if partial {
					name, condition = name+"Partial", strings.Replace(condition, "!", "", 1)
				}
				g.body()
				text += fmt.Sprintf("\n// func %s%s%s\nTEXT ·%[1]s%[2]s(SB), NOSPLIT, $0-8\n%[4]s", name, neonLevel.suffix,
					strings.TrimPrefix(gemmSignature, "func"), g.w.String())
				stubs += fmt.Sprintf("\n//go:noescape\nfunc %s%s%s\n", name, neonLevel.suffix, strings.TrimPrefix(gemmSignature, "func"))
				cases += fmt.Sprintf("case %s:\n%s%s(t)\n", condition, name, neonLevel.suffix)
			}
		}
	}
	out[dir+"/zgemm_arm64.s"] = []byte(text)
	return out.addGo(dir+"/zgemm_arm64.go", "blas", "arm64 && !noasm", fmt.Sprintf(
		"\nvar tileShapes = map[kernels.Level]tileShape{\nkernels.%s: {bytes: %d, rows: %d, vectors: %d, masks: true},\n}\n",
		neonLevel.suffix, neonBytes, neonGemmRows, neonGemmVectors)+
		gemmDispatch(tileDispatch, fmt.Sprintf("case kernels.%s:\nswitch {\n%s}\n", neonLevel.suffix, cases))+
		gemmDispatch(cornerDispatch, "")+gemmDispatch(rightDispatch, "")+gemmDispatch(copyDispatch, "")+gemmDispatch(joinDispatch, "")+stubs)
}
