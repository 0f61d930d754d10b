"""Writes quantile.json: NumPy's quantiles by all methods, and medians."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "golden"))
import numpy as np
import golden

np.seterr(all="ignore")
g = golden.File()

rng = np.random.default_rng(3)
inf, nan = np.inf, np.nan
methods = ["linear", "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull",
           "median_unbiased", "normal_unbiased", "lower", "higher", "midpoint", "nearest"]
qs = [0, 0.05, 0.1, 0.25, 0.3, 1 / 3, 0.5, 0.6, 0.75, 0.9, 0.99, 1]
for t in ("float64", "float32"):
    q = np.array(qs, t)
    for n in (1, 2, 3, 4, 5, 10, 21):
        x = rng.standard_normal(n).astype(t)
        for i, m in enumerate(methods):
            g.case("QuantileAxis", [np.quantile(x, q, method=m)], [x, q], method=i, axes=[])
    x = rng.standard_normal((3, 4, 5)).astype(t)
    x[1, 2, 3] = nan
    for axes in ([0], [1], [2], [0, 2], [0, 1, 2]):
        for i, m in enumerate(methods):
            g.case("QuantileAxis", [np.quantile(x, q[3:5], axis=tuple(axes), method=m)], [x, q[3:5]], method=i, axes=axes)
        g.case("PercentileAxis", [np.percentile(x, np.array([10, 50, 99], t), axis=tuple(axes))], [x, np.array([10, 50, 99], t)], axes=axes)
        g.case("MedianAxis", [np.median(x, axis=tuple(axes))], [x], axes=axes)
        g.case("MedianAxis", [np.median(x[:2, :3, :4], axis=tuple(axes))], [x[:2, :3, :4]], axes=axes)
    x = np.array([3, -inf, 1, 1, inf, -0.0, 0], t)
    g.case("QuantileAxis", [np.quantile(x, q[:-1])], [x, q[:-1]], method=0, axes=[])  # NumPy makes NaN of two infinities
    x, w = rng.standard_normal(9).astype(t), rng.integers(0, 4, 9).astype(t)
    g.case("QuantileWeighted", [np.quantile(x, q, weights=w, method="inverted_cdf")], [x, w, q])
g.write(__file__)
