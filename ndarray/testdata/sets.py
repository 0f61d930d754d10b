"""Writes sets.json: what is unique, and operations on sets.

    PYTHONPATH=../internal/golden python3 sets.py
"""
import golden
import numpy as np

g = golden.File()
rng = np.random.default_rng(9)


def values(dtype, shape, spread=6):
    """Numbers with ties, without zeros of both signs: NumPy doesn't say which it returns."""
    a = rng.integers(0, spread, shape)
    if dtype == "bool":
        return a % 2 == 0
    if dtype.startswith("complex"):
        a = a + 1j * rng.integers(0, 3, shape)
        where = rng.integers(0, 5, shape)
        a = np.where(where == 0, complex(np.nan, 1), np.where(where == 1, complex(2, np.nan), a))
    elif dtype.startswith("float"):
        a = a / 2 - 1
        where = rng.integers(0, 9, shape)
        a = np.where(where == 0, np.nan, np.where(where == 1, np.inf, np.where(where == 2, -np.inf, a)))
    elif not dtype.startswith("u"):
        a = a - 3
    return np.asarray(a, dtype)


for dtype in ["float64", "float32", "int64", "int8", "uint16", "complex128", "complex64", "bool"]:
    for shape in [(30,), (3, 7), (1,), (0,), (2, 0), ()]:
        a = values(dtype, shape)
        for equal in [True, False]:
            g.case("unique", np.unique(a, return_index=True, return_inverse=True, return_counts=True, equal_nan=equal), [a], equal=equal)
        if a.size and not dtype.startswith("complex"):
            for axis in range(a.ndim):
                b = values(dtype, shape, 2)
                g.case("unique_axis", np.unique(b, return_index=True, return_inverse=True, return_counts=True, axis=axis), [b], axis=axis)
        if dtype.startswith("complex"):  # NumPy's sets don't say which of several NaNs they return
            a = np.where(np.isnan(a), a.dtype.type(complex(2, np.nan)), a)
        for m in [0, 1, 4, 20]:
            b = values(dtype, (m,), 12)
            if dtype.startswith("complex"):
                b = np.where(np.isnan(b), b.dtype.type(complex(2, np.nan)), b)
            g.case("sets", [np.isin(a, b), np.union1d(a, b), np.intersect1d(a, b), np.setdiff1d(a, b), np.setxor1d(a, b)], [a, b])
            g.case("intersect_indices", np.intersect1d(a, b, return_indices=True), [a, b])
for shape, axis in [((12, 2), 0), ((2, 12), 1), ((9, 2, 1), 0), ((2, 9, 2), 1)]:
    for dtype in ["int64", "float64"]:
        b = values(dtype, shape, 2)
        g.case("unique_axis", np.unique(b, return_index=True, return_inverse=True, return_counts=True, axis=axis), [b], axis=axis)
g.write(__file__)
