"""Writes products.json: NumPy's products of matrices and vectors, of small whole
numbers, so that the results of all types are exact, and wrap in narrow integers."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../internal/golden"))
import golden
import numpy as np

r = np.random.default_rng(1)
g = golden.File()
TYPES = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64", "complex64", "complex128"]


def draw(t, shape):
    t = np.dtype(t)
    lo = 0 if t.kind == "u" else -9
    a = r.integers(lo, 10, shape)
    if t.kind == "c":
        a = a + 1j * r.integers(lo, 10, shape)
    return np.asarray(a).astype(t)


def matvec(a, b): return np.matvec(a, b)


def both(name, f, sa, sb, types=TYPES, **args):
    for t in types:
        a, b = draw(t, sa), draw(t, sb)
        g.call(name, lambda: np.asarray(f(a, b)).astype(t), [a, b], **args)


few = ["int8", "uint64", "float64", "complex64"]
for sa, sb in [((2, 3), (3, 4)), ((12, 11), (11, 10)), ((3,), (3,)), ((600,), (600,)), ((2, 3), (3,)), ((3,), (3, 4)),
               ((5, 2, 3), (3, 4)), ((2, 1, 2, 3), (4, 3, 2)), ((2, 3, 4), (4,)), ((4,), (2, 4, 3)), ((30, 40), (40,)), ((40,), (40, 30))]:
    both("matmul", np.matmul, sa, sb)
for sa, sb in [((2, 0), (0, 3)), ((0, 2), (2, 3)), ((0,), (0,)), ((0, 2, 2), (2, 2)), ((3, 2), (2, 0)), ((2, 3), (2, 3)), ((2,), (3,)),
               ((2, 2, 2), (3, 2, 2)), ((), (2,)), ((70, 33), (33, 65)), ((1, 40), (40, 30)), ((30, 40), (40, 1))]:
    both("matmul", np.matmul, sa, sb, few)
for sa, sb in [((), ()), ((), (2, 3)), ((3,), (3,)), ((2, 3), (3, 2)), ((2, 3, 4), (4,)), ((2, 3, 4), (5, 4, 6)), ((3,), (2, 3, 4)), ((2, 0), (0, 2)), ((2, 3), (2,))]:
    both("dot", np.dot, sa, sb, few)
for sa, sb in [((), (2,)), ((3,), (3,)), ((2, 3), (3,)), ((2, 3), (4, 5, 3)), ((2, 3), (2,)), ((2, 0), (3, 0))]:
    both("inner", np.inner, sa, sb, few)
for sa, sb in [((), ()), ((3,), (3,)), ((2, 3), (3, 2)), ((0,), (0,)), ((2,), (3,))]:
    both("vdot", np.vdot, sa, sb, few)
for sa, sb, axis in [((3,), (3,), -1), ((2, 3), (2, 3), -1), ((2, 3), (2, 3), 0), ((2, 1, 3), (4, 3), 1), ((2, 1, 3), (4, 3), -1), ((2, 1, 3), (4, 3), -1),
                     ((2, 0), (2, 0), 1), ((2, 3), (2, 4), -1), ((2, 3), (2, 3), 2), ((40, 20), (40, 20), 0)]:
    both("vecdot", lambda a, b: np.vecdot(a, b, axis=axis), sa, sb, few, axis=axis)
for sa, sb in [((2, 3), (3,)), ((2, 3), (5, 3)), ((4, 1, 2, 3), (5, 3)), ((3,), (3,)), ((2, 3), (2,))]:
    both("matvec", np.matvec, sa, sb, few)
for sa, sb in [((3,), (3, 2)), ((5, 3), (3, 2)), ((5, 3), (4, 1, 3, 2)), ((3,), (3,)), ((2,), (3, 2))]:
    both("vecmat", np.vecmat, sa, sb, few)
for sa, sb, n in [((2, 3), (3, 2), 0), ((2, 3), (3, 2), 1), ((4, 2, 3), (2, 3, 5), 2), ((2, 3), (2, 3), 2), ((2, 3), (2, 3), 1), ((), (), 0), ((0, 2), (2, 3), 1)]:
    both("tensordot", lambda a, b: np.tensordot(a, b, n), sa, sb, few, n=n)
for sa, sb, aa, ab in [((2, 3, 4), (4, 3, 5), [1, 2], [1, 0]), ((2, 3, 4), (5, 2), [0], [-1]), ((2, 3), (3, 2), [0, 1], [1, 0]), ((2, 3), (2, 3), [0], [1]),
                       ((2, 3), (2, 3), [0, 1], [0]), ((2, 3), (2, 3), [2], [0])]:
    both("tensordotaxes", lambda a, b: np.tensordot(a, b, (aa, ab)), sa, sb, few, a=aa, b=ab)
for sa, sb in [((2,), (3,)), ((2, 3), (4, 2)), ((2, 3), (4,)), ((4,), (2, 3)), ((), (2,)), ((2, 0), (2, 3)), ((2, 1, 2), (2, 2, 2))]:
    both("kron", np.kron, sa, sb, few)
for shape in [(3, 3), (3, 5), (5, 3), (2, 3, 4), (0, 0), (3, 0), (2, 2, 0, 3), (3,)]:
    for k in [-9, -2, -1, 0, 1, 3, 9]:
        a = draw("int32", shape)
        g.call("trace", lambda: np.linalg.trace(a, offset=k).astype("int32"), [a], offset=k)
g.write(__file__)
