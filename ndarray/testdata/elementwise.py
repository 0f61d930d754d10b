"""Writes elementwise.json: NumPy's results of operations without kernels."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "golden"))
import numpy as np
import golden

np.seterr(all="ignore")
g = golden.File()
inf, nan = np.inf, np.nan
floats = np.array([0.0, -0.0, 1, -1, 0.5, -2.5, 3.7, 1e300, 5e-324, -1e-310, inf, -inf, nan, 180, 90, 1e-8])
ints = {t: np.array([0, 1, 2, 3, 7, 12, 18, 100, 127, np.iinfo(t).max] + ([] if t[0] == "u" else [-1, -2, -6, -128, np.iinfo(t).min]), t)
        for t in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")}
parts = [0.0, -0.0, 1, -1, 0.5, -2.25, 3e-5, 700, inf, -inf, nan]
z = np.array([complex(a, b) for a in parts for b in parts])
finite = np.array([complex(a, b) for a in (0, 1, -1, 0.5, -2.25, 3e-5, 12) for b in (0, 1, -1, 0.5, -2.25, 3e-5, 12)])

for name, f in [("Deg2rad", np.deg2rad), ("Rad2deg", np.rad2deg), ("Spacing", np.spacing), ("LogicalNot", np.logical_not), ("Positive", np.positive)]:
    for t in ("float64", "float32"):
        x = floats.astype(t)
        g.case(name, [f(x)], [x])
for name, f in [("LogicalAnd", np.logical_and), ("LogicalOr", np.logical_or), ("LogicalXor", np.logical_xor), ("Logaddexp2", np.logaddexp2)]:
    for t in ("float64", "float32"):
        x, y = floats.astype(t)[:, None], floats.astype(t)
        g.case(name, [f(x, y)], [x, y])
for t, x in ints.items():
    for name, f in [("Gcd", np.gcd), ("Lcm", np.lcm), ("LogicalAnd", np.logical_and), ("LogicalXor", np.logical_xor)]:
        g.case(name, [f(x[:, None], x)], [x[:, None], x])
    e = np.array([0, 1, 2, 3, 7, 13, 100], t)
    g.case("Pow", [x[:, None] ** e], [x[:, None], e])
    for name, f in [("Floor", np.floor), ("Rint", np.round), ("Abs", np.abs), ("IsNaN", np.isnan), ("IsFinite", np.isfinite)]:
        g.case(name, [f(x)], [x])
    if t[0] != "u":
        g.case("Signbit", [x < 0], [x])
for name, f in [("Modf", np.modf), ("Frexp", np.frexp)]:
    for t in ("float64", "float32"):
        x = floats[np.isfinite(floats)].astype(t) if name == "Frexp" else floats.astype(t)
        g.case(name, list(f(x)), [x])
for t in ("float64", "float32"):
    x, e = floats.astype(t)[:, None], np.array([0, 1, -1, 10, -1074, 1000, -149, 2000000], "int32")
    g.case("Ldexp", [np.ldexp(x, e)], [x, e])
for name, f in [("Sign", np.sign), ("Exp", np.exp), ("Exp2", np.exp2), ("Expm1", np.expm1), ("Log", np.log), ("Log2", np.log2), ("Log10", np.log10),
                ("Sqrt", np.sqrt), ("Sin", np.sin), ("Cos", np.cos), ("Tan", np.tan), ("Asin", np.arcsin), ("Acos", np.arccos), ("Atan", np.arctan),
                ("Sinh", np.sinh), ("Cosh", np.cosh), ("Tanh", np.tanh), ("Asinh", np.arcsinh), ("Acosh", np.arccosh), ("Atanh", np.arctanh)]:
    g.case(name, [f(finite)], [finite])
    g.case(name, [f(finite.astype("complex64"))], [finite.astype("complex64")])
for name, f in [("Angle", np.angle), ("AbsComplex", np.abs)]:
    g.case(name, [f(z)], [z])
    g.case(name, [f(z.astype("complex64"))], [z.astype("complex64")])
p = np.array([0, 1, 2, -1, 0.5, 1j, 2 - 1j])
g.case("Pow", [finite[:, None] ** p], [finite[:, None], p])
g.write(__file__)
