package main

import (
	"cmp"
	"errors"
	"slices"
)

// vreg is a vector register before allocation.
type vreg int

// span is a range of lines, both ends included.
type span struct{ from, to int }

// errRegisters says that a function needs more registers than there are.
var errRegisters = errors.New("too many registers")

// allocate gives every virtual register one of the given number of machine
// registers: a linear scan over the lines in their order (Poletto and Sarkar,
// "Linear scan register allocation", 1999), without spilling.
func allocate(lines []line, loops []span, virtual, machine int) ([]int, error) {
	life := lifetimes(lines, loops, virtual)
	order := make([]vreg, 0, virtual)
	for v := range life {
		if life[v].from >= 0 {
			order = append(order, vreg(v))
		}
	}
	slices.SortStableFunc(order, func(a, b vreg) int { return cmp.Compare(life[a].from, life[b].from) })

	owner := make([]vreg, machine)
	for r := range owner {
		owner[r] = -1
	}
	place := make([]int, virtual)
	for _, v := range order {
		r := slices.IndexFunc(owner, func(o vreg) bool { return o < 0 || life[o].to <= life[v].from })
		if r < 0 {
			return nil, errRegisters
		}
		owner[r], place[v] = v, r
	}
	return place, nil
}

// lifetimes returns for every virtual register the line that first writes it
// and the line from which others may: an instruction reads before it writes, so
// that is the line of the last use, or the line behind a result that nobody
// uses. from is -1 if a register does not occur. What is alive at a loop's
// beginning and used in the loop stays alive to the line behind it.
func lifetimes(lines []line, loops []span, virtual int) []span {
	life := make([]span, virtual)
	for v := range life {
		life[v].from = -1
	}
	for i, l := range lines {
		for _, v := range l.uses {
			life[v].to = max(life[v].to, i)
		}
		for _, v := range l.defs {
			if life[v].from < 0 {
				life[v].from = i
			}
			life[v].to = i + 1
		}
	}
	for _, loop := range loops { // none is inside another
		for v := range life {
			if life[v].from < loop.from && life[v].to >= loop.from {
				life[v].to = max(life[v].to, loop.to+1)
			}
		}
	}
	return life
}
