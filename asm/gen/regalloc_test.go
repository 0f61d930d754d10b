package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// program is lines of which those in the loop run three times.
type program struct {
	lines   []line
	loop    span
	virtual int
}

// randomProgram makes lines that read only what was written before.
func randomProgram(r *rand.Rand) (p program) {
	var written []vreg // in this part of the program, or before it
	part := func(lines int) {
		for range lines {
			var l line
			for range r.IntN(min(3, len(written)+1)) {
				l.uses = append(l.uses, written[r.IntN(len(written))])
			}
			for range r.IntN(3) {
				v := vreg(p.virtual)
				if len(written) > 0 && r.IntN(3) == 0 {
					v = written[r.IntN(len(written))] // an accumulator
				} else {
					p.virtual++
				}
				if len(l.defs) == 0 || l.defs[0] != v {
					l.defs = append(l.defs, v)
				}
			}
			written = append(written, l.defs...)
			p.lines = append(p.lines, l)
		}
	}
	part(6)
	before := len(written)
	p.loop.from = len(p.lines)
	part(8)
	p.loop.to = len(p.lines) - 1
	written = written[:before] // a loop's own values end with it
	part(6)
	return p
}

// run returns what each line reads, with registers at the given places.
func (p program) run(place func(v vreg) int) string {
	var read strings.Builder
	memory, writes := map[int]int{}, 0
	step := func(l line) {
		for _, v := range l.uses {
			fmt.Fprint(&read, memory[place(v)], " ")
		}
		for _, v := range l.defs {
			writes++
			memory[place(v)] = writes
		}
	}
	for i := 0; i < len(p.lines); i++ {
		if i == p.loop.from {
			for range 2 {
				for _, l := range p.lines[p.loop.from : p.loop.to+1] {
					step(l)
				}
			}
		}
		step(p.lines[i])
	}
	return read.String()
}

// TestAllocate runs random programs on virtual registers and on as few machine
// registers as allocation takes, and compares what they read.
func TestAllocate(t *testing.T) {
	for seed := range uint64(3000) {
		p := randomProgram(rand.New(rand.NewPCG(seed, 0)))
		for machine := 1; ; machine++ {
			place, err := allocate(p.lines, []span{p.loop}, p.virtual, machine)
			if err != nil {
				continue
			}
			got := p.run(func(v vreg) int { return place[v] })
			if want := p.run(func(v vreg) int { return int(v) }); got != want {
				t.Fatalf("seed %d, %d registers: read\n%s, want\n%s\n%v", seed, machine, got, want, place)
			}
			break
		}
	}
}
