"""Writes close.json: NumPy's isclose."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "golden"))
import numpy as np
import golden

np.seterr(all="ignore")
g = golden.File()
inf, nan = np.inf, np.nan
near = np.array([1, 1 + 1e-5, 1 + 1.1e-5, 1 - 1e-5, 1e-8, 2e-8, 0, -0.0, 1e300, 1.00001e300, inf, -inf, nan, 180, 90, -90.0005])
counts = {"int64": [0, 1, -1, 2, 100000, 100001, 100003, 2**62, 2**62 + 2**44, 2**62 + 2**47, -2**63], "int8": [0, 1, -1, 127, -128, 100],
          "uint8": [0, 1, 2, 100, 200, 255], "uint64": [0, 1, 2**63, 2**64 - 1, 2**64 - 2**40], "int32": [5, -5, 2**31 - 1, -2**31]}
operands = [near.astype(t) for t in ("float64", "float32")] + [np.append(near.astype(t), near[:8] * 1j + 1).astype(t) for t in ("complex128", "complex64")]
operands += [np.array(values, t) for t, values in counts.items()]
for x in operands:
    for relative, absolute, nans in ((0, 0, False), (0, 1e-5, True), (0.5, 0, False), (1e-5, 1, True)):
        tolerances = {"rtol": relative, "atol": absolute} if relative or absolute else {}
        g.case("IsClose", [np.isclose(x[:, None], x, equal_nan=nans, **tolerances)], [x[:, None], x], relative=relative, absolute=absolute, nans=nans)
g.write(__file__)
