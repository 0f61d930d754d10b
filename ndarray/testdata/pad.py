"""Writes pad.json: NumPy's pad in all modes."""
import os, sys, warnings
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "golden"))
import numpy as np
import golden

warnings.simplefilter("ignore")
g = golden.File()
rng = np.random.default_rng(5)
arrays = [np.arange(1.0, 6), rng.normal(size=(3, 4)), rng.integers(-9, 9, (2, 3, 2)), np.array([[7, 250, 3]], "uint8"),
          rng.normal(size=(2, 5)).astype("float32"), rng.normal(size=4) + 1j, np.array([1.5]), np.array([3.0, np.nan, 1, -0.0]),
          np.array(["a"]) == np.array(["a", "b", "a"]), np.zeros((0, 3))]
modes = ["constant", "edge", "linear_ramp", "maximum", "mean", "median", "minimum", "reflect", "symmetric", "wrap"]
for a in arrays:
    n = a.ndim
    for mode in modes:
        for widths in ([[1, 2]], [[0, 9]], [[i + 1, 2 * i] for i in range(n)], [[7, 0]] * n):
            options = [{}]
            if mode == "constant":
                options.append({"constant_values": [[3, 5]]})
            if mode == "linear_ramp":
                options += [{"end_values": [[2, 5 + d] for d in range(n)]}, {"end_values": [[0, 0]]}]
            if mode in ("maximum", "mean", "median", "minimum"):
                options.append({"stat_length": [[2, 3]]})
            if mode in ("reflect", "symmetric"):
                options.append({"reflect_type": "odd"})
            for o in options:
                if a.dtype.kind == "b" and (mode == "linear_ramp" or mode in ("maximum", "mean", "median", "minimum") or o):
                    continue
                if a.dtype.kind == "c" and mode in ("maximum", "median", "minimum"):
                    continue
                kw = {k: (v if isinstance(v, str) else np.array(v)) for k, v in o.items()}
                g.call("pad", lambda: np.pad(a, widths, mode=mode, **kw), [a], mode=mode, widths=widths, **o)
g.write(__file__)
