"""Writes promotion.json: NumPy's promotion, and the result types of functions.

Types are one letter each: those of LETTERS, e for float16, and - for a TypeError, o
for an OverflowError, v for a ValueError.
"""
import os, sys
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../internal/golden"))
import golden

np.seterr(all="ignore")
LETTERS = "?bBhHiIlLfdFD"
WEAK = {"int": 1, "float": 1.5, "complex": 1.5j, "negative": -1, "int8": 200, "large": 2**40}

UNARY = """abs acos acosh asin asinh atan atanh bitwise_invert ceil conj cos cosh exp expm1 floor imag isfinite isinf isnan log log1p
log2 log10 logical_not negative positive real reciprocal round sign signbit sin sinh square sqrt tan tanh trunc""".split()
BINARY = """add atan2 bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor copysign divide equal floor_divide greater
greater_equal hypot less less_equal logaddexp logical_and logical_or logical_xor maximum minimum multiply nextafter not_equal pow
remainder subtract""".split()
REDUCTIONS = "sum prod min max mean any all argmin argmax".split()


def letter(f):
    try:
        r = np.asarray(f())
    except TypeError:
        return "-"
    except OverflowError:
        return "o"
    except ValueError:
        return "v"
    return np.result_type(r).char.replace("q", "l").replace("Q", "L")


def ones(c):
    return np.ones(2, c)


g = golden.File()
g.case("result_type", [], [], table=[[letter(lambda: np.zeros(0, np.result_type(np.dtype(a), np.dtype(b)))) for b in LETTERS] for a in LETTERS])
g.case("can_cast", [], [], table=["".join("01"[np.can_cast(a, b)] for b in LETTERS) for a in LETTERS])
for name, v in WEAK.items():
    g.case("weak_result_type", [], [], weak=name,
           row="".join(letter(lambda: np.zeros(0, np.result_type(ones(a), v))) for a in LETTERS))
for f in UNARY + REDUCTIONS:
    fn = getattr(np, f)
    g.case("unary", [], [], f=f, row="".join(letter(lambda: fn(ones(a))) for a in LETTERS))
for f in BINARY:
    fn = getattr(np, f)
    g.case("binary", [], [], f=f, table=["".join(letter(lambda: fn(ones(a), ones(b))) for b in LETTERS) for a in LETTERS])
    for name, v in WEAK.items():
        g.case("weak_binary", [], [], f=f, weak=name, right="".join(letter(lambda: fn(ones(a), v)) for a in LETTERS),
               left="".join(letter(lambda: fn(v, ones(a))) for a in LETTERS))
for c in "fdFD":
    i = np.finfo(c)
    g.case("finfo", [np.array([i.bits, i.eps, i.min, i.max, i.smallest_normal], "d")], [], type=np.dtype(c).name)
for c in "bBhHiIlL":
    i = np.iinfo(c)
    g.case("iinfo", [np.array([i.min], "l"), np.array([i.max], "L")], [], type=np.dtype(c).name)
g.write(os.path.abspath(__file__))
