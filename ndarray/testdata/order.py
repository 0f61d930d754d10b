"""Writes order.json: sorting and searching.

    PYTHONPATH=../internal/golden python3 order.py
"""
import golden
import numpy as np

g = golden.File()
rng = np.random.default_rng(7)
reals = ["float64", "float32", "int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8"]
floats = ["float64", "float32"]
complexes = ["complex128", "complex64"]


def payload(a):
    """NaNs of other bits for some of the NaNs."""
    at = np.flatnonzero(np.isnan(a))[::2]
    if a.dtype == "float64":
        a.view("uint64")[at] |= np.uint64(5) | np.uint64(1 << 63)
    else:
        a.view("uint32")[at] |= np.uint32(5) | np.uint32(1 << 31)
    return a


def values(dtype, shape):
    """Numbers with ties and what is special."""
    n = int(np.prod(shape))
    if dtype == "bool":
        return rng.integers(0, 2, shape).astype(bool)
    if dtype in complexes:
        part = floats[complexes.index(dtype)]
        a = np.empty(shape, dtype)
        a.real, a.imag = values(part, shape), values(part, shape)
        return a
    if dtype in floats:
        a = rng.integers(-4, 5, n).astype(dtype) / 2
        special = np.array([np.nan, np.nan, np.inf, -np.inf, -0.0, 0.0, -0.0, 5e-324, 1e300 if dtype == "float64" else 1e30], dtype)
        where = rng.integers(0, 3, n) == 0
        a[where] = special[rng.integers(0, len(special), where.sum())]
        return payload(a).reshape(shape)
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    a = rng.integers(0, 9, n).astype(dtype)
    if low < 0:
        a -= dtype_one(dtype) * 4
    where = rng.integers(0, 5, n) == 0
    a[where] = np.where(rng.integers(0, 2, where.sum()) == 0, low, high)
    return a.reshape(shape)


def dtype_one(dtype):
    return np.ones((), dtype)[()]


for dtype in reals + complexes + ["bool"]:
    for shape in [(40,), (3, 17), (2, 3, 5), (1,), (0,), (3, 0, 2)]:
        a = values(dtype, shape)
        for axis in range(-1, a.ndim - 1):
            g.case("sort", [np.sort(a, axis, kind="stable"), np.argsort(a, axis, kind="stable")], [a], axis=axis)
            if a.shape[axis]:
                g.case("argmax", [np.argmax(a, axis), np.argmin(a, axis)] + ([np.argmax(a), np.argmin(a)] if a.size else []), [a], axis=axis)
    for n, m in [(20, 30), (0, 3), (1, 4), (5, 0)]:
        a, v = np.sort(values(dtype, (n,)), kind="stable"), values(dtype, (m,))
        g.case("searchsorted", [np.searchsorted(a, v), np.searchsorted(a, v, "right")], [a, v])
        u = values(dtype, (n,))
        by = np.argsort(u, kind="stable")
        g.case("searchsorted_by", [np.searchsorted(u, v, sorter=by), np.searchsorted(u, v, "right", sorter=by)], [u, v, by])
    if dtype in reals:
        x = values(dtype, (4, 5))
        for bins in [[1, 2, 4], [4, 2, 1], [1], [], [2, 2, 3], [3, 3, 2], [1, 3, 2]]:
            b = np.array(bins, dtype)
            for right in [False, True]:
                g.call("digitize", lambda: np.digitize(x, b, right), [x, b], right=right)
for dtype in ["float64", "int8", "complex128"]:
    for shape in [(30,), (4, 9), (3, 0)]:
        keys = [values(dtype, shape), values("uint8", shape) % 3, values("bool", shape)]
        for axis in range(-1, len(shape) - 1):
            keys64 = [keys[0], keys[1].astype("uint8"), keys[2]]
            g.case("lexsort", [np.lexsort(keys64, axis)], keys64, axis=axis)
a = np.ones((3, 0))
for axis in [1, 0, 2, -3]:
    g.call("argmax", lambda: [np.argmax(a, axis), np.argmin(a, axis)], [a], axis=axis)
g.call("argmax", lambda: [np.argmax(np.ones((0, 0)), 0)], [np.ones((0, 0))], axis=0)
g.write(__file__)
