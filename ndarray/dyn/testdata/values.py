"""Writes values.json: what NumPy's functions return for operands of all types, mixed ones included.

Operands are the arrays of the case "operands". Where NumPy works in float16, they are
converted to float32 first, which is what package dyn works in then.
"""
import os, sys
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../internal/golden"))
import golden
LETTERS = "?bBhHiIlLfdFD"
UNARY = """abs acos acosh asin asinh atan atanh bitwise_invert ceil conj cos cosh exp expm1 floor imag isfinite isinf isnan log log1p
log2 log10 logical_not negative positive real reciprocal round sign signbit sin sinh square sqrt tan tanh trunc""".split()
REDUCTIONS = "sum prod min max mean any all".split()

np.seterr(all="ignore")
import warnings
warnings.simplefilter("ignore")
inf, nan = np.inf, np.nan
ALL_PAIRS = "add subtract multiply divide floor_divide remainder less equal".split()
PAIRS = """atan2 bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor copysign greater greater_equal hypot less_equal
logaddexp logical_and logical_or logical_xor maximum minimum nextafter not_equal pow""".split()


def operand(c, second):
    d = np.dtype(c)
    if c == "?":
        v = [0, 1, 1, 0, 1, 0]
    elif d.kind in "iu":
        i = np.iinfo(c)
        v = [0, 1, 2, i.max, i.min, 7]
    elif d.kind == "f":
        v = [0.0, -1.5, 2.5, inf, nan, 7]
    else:
        v = [0, 1 + 2j, -1.5 - 0.5j, 3j, complex(nan, 1), 2]
    if second:
        v = v[2:] + v[:2]
    return np.array(v, c)


def half(r):
    return any(np.asarray(x).dtype == np.float16 for x in (r if isinstance(r, tuple) else (r,)))


g = golden.File()
first = {c: operand(c, False) for c in LETTERS}
second = {c: operand(c, True) for c in LETTERS}
g.case("operands", list(first.values()) + list(second.values()), [])


def unary(f, c):
    fn, x = getattr(np, f), first[c]
    if f == "reciprocal":  # of 0: what the machine makes of it
        x = np.where(x == 0, 1, x).astype(c)
    if f == "mean" and c == "l":  # larger than 2**53
        return
    try:
        r = fn(x)
        if half(r):
            r = fn(x.astype("f"))
    except TypeError:
        return
    g.case("unary", [r], [x] if f == "reciprocal" else [], f=f, a=LETTERS.index(c))


def binary(f, a, b):
    fn, x, y = getattr(np, f), first[a], second[b]
    if f == "pow" and np.result_type(x, y).kind in "iu":
        y = np.abs(y)
        if (y < 0).any():
            return
    try:
        r = fn(x, y)
        if half(r):
            r = fn(x.astype("f"), y.astype("f"))
    except TypeError:
        return
    g.case("binary", [r], [], f=f, a=LETTERS.index(a), b=LETTERS.index(b))


for f in UNARY + REDUCTIONS:
    for c in LETTERS:
        unary(f, c)
for f in ALL_PAIRS:
    for a in LETTERS:
        for b in LETTERS:
            binary(f, a, b)
for f in PAIRS:
    for i, a in enumerate(LETTERS):
        for b in {a, LETTERS[(i + 1) % 13], LETTERS[(i + 5) % 13]}:
            binary(f, a, b)
for a in LETTERS:
    for b in LETTERS:
        x = np.array([0, 1, 3, 100], a) if a != "?" else first[a]
        g.case("astype", [x.astype(b)], [x])
g.write(os.path.abspath(__file__))
