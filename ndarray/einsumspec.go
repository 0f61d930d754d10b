package ndarray

import (
	"slices"
	"strings"
)

// A label names an axis in an Einsum: a letter, or a number below 0 for an axis
// under an ellipsis, -1 the last one.
type label int

// labels are those of the axes of an array.
type labels []label

func (s labels) has(x label) bool { return slices.Contains(s, x) }

// einsum is a parsed specification, for operands of given shapes.
type einsum struct {
	in  []labels
	out labels
	dim map[label]int // the length of each axis
}

// parseEinsum reads a specification such as "ij,jk->ik" for operands of the shapes
// given.
func parseEinsum(op, spec string, shapes [][]int) einsum {
	text := strings.ReplaceAll(spec, " ", "")
	inputs, output, explicit := strings.Cut(text, "->")
	terms := strings.Split(inputs, ",")
	if len(terms) != len(shapes) {
		fail(op, ErrValue, "%d operands for the %d terms of %q", len(shapes), len(terms), spec)
	}
	e := einsum{dim: map[label]int{}}
	widest := 0 // axes under an ellipsis
	for i, term := range terms {
		in, ellipsis := parseTerm(op, spec, term, len(shapes[i]))
		widest = max(widest, ellipsis)
		e.in = append(e.in, in)
		for d, x := range in {
			if m, n := shapes[i][slices.Index(in, x)], shapes[i][d]; m != n { // a diagonal does not broadcast
				fail(op, ErrShape, "dimensions in operand %d of %q for collapsing index %q don't match (%d != %d)", i, spec, rune(x), m, n)
			}
			e.setDim(op, spec, x, shapes[i][d])
		}
	}
	if explicit {
		e.out, _ = parseTerm(op, spec, output, strings.Count(output, "...")*(widest-3)+len(output))
	} else {
		e.out = e.implied(widest)
	}
	for i, x := range e.out {
		if e.out[:i].has(x) {
			fail(op, ErrValue, "%q has output label %q twice", spec, rune(x))
		}
		if _, ok := e.dim[x]; !ok {
			fail(op, ErrValue, "%q has output label %q, which is in no input", spec, rune(x))
		}
	}
	if !explicit || strings.Contains(output, "...") {
		return e
	}
	if widest > 0 {
		fail(op, ErrValue, "the output of %q needs an ellipsis for the axes that are broadcast", spec)
	}
	return e
}

// parseTerm returns the labels of an array of ndim axes, and how many of them an
// ellipsis stands for.
func parseTerm(op, spec, term string, ndim int) (s labels, ellipsis int) {
	before, after, dots := strings.Cut(term, "...")
	named := len(before) + len(after)
	if named > ndim || !dots && named < ndim {
		fail(op, ErrShape, "term %q of %q for an array of %d dimensions", term, spec, ndim)
	}
	if dots {
		ellipsis = ndim - named
	}
	letters := func(text string) {
		for _, c := range text {
			if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
				fail(op, ErrValue, "%q in %q is no letter", c, spec)
			}
			s = append(s, label(c))
		}
	}
	letters(before)
	for k := ellipsis; k > 0; k-- {
		s = append(s, label(-k))
	}
	letters(after)
	return s, ellipsis
}

func (e einsum) setDim(op, spec string, x label, n int) {
	if m, ok := e.dim[x]; ok && m != 1 {
		if n != 1 && n != m {
			fail(op, ErrShape, "operands of %q have lengths %d and %d along one axis", spec, m, n)
		}
		return
	}
	e.dim[x] = n
}

// implied returns the output labels of a specification without any: axes under an
// ellipsis, then the labels that occur once, in alphabetical order.
func (e einsum) implied(widest int) (out labels) {
	for k := widest; k > 0; k-- {
		out = append(out, label(-k))
	}
	first := len(out)
	all := slices.Concat(e.in...)
	for i, x := range all {
		if x > 0 && !all[:i].has(x) && !all[i+1:].has(x) {
			out = append(out, x)
		}
	}
	slices.Sort(out[first:])
	return out
}

// EinsumPath returns the order in which [Einsum] contracts operands of the given
// shapes, as NumPy's einsum_path writes it: each step lists positions among the
// operands that are left; these are removed, and their result is put at the end. Up
// to six operands the path has the fewest multiplications of all; for more, each
// step is the one that shrinks the operands most. It panics as Einsum does.
func EinsumPath(spec string, shapes ...[]int) [][]int {
	e := parseEinsum("EinsumPath", spec, shapes)
	path := e.path()
	if len(shapes) == 1 {
		return [][]int{{0}}
	}
	steps := make([][]int, len(path))
	for i, p := range path {
		steps[i] = p[:]
	}
	return steps
}

// mostOptimal is the number of operands up to which all orders are tried: 2700 for
// six.
const mostOptimal = 6

// path returns the pairs of operands to contract, the lower position first.
func (e einsum) path() (path [][2]int) {
	terms := slices.Clone(e.in)
	for i, s := range terms {
		terms[i] = unique(s)
	}
	if len(terms) <= mostOptimal {
		best := search{cost: -1}
		best.try(e, terms, nil, 0)
		return best.path
	}
	for len(terms) > 1 {
		var best [2]int
		var least, work float64
		for i := range terms {
			for j := i + 1; j < len(terms); j++ {
				joined := e.joined(terms, i, j)
				grows := e.volume(joined) - e.volume(terms[i]) - e.volume(terms[j])
				cost := e.volume(unique(slices.Concat(terms[i], terms[j])))
				if best[1] == 0 || grows < least || grows == least && cost < work {
					best, least, work = [2]int{i, j}, grows, cost
				}
			}
		}
		path = append(path, best)
		terms = e.step(terms, best[0], best[1])
	}
	return path
}

// search is the best path found so far.
type search struct {
	path [][2]int
	cost float64
}

// try completes a path of a cost in all ways that are not worse than the best one.
func (s *search) try(e einsum, terms []labels, path [][2]int, cost float64) {
	if s.cost >= 0 && cost >= s.cost {
		return
	}
	if len(terms) <= 1 {
		s.path, s.cost = slices.Clone(path), cost
		return
	}
	for i := range terms {
		for j := i + 1; j < len(terms); j++ {
			work := e.volume(unique(slices.Concat(terms[i], terms[j])))
			s.try(e, e.step(terms, i, j), append(path, [2]int{i, j}), cost+work)
		}
	}
}

// volume returns the number of elements of an array.
func (e einsum) volume(s labels) float64 {
	v := 1.0
	for _, x := range s {
		v *= float64(e.dim[x])
	}
	return v
}

// joined returns the labels that the contraction of terms i and j has: those that
// other terms or the output need.
func (e einsum) joined(terms []labels, i, j int) (s labels) {
	for _, x := range unique(slices.Concat(terms[i], terms[j])) {
		needed := e.out.has(x)
		for k := 0; !needed && k < len(terms); k++ {
			needed = k != i && k != j && terms[k].has(x)
		}
		if needed {
			s = append(s, x)
		}
	}
	return s
}

// step returns the terms after the contraction of terms i < j.
func (e einsum) step(terms []labels, i, j int) []labels {
	rest := make([]labels, 0, len(terms))
	for k, s := range terms {
		if k != i && k != j {
			rest = append(rest, s)
		}
	}
	return append(rest, e.joined(terms, i, j))
}

// unique returns the labels without repetitions, in the order of their first.
func unique(s labels) (u labels) {
	for _, x := range s {
		if !u.has(x) {
			u = append(u, x)
		}
	}
	return u
}
