"""Writes order.json, what NumPy makes of histograms, searches, argsorts and
unique elements. Run it in this folder: python3 order.py"""
import json
import numpy as np

rng = np.random.default_rng(2026)
UINT = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}


def bits(a):
    """The bits of the elements as integers, so that JSON can hold NaN."""
    return [int(v) for v in a.view(UINT[a.dtype.itemsize])]


def on_edges(dtype, lo, hi, bins):
    """Elements on the edges and one step beside them, the corner of binning."""
    e = np.linspace(lo, hi, bins + 1).astype(dtype)
    if np.issubdtype(dtype, np.floating):
        inf = dtype(np.inf)
        e = np.concatenate([e, np.nextafter(e, -inf), np.nextafter(e, inf), [np.nan, -inf, inf]]).astype(dtype)
    return e


out = {"histogram": [], "edges": [], "search": [], "argsort": [], "unique": []}
for dtype in (np.float64, np.float32, np.int64, np.int16, np.uint8, np.uint64):
    for lo, hi, bins in ((0, 1, 10), (-3.3, 7.7, 7), (0.1, 0.7, 3), (5, 5, 4), (-1e-3, 1e5, 100), (0, 255, 16), (1e15, 1e15 + 64, 5)):
        x = np.concatenate([on_edges(dtype, max(lo, 0) if dtype in (np.uint8, np.uint64) else lo, hi, bins)
                            if hi < 256 or dtype not in (np.uint8, np.int16) else np.array([1], dtype),
                            rng.uniform(0, 100, 20).astype(dtype)])
        try:
            counts = np.histogram(x, bins=bins, range=(float(lo), float(hi)))[0]
        except ValueError:
            counts = None
        out["histogram"].append({"type": np.dtype(dtype).name, "x": bits(x), "lo": float(lo), "hi": float(hi), "bins": bins,
                                 "counts": None if counts is None else counts.tolist()})
special = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1, 2, 3]
for dtype in (np.float64, np.float32, np.int32, np.uint8):
    floating = np.issubdtype(dtype, np.floating)
    x = np.concatenate([special if floating else [0, 1, 2, 3], rng.integers(0, 9, 40)]).astype(dtype)
    rng.shuffle(x)
    for edges in ([0, 1, 1, 2], [1, 1], [0, 3, 5, 8], [2, 4, 4]):
        e = np.array(edges, dtype)
        out["edges"].append({"type": np.dtype(dtype).name, "x": bits(x), "edges": bits(e), "counts": np.histogram(x, bins=e)[0].tolist()})
    s = np.sort(x)
    for side in ("left", "right"):
        out["search"].append({"type": np.dtype(dtype).name, "sorted": bits(s), "values": bits(x), "right": side == "right",
                              "dst": np.searchsorted(s, x, side).tolist()})
    out["argsort"].append({"type": np.dtype(dtype).name, "x": bits(x), "idx": np.argsort(x, kind="stable").tolist()})
    u, index, inverse, counts = np.unique(x, return_index=True, return_inverse=True, return_counts=True)
    out["unique"].append({"type": np.dtype(dtype).name, "x": bits(x), "index": index.tolist(), "inverse": inverse.tolist(), "counts": counts.tolist()})
with open("order.json", "w") as f:
    json.dump(out, f, separators=(",", ":"))
