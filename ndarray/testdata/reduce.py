"""Writes reduce.json: NumPy's reductions and cumulations."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "golden"))
import numpy as np
import golden

np.seterr(all="ignore")
g = golden.File()

rng = np.random.default_rng(1)
inf, nan = np.inf, np.nan
types = ["float64", "float32", "int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8"]


def some(t, *shape):
    if t[0] == "f":
        return rng.integers(-8, 9, shape).astype(t) / 4
    return rng.integers(0 if t[0] == "u" else -3, 4, shape).astype(t)


arrays = [(3, 4), (2, 3, 4), (5,), (2, 2, 17), (1, 1), ()]
for t in types:
    for shape in arrays if t in ("float64", "int8") else arrays[:2] + [(2, 2, 17)]:
        x = some(t, *shape)
        for axes in [tuple(range(x.ndim)), (), (0,), (-1,), (0, -1)]:
            if any(a >= x.ndim or -a > x.ndim for a in axes) or len(axes) == 2 and x.ndim < 2:
                continue
            kw = {"axes": list(axes)}
            wide = "float64" if t[0] == "f" else "int64" if t[0] == "i" else "uint64"
            g.case("SumAs", [np.sum(x, axis=axes, dtype=wide)], [x], **kw)
            if x.size < 100:
                g.case("ProdAs", [np.prod(x, axis=axes, dtype=wide)], [x], **kw)
            g.case("MaxAxis", [np.max(x, axis=axes)], [x], **kw)
            g.case("MinAxis", [np.min(x, axis=axes)], [x], **kw)
            g.case("PtpAxis", [np.max(x, axis=axes) - np.min(x, axis=axes)], [x], **kw)
            g.case("AnyTrueAxis", [np.any(x, axis=axes)], [x], **kw)
            g.case("AllTrueAxis", [np.all(x, axis=axes)], [x], **kw)
            g.case("MeanOf", [np.mean(x, axis=axes, dtype="float64")], [x], **kw)
            if t[0] == "f":
                g.case("SumAxis", [np.sum(x, axis=axes)], [x], **kw)
                g.case("MeanAxis", [np.mean(x, axis=axes)], [x], **kw)
                for ddof in (0, 1, 2.5):
                    g.case("VarAxis", [np.var(x, axis=axes, ddof=ddof)], [x], ddof=ddof, **kw)
                    g.case("StdAxis", [np.std(x, axis=axes, ddof=ddof)], [x], ddof=ddof, **kw)
        for axis in range(x.ndim):
            kw = {"axis": axis}
            g.case("CumSumAs", [np.cumsum(x, axis=axis, dtype=wide)], [x], **kw)
            if x.size < 100:
                g.case("CumProdAs", [np.cumprod(x, axis=axis, dtype=wide)], [x], **kw)
            g.case("CumMax", [np.maximum.accumulate(x, axis=axis)], [x], **kw)
            g.case("CumMin", [np.minimum.accumulate(x, axis=axis)], [x], **kw)
            for n in (0, 1, 2, 7) if t in ("float64", "uint8") else (1,):
                g.case("Diff", [np.diff(x, n, axis=axis)], [x], n=n, **kw)
for t in ("float64", "float32"):
    y = (rng.standard_normal((4, 40)) * 100).astype(t)
    for axis in (0, 1):
        g.case("CumSum", [np.cumsum(y, axis=axis)], [y], axis=axis)
        g.case("CumProd", [np.cumprod(y / 100, axis=axis)], [y / np.array(100, t)], axis=axis)
z = some("float64", 3, 20) + 1j * some("float64", 3, 20)
for t in ("complex128", "complex64"):
    for axes in ([0], [1], [0, 1]):
        x = z.astype(t)
        g.case("SumAxis", [np.sum(x, axis=tuple(axes))], [x], axes=axes)
        g.case("MeanAxis", [np.mean(x, axis=tuple(axes))], [x], axes=axes)
        g.case("ProdAxis", [np.prod(x, axis=tuple(axes))], [x], axes=axes)
# ufuncs
x = rng.integers(1, 9, (4, 5, 17)).astype("float64")
for name, f in [("Add", np.add), ("Sub", np.subtract), ("Mul", np.multiply), ("Div", np.divide), ("Maximum", np.maximum), ("Hypot", np.hypot), ("Fmin", np.fmin)]:
    for axis in (0, 1, 2):
        for v in (x, x[:, :, :3].copy()):
            g.case("Reduce", [f.reduce(v, axis=axis)], [v], op=name, axis=axis)
            g.case("Accumulate", [f.accumulate(v, axis=axis)], [v], op=name, axis=axis)
            ix = [0, 3, 1, 2, 2] if axis else [0, 3, 1]
            if axis == 2:
                ix = [0, 2, 1, 1]
            g.case("ReduceAt", [f.reduceat(v, ix, axis=axis)], [v], op=name, axis=axis, indices=ix)
x = rng.integers(-100, 100, (4, 30)).astype("int8")
for name, f in [("Add", np.add), ("Sub", np.subtract), ("Mul", np.multiply), ("And", np.bitwise_and), ("Or", np.bitwise_or), ("Xor", np.bitwise_xor), ("Gcd", np.gcd), ("FloorDiv", np.floor_divide)]:
    for axis in (0, 1):
        g.case("Reduce", [f.reduce(x, axis=axis, dtype="int8")], [x], op=name, axis=axis)
        g.case("Accumulate", [f.accumulate(x, axis=axis, dtype="int8")], [x], op=name, axis=axis)
# where and initial
x = some("float64", 4, 5)
for m in (rng.random((4, 5)) < 0.5, rng.random(5) < 0.5, rng.random((4, 1)) < 0.5):
    for axes in ([0], [1], [0, 1], []):
        for keep in (False, True):
            kw = dict(axis=tuple(axes), keepdims=keep, where=m)
            for name, f in [("SumWith", np.sum), ("ProdWith", np.prod), ("MaxWith", np.max), ("MinWith", np.min)]:
                g.case(name, [f(x, initial=1.25, **kw)], [x, m], axes=axes, keep=keep, initial=1.25)
            g.case("AnyTrueWith", [np.any(x, **kw)], [x, m], axes=axes, keep=keep)
            g.case("AllTrueWith", [np.all(x, **kw)], [x, m], axes=axes, keep=keep)
            g.case("MeanWith", [np.mean(x, **kw)], [x, m], axes=axes, keep=keep)
# derivatives and integrals
for t in ("float64", "float32"):
    x = rng.standard_normal((5, 4)).astype(t)
    for axis in (0, 1):
        n = x.shape[axis]
        c = np.cumsum(rng.random(n) + 0.5).astype(t)
        for order in (1, 2):
            g.case("Gradient", [np.gradient(x, np.array(0.5, t), axis=axis, edge_order=order)], [x], axis=axis, spacing=0.5, order=order)
            g.case("Gradient", [np.gradient(x, c, axis=axis, edge_order=order)], [x, c], axis=axis, order=order)
        g.case("Trapezoid", [np.trapezoid(x, dx=np.array(0.25, t), axis=axis)], [x], axis=axis, dx=0.25)
        g.case("TrapezoidAt", [np.trapezoid(x, c, axis=axis)], [x, c], axis=axis)
x = some("int32", 3, 4)
g.case("EDiff1D", [np.ediff1d(x, to_begin=[-9, 7], to_end=[5])], [x], begin=[-9, 7], end=[5])
p, q = some("int32", 3, 2), some("int32", 3, 1)
g.case("DiffWith", [np.diff(x, prepend=p, append=q)], [x, p, q], n=1, axis=1)
g.case("DiffWith", [np.diff(x, 2, axis=0, prepend=np.int32(5), append=np.int32(6))], [x, np.array(5, "int32"), np.array(6, "int32")], n=2, axis=0)
g.write(__file__)
