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
	for i, cold := range f.owners() {
		if v := f.Values[i]; v.Op == Rare && cold < 0 {
			u.Guards = append(u.Guards, as[v.Args[0]])
		}
	}
	if u.Guards == nil {
		return f
	}
	u.sweep()
	return &u
}

// owners returns for each value the Rare that alone needs it, for its rare
// side, or -1 if it is always needed, or -2 if nothing needs it.
func (f *Func) owners() []int {
	const nobody, always = -2, -1
	owner := make([]int, len(f.Values))
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
		for j, a := range v.Args[:v.NumArgs()] {
			if v.Op == Rare && j == 1 {
				need(a, i)
			} else {
				need(a, owner[i])
			}
		}
	}
	return owner
}
