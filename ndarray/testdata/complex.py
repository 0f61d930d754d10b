"""Writes complex.json: functions of complex numbers, rounded from mpmath, which NumPy's are
not close to everywhere, and NumPy's special values and sides of branch cuts."""
import math, os, random, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "golden"))
import mpmath as mp
import numpy as np
import golden

np.seterr(all="ignore")
mp.mp.prec = 2600
random.seed(1)
g = golden.File()
inf, nan = math.inf, math.nan
greatest = mp.mpf(2) ** 1024 * (1 - mp.mpf(2) ** -54)


def either(x):
    return x if random.random() < 0.5 else -x


def near(x, digits=16):
    return x + either(10 ** -random.uniform(0, digits))


def polar(r, t):
    return r * math.cos(t), r * math.sin(t)


sizes = [5e-324, 1e-310, 2.3e-308, 1e-200, 1e-160, 1e-100, 1e-30, 3e-17, 1e-9, 1e-3, 0.1, 0.25, 0.5, 0.7, 0.99999, 1 - 2.0**-53, 1.0, 1 + 2.0**-52,
         1.001, 1.5, 2, 3, math.pi / 2, math.pi, 10, 22.5, 50, 300, 709.5, 745, 1e5, 1e9, 1e15, 1e17, 1e100, 1e154, 1e200, 1e300, 1.7e308]
points = [(a, random.choice(sizes)) for a in sizes for _ in range(2)] + [(random.choice(sizes), a) for a in sizes for _ in range(2)]
for _ in range(12):
    points += [polar(1, random.uniform(0, 7)), polar(near(1), random.uniform(0, 7)),         # |z| near 1
               (near(1), near(0, 20)), (near(0, 20), near(1)), (near(-1), near(0)),          # branch points
               (random.gauss(0, 1), random.gauss(0, 1)), (random.gauss(0, 3), random.gauss(0, 30)),
               (random.uniform(-750, 750), random.gauss(0, 30)), (random.gauss(0, 30), random.uniform(-750, 750)),
               (near(0, 20) * 1e9, near(0, 20) * 1e9)]
    y = near(0, 12)
    points.append((-y * y / 2, y))                                                            # |1+z| near 1
points = [(either(a), either(b)) for a, b in points]

accurate = {
    "Exp": mp.exp, "Exp2": lambda z: mp.exp(z * mp.log(2)), "Expm1": lambda z: mp.exp(z) - 1,
    "Log": mp.log, "Log2": lambda z: mp.log(z) / mp.log(2), "Log10": lambda z: mp.log(z) / mp.log(10), "Log1p": lambda z: mp.log(1 + z),
    "Sqrt": mp.sqrt, "Sign": lambda z: z / abs(z), "Sin": mp.sin, "Cos": mp.cos, "Tan": mp.tan, "Sinh": mp.sinh, "Cosh": mp.cosh, "Tanh": mp.tanh,
    "Asin": mp.asin, "Acos": mp.acos, "Atan": mp.atan, "Asinh": mp.asinh, "Acosh": mp.acosh, "Atanh": mp.atanh,
}
numpy = {
    "Exp": np.exp, "Exp2": np.exp2, "Expm1": np.expm1, "Log": np.log, "Log2": np.log2, "Log10": np.log10, "Log1p": np.log1p, "Sqrt": np.sqrt,
    "Sin": np.sin, "Cos": np.cos, "Tan": np.tan, "Sinh": np.sinh, "Cosh": np.cosh, "Tanh": np.tanh,
    "Asin": np.arcsin, "Acos": np.arccos, "Atan": np.arctan, "Asinh": np.arcsinh, "Acosh": np.arccosh, "Atanh": np.arctanh,
}


def wanted(name, a, b):
    """Whether mpmath can do it and the result is asked for to the last digits."""
    if name in ("Exp", "Expm1", "Sinh", "Cosh", "Tanh", "Exp2"):
        return abs(a) < 2000 and (name != "Exp2" or abs(b) < 2**50)
    return name not in ("Sin", "Cos", "Tan") or abs(b) < 2000


def rounded(x):
    return math.copysign(inf, x) if abs(x) >= greatest else float(x)


for t in ("complex128", "complex64"):
    for name, f in accurate.items():
        z, w = [], []
        for a, b in points[:: 1 if t == "complex128" else 5]:
            if t == "complex64":
                a, b = float(np.float32(a)), float(np.float32(b))
                if not (1e-30 < abs(a) < 80 and 1e-30 < abs(b) < 80):
                    continue
            if wanted(name, a, b):
                v = mp.mpmathify(f(mp.mpc(a, b)))
                z.append(complex(a, b))
                w.append(complex(rounded(v.real), rounded(v.imag)))
        g.case(name, [np.array(w).astype(t)], [np.array(z).astype(t)])

z, y, w = [], [], []
for a, b in points[::2]:
    for p in (2, -3, 100, 101, 0.5, -1.75, 1j, 30 - 200j, complex(near(0, 5) * 1e4, near(0, 5) * 1e4)):
        m, e = complex(a, b), complex(p)
        v = mp.mpmathify(mp.exp(mp.mpc(e) * mp.log(mp.mpc(a, b))))
        if abs(v) < greatest:
            z.append(m)
            y.append(e)
            w.append(complex(rounded(v.real), rounded(v.imag)))
g.case("Pow", [np.array(w)], [np.array(z), np.array(y)])


def expm1(z):  # of the Python array API standard
    e, f = np.exp(z), np.expm1(z)
    f.real[~np.isfinite(z)] = (e.real - 1)[~np.isfinite(z)]
    f.imag[~np.isfinite(z)] = e.imag[~np.isfinite(z)]
    return f


def tanh(z):  # of the Python array API standard
    f = np.tanh(z)
    f.imag[np.isinf(z.real)] = np.copysign(0, z.imag)[np.isinf(z.real)]
    return f


def tan(z):  # -i tanh(iz)
    f = np.tan(z)
    f.real[np.isinf(z.imag)] = np.copysign(0, z.real)[np.isinf(z.imag)]
    return f


numpy |= {"Expm1": expm1, "Tanh": tanh, "Tan": tan}
parts = [0.0, -0.0, 0.5, -0.5, 1, -1, 2, -2, inf, -inf, nan]
z = np.array([complex(a, b) for a in parts for b in parts])
for name, f in numpy.items():
    g.case(name, [f(z)], [z], special=True)
g.write(__file__)
