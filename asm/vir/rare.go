package vir

import "slices"

// Usual returns f with every Rare replaced by what it gives where its mask
// does not hold, and those masks as Guards. If f has no Rare, it returns f.
func (f *Func) Usual() *Func {
	u := *f
	u.Values, u.Outs = slices.Clone(f.Values), slices.Clone(f.Outs)
	as := make([]int, len(f.Values)) // the value that stands for each
	for i, v := range f.Values {
		as[i] = i
		if v.Op == Rare {
			as[i] = as[v.Args[2]]
		}
		for j := range v.NumArgs() {
			u.Values[i].Args[j] = as[v.Args[j]]
		}
	}
	u.Result = as[f.Result]
	for i := range u.Outs {
		u.Outs[i].Value = as[u.Outs[i].Value]
	}
	owner, _ := f.owners()
	for i, v := range f.Values {
		if v.Op == Rare && owner[i] < 0 && !slices.Contains(u.Guards, as[v.Args[0]]) {
			u.Guards = append(u.Guards, as[v.Args[0]])
		}
	}
	if u.Guards == nil {
		return f
	}
	u.Guards = slices.DeleteFunc(slices.Clone(u.Guards), func(g int) bool {
		return slices.ContainsFunc(u.Guards, func(h int) bool { return g != h && u.implies(g, h) })
	})
	u.sweep()
	return &u
}

// implies reports whether mask h is mask g or something else, and therefore holds
// where g does.
func (f *Func) implies(g, h int) bool {
	v := f.Values[h]
	return g == h || v.Op == MaskOr && (f.implies(g, v.Args[0]) || f.implies(g, v.Args[1]))
}

// owners returns for each value the Rare that alone needs it, for its rare
// side, or -1 if it is always needed, or -2 if nothing needs it. Adjacent Rares
// of one mask, which is how several values with a common rare side are written,
// count as the first of them; leads tells which that is.
func (f *Func) owners() (owner, leads []int) {
	const nobody, always = -2, -1
	owner, leads = make([]int, len(f.Values)), make([]int, len(f.Values))
	for i := range owner {
		owner[i] = nobody
	}
	need := func(i, by int) {
		a := owner[i]
		if a == nobody {
			a = by
		}
		// Up to the innermost Rare that holds both; outer ones come later.
		for a != by {
			if by == always || a != always && a < by {
				a = owner[a]
			} else {
				by = owner[by]
			}
		}
		owner[i] = a
	}
	if f.Reduce != NoReduce {
		need(f.Result, always)
	}
	for _, o := range f.Outs {
		need(o.Value, always)
	}
	for _, g := range f.Guards {
		need(g, always)
	}
	for i := len(f.Values) - 1; i >= 0; i-- {
		v := f.Values[i]
		if owner[i] == nobody {
			continue
		}
		if v.Op == Rare {
			leads[i] = i
			for lead := i - 1; lead >= 0 && owner[lead] == owner[i] && f.shareRare(lead, i); lead-- {
				leads[i] = lead
			}
		}
		for j, a := range v.Args[:v.NumArgs()] {
			if v.Op == Rare && j == 1 {
				need(a, leads[i])
			} else {
				need(a, owner[i])
			}
		}
	}
	return owner, leads
}

// shareRare reports whether value i is a Rare of the same mask as Rare j, and
// those between don't depend on it.
func (f *Func) shareRare(i, j int) bool {
	v := f.Values[i]
	return v.Op == Rare && v.Args[0] == f.Values[j].Args[0] &&
		!slices.ContainsFunc(f.Values[i+1:j+1], func(w Value) bool { return slices.Contains(w.Args[:], i) })
}
