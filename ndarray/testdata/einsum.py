"""Writes einsum.json: NumPy's einsum of small whole numbers, whose results are
exact, and the cost of its best contraction paths."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../internal/golden"))
import golden
import numpy as np

r = np.random.default_rng(2)
g = golden.File()


def draw(t, shape):
    t = np.dtype(t)
    a = r.integers(0 if t.kind == "u" else -5, 6, shape)
    if t.kind == "c":
        a = a + 1j * r.integers(-5, 6, shape)
    return np.asarray(a).astype(t)


def case(spec, *shapes):
    for t in ["int8", "float64", "complex128"]:
        ops = [draw(t, s) for s in shapes]
        g.call("einsum", lambda: np.einsum(spec, *ops), ops, spec=spec)


case("i->", (3,)); case("i", (3,)); case("->", ()); case("", ()); case("ij->ji", (2, 3)); case("ji", (2, 3)); case("ij->i", (2, 3))
case("ij->", (2, 3)); case("ii", (3, 3)); case("ii->i", (3, 3)); case("iii->i", (2, 2, 2)); case("iji->j", (2, 3, 2)); case("iij", (2, 2, 3))
case("...ii->...i", (4, 3, 3)); case("...ij->...ji", (2, 2, 3)); case("i...", (2, 3, 4)); case("...", (2, 3)); case("i...->...", (2, 3, 4))
case("i,i", (3,), (3,)); case("i,j", (2,), (3,)); case("j,i", (2,), (3,)); case("i,i->i", (3,), (3,)); case("ij,jk", (2, 3), (3, 4))
case("ij,jk->ki", (2, 3), (3, 4)); case("ij,kj->ik", (2, 3), (4, 3)); case("ij,ij->", (2, 3), (2, 3)); case("ij,ij->j", (2, 3), (2, 3))
case("ij,ij->ji", (2, 3), (2, 3)); case("bij,bjk->bik", (2, 3, 4), (2, 4, 5)); case("bij,bjk->ikb", (2, 3, 4), (2, 4, 5))
case("...ij,...jk", (2, 1, 3, 4), (5, 4, 2)); case("...ij,...jk->...ik", (3, 4), (5, 4, 2)); case("i...,i...->...", (3, 2), (3, 4, 1))
case("ij,j->i", (2, 3), (3,)); case(" i j , j -> i ", (2, 3), (3,)); case("i,ij,j", (2,), (2, 3), (3,)); case("i,ij,j->", (2,), (2, 3), (3,))
case("ij,jk,kl->il", (2, 3), (3, 4), (4, 2)); case("ij,jk,ki->", (2, 3), (3, 4), (4, 2)); case("ij,ik,il->jkl", (2, 3), (2, 4), (2, 2))
case("i,j,k,l->lkji", (2,), (3,), (2,), (2,)); case("ab,bc,cd,de,ef->af", (2, 3), (3, 2), (2, 4), (4, 2), (2, 2))
case("ab,bc,cd,de,ef,fg,gh->ah", (2, 3), (3, 2), (2, 4), (4, 2), (2, 2), (2, 3), (3, 2)); case("Ab,bA->Ab", (2, 3), (3, 2)); case("bA", (2, 3))
case("ij,jk->ik", (2, 0), (0, 3)); case("ij->i", (2, 0)); case("ij,jk->ik", (0, 2), (2, 3)); case("i,i->", (1,), (3,)); case("ij,jk", (2, 1), (3, 4))
case("ii,ii->i", (3, 3), (3, 3)); case("ii,jj->ij", (2, 2), (3, 3)); case("ij,kl->", (2, 2), (3, 3)); case("ij,jk->k", (2, 3), (3, 4)); case("i,->i", (3,), ())
case("ijk,ilm,njm,nlk,abc->", (2, 3, 2), (2, 2, 3), (2, 3, 3), (2, 2, 2), (2, 1, 2)); case("ea,fb,abcd,gc,hd->efgh", (2, 3), (2, 3), (3, 3, 2, 2), (2, 2), (2, 2))
# misuse
case("ij,jk", (2, 3)); case("ij", (2,)); case("ij->ii", (2, 3)); case("ij->k", (2, 3)); case("i1", (2, 3)); case("ii", (2, 3)); case("i,i", (2,), (3,))
case("...i->i", (2, 3)); case("i", (2, 3)); case("......", (2, 3)); case("ij->i->j", (2, 3)); case("i..", (2, 3)); case("...,...", (2,), (3,))

for spec, dims in [("ij,jk,kl->il", (10, 100, 5, 50)), ("ij,jk,kl->il", (50, 5, 100, 10)), ("ab,bc,cd,de->ae", (4, 30, 2, 20, 7)), ("ijk,jl,km,lm->i", (5, 6, 7, 8, 9)),
                   ("ea,fb,abcd,gc,hd->efgh", (10, 20, 10, 20, 20, 20, 10, 10)), ("ab,bc,cd,de,ef,fg->ag", (9, 3, 12, 2, 8, 5, 7)), ("ijk,ilm,njm,nlk->", (2, 6, 6, 20, 20, 2))]:
    names = []
    for c in spec.split("->")[0]:
        if c not in names and c != ",":
            names.append(c)
    size = dict(zip(names, dims))
    shapes = [[size[c] for c in term] for term in spec.split("->")[0].split(",")]
    path, _ = np.einsum_path(spec, *[np.empty(s) for s in shapes], optimize="optimal")
    g.case("path", [], [], spec=spec, shapes=shapes, path=[list(p) for p in path[1:]])
g.write(__file__)
