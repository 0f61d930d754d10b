"""Writes stats.json: NumPy's statistics, nan-functions, signals and interpolation."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "golden"))
import numpy as np
import golden

np.seterr(all="ignore")
g = golden.File()

rng = np.random.default_rng(2)
inf, nan = np.inf, np.nan
x = rng.integers(-8, 9, (4, 20)) / 4
x[0, 3] = x[1, 0] = x[1, 5] = x[3, 19] = nan
x[2] = np.where(rng.random(20) < 0.5, nan, x[2])
y = x.copy()
y[1] = nan
for t in ("float64", "float32"):
    for a in (x.astype(t), y.astype(t), x[:, :4].astype(t)):
        for axes in ([0], [1], [0, 1]):
            ax = tuple(axes)
            for name, f in [("NanSum", np.nansum), ("NanProd", np.nanprod), ("NanMax", np.nanmax), ("NanMin", np.nanmin), ("NanMean", np.nanmean), ("NanMedian", np.nanmedian)]:
                g.case(name, [f(a, axis=ax)], [a], axes=axes)
            for ddof in (0, 1):
                g.case("NanVar", [np.nanvar(a, axis=ax, ddof=ddof)], [a], axes=axes, ddof=ddof)
                g.case("NanStd", [np.nanstd(a, axis=ax, ddof=ddof)], [a], axes=axes, ddof=ddof)
            g.case("NanQuantile", [np.nanquantile(a, np.array([0, 0.25, 0.7, 1], t), axis=ax)], [a], axes=axes, q=[0, 0.25, 0.7, 1])
        for axis in (0, 1):
            for name, f in [("NanArgMax", np.nanargmax), ("NanArgMin", np.nanargmin)]:
                if not np.isnan(a).all(axis).any():
                    g.case(name, [f(a, axis=axis)], [a], axis=axis)
            for name, f in [("NanCumSum", np.nancumsum), ("NanCumProd", np.nancumprod)]:
                g.case(name, [f(a, axis=axis)], [a], axis=axis)
    s = np.array([nan, inf, -inf, 1, -0.0, 1e30], t)
    g.case("NanToNum", [np.nan_to_num(s)], [s])
    s = np.array([-inf, nan, -inf, nan], t)
    g.case("NanArgMax", [np.nanargmax(s)], [s], axis=0)
    # elements
    v = np.array([2.675, 0.5, 1.5, 2.5, -0.5, 123.456, -15, 25, 1e20, nan, inf, -inf, 0.0, -0.0], t)
    for d in (0, 1, 2, 5, -1, -2):
        g.case("Round", [np.round(v, d)], [v], decimals=d)
    h = np.array([0.5, 1.0, nan], t)
    g.case("Heaviside", [np.heaviside(v[:, None], h)], [v[:, None], h])
    u = (np.linspace(-7, 7, 29)).astype(t)
    g.case("Sinc", [np.sinc(u.astype("float64")).astype(t)], [u])
    w = np.concatenate([np.linspace(-90, 90, 61), [0.0, 1e-9, 300.0]]).astype(t)
    if t == "float64":
        w = np.append(w, [700.0, -712.0])
    g.case("I0", [np.i0(w)], [w])
    # interpolation
    xp, fp = np.array([-1, 0, 0.5, 2, 3], t), np.array([1, -2, inf, 4, 0.25], t)
    at = np.array([-2, -1, -0.5, 0, 0.25, 0.5, 1, 2, 2.25, 3, 4, nan, inf, -inf], t)
    g.case("Interp", [np.interp(at, xp, fp).astype(t)], [at, xp, fp])
    g.case("Interp", [np.interp(at, xp, fp, left=-7, right=9).astype(t)], [at, xp, fp], left=-7, right=9)
    g.case("Interp", [np.interp(at[:11], xp[::-1], fp[::-1], period=2.5).astype(t)], [at[:11], xp[::-1], fp[::-1]], period=2.5)
    g.case("Interp", [np.interp(at[:11], xp[:1], fp[:1]).astype(t)], [at[:11], xp[:1], fp[:1]])
    # averages
    a, w2 = rng.integers(-8, 9, (4, 5)).astype(t) / 4, rng.integers(1, 9, (4, 5)).astype(t)
    g.case("Average", [np.average(a, weights=w2)], [a, w2])
    for axis in (0, 1):
        g.case("AverageAxis", [np.average(a, axis=axis, weights=w2)], [a, w2], axis=axis)
        g.case("AverageAxis", [np.average(a, axis=axis, weights=w2[:, 0] if axis == 0 else w2[0])], [a, w2[:, 0] if axis == 0 else w2[0]], axis=axis)
    p = np.cumsum(rng.standard_normal((3, 30)) * 4, axis=1).astype(t)
    g.case("Unwrap", [np.unwrap(p)], [p], axis=1)
    g.case("Unwrap", [np.unwrap(p, axis=0)], [p], axis=0)
    g.case("Unwrap", [np.unwrap(p, period=5, discont=4)], [p], axis=1, period=5, discont=4)
    g.case("Unwrap", [np.unwrap(np.array([0, 2, 4, 0, -2, 0], t), period=4)], [np.array([0, 2, 4, 0, -2, 0], t)], axis=0, period=4)
for t in ("int32", "int64", "int8", "uint8"):
    v = np.array([0, 4, 5, 6, 14, 15, 16, 25, 35, 44, 45, 55, 95, 100, 115] + ([] if t[0] == "u" else [-5, -15, -25, -26, -100]), t)
    for d in (0, 2, -1, -2):
        g.case("Round", [np.round(v, d)], [v], decimals=d)
# covariances
m = rng.standard_normal((3, 12))
f, w = rng.integers(0, 4, 12), rng.random(12)
for a in (m, m[0], m[:1], (m * 10).astype("int32")):
    g.case("Cov", [np.cov(a)], [a])
    g.case("CorrCoef", [np.corrcoef(a)], [a])
g.case("Cov", [np.cov(m, rowvar=False)], [m], columns=True)
g.case("CorrCoef", [np.corrcoef(m, rowvar=False)], [m], columns=True)
for ddof in (0, 1, 2):
    g.case("Cov", [np.cov(m, ddof=ddof, fweights=f)], [m], ddof=ddof, counts=f.tolist())
    g.case("Cov", [np.cov(m, ddof=ddof, aweights=w)], [m], ddof=ddof, weights=w.tolist())
    g.case("Cov", [np.cov(m, ddof=ddof, fweights=f, aweights=w)], [m], ddof=ddof, counts=f.tolist(), weights=w.tolist())
# convolutions
for t in ("float64", "float32", "int32", "complex128", "int8"):
    for n, k in [(7, 3), (3, 7), (8, 4), (4, 8), (5, 5), (1, 1), (6, 1), (1, 6), (40, 2), (2, 9)]:
        a, v = rng.integers(-9, 9, n).astype(t), rng.integers(-9, 9, k).astype(t)
        if t[0] == "c":
            a, v = a + 1j * rng.integers(-9, 9, n), v + 1j * rng.integers(-9, 9, k)
        for i, mode in enumerate(("full", "same", "valid")):
            g.case("Convolve", [np.convolve(a, v, mode)], [a, v], mode=i)
            g.case("Correlate", [np.correlate(a, v, mode)], [a, v], mode=i)
g.write(__file__)
