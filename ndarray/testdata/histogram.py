"""Writes histogram.json: NumPy's histograms."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "golden"))
import numpy as np
import golden

np.seterr(all="ignore")
g = golden.File()

rng = np.random.default_rng(4)
rules = ["", "auto", "fd", "sturges", "scott", "doane", "rice", "sqrt", "stone"]
data = [("float64", rng.standard_normal(400)), ("float32", rng.standard_normal(300)), ("int32", rng.integers(-20, 30, 200)), ("uint8", rng.integers(0, 200, 100)),
        ("float64", np.array([0.5] * 7)), ("float64", np.array([1.0])), ("float64", np.array([])), ("float64", np.linspace(0, 1, 11)), ("int64", np.arange(10))]
for t, x in data:
    x = x.astype(t)
    for bins in (10, 1, 7, 33):
        g.case("Histogram", list(np.histogram(x, bins)), [x], bins=bins)
    g.case("Histogram", list(np.histogram(x, 5, range=(-0.5, 1.25))), [x], bins=5, range=[-0.5, 1.25])
    g.case("Histogram", list(np.histogram(x, [-1, 0, 0.25, 0.25, 2.5, 30])), [x], edges=[-1, 0, 0.25, 0.25, 2.5, 30])
    for i, r in enumerate(rules):
        if r:
            g.case("Histogram", list(np.histogram(x, r)), [x], rule=i)
            g.case("HistogramBinEdges", [np.histogram_bin_edges(x, r, range=(-1, 2))], [x], rule=i, range=[-1, 2])
    w = rng.random(x.shape)
    g.case("HistogramWeighted", list(np.histogram(x, 6, weights=w)), [x, w], bins=6)
    g.case("HistogramWeighted", list(np.histogram(x, [-1, 0, 0.5, 2.5], weights=w)), [x, w], edges=[-1, 0, 0.5, 2.5])
    if x.size:
        g.case("HistogramDensity", list(np.histogram(x, 6, weights=w, density=True)), [x, w], bins=6)
        g.case("HistogramDensity", list(np.histogram(x, 6, density=True)), [x], bins=6)
p, w = rng.standard_normal((200, 3)), rng.random(200)
for density in (False, True):
    for kw in ({}, {"weights": w}):
        h, e = np.histogramdd(p, bins=[3, 4, 2], range=[(-1, 1), (-2, 1), (0, 3)], density=density, **kw)
        g.case("HistogramDD", [h, *e], [p] + list(kw.values()), bins=[3, 4, 2], ranges=[[-1, 1], [-2, 1], [0, 3]], density=density)
h, e = np.histogramdd(p, bins=[[-1, 0, 2], [-3, 0.5, 1, 2], [0, 1]])
g.case("HistogramDD", [h, *e], [p], edges=[[-1, 0, 2], [-3, 0.5, 1, 2], [0, 1]])
h, e = np.histogramdd(p)
g.case("HistogramDD", [h, *e], [p])
g.case("Histogram2D", list(np.histogram2d(p[:, 0], p[:, 1], bins=[4, 5])), [p[:, 0].copy(), p[:, 1].copy()], bins=[4, 5])
for t in ("int64", "int8", "uint16"):
    x = rng.integers(0, 9, 50).astype(t)
    for n in (0, 20):
        g.case("BinCount", [np.bincount(x, minlength=n)], [x], n=n)
        g.case("BinCountWeighted", [np.bincount(x, w[:50], minlength=n)], [x, w[:50]], n=n)
    g.case("BinCount", [np.bincount(x[:0], minlength=3)], [x[:0]], n=3)
g.write(__file__)
