"""Writes str.json: arrays and what NumPy prints for them, with and without print options (python3 str.py > str.json)."""
import json
import numpy as np

cases = []


def num(x):
    return x.hex() if isinstance(x, float) else str(x)


def case(a, opt, **how):
    with np.printoptions(**opt):
        cases.append({"dtype": a.dtype.name, "shape": list(a.shape), "opt": opt, "str": str(a), "repr": repr(a)} | how)


def add(a, **opt):
    a = np.asarray(a)
    values = []
    for x in a.ravel().tolist():
        values += [num(x.real), num(x.imag)] if isinstance(x, complex) else [num(x)]
    case(a, opt, values=values)


def ramp(dtype, *shape, **opt):
    """Too long to list: element i is i in C order."""
    case(np.arange(np.prod(shape)).astype(dtype).reshape(shape), opt, ramp=True)


inf, nan = np.inf, np.nan
FLOATS = ["float64", "float32", "float16"]
LISTS = [[1, 2.5, 1e10], [1, 1e-5, nan, inf], [0.1, -0.0, 0], [1 / 3, 2 / 3, 100 / 3], [nan, inf], [nan, -inf],
         [nan], [1e100, 1], [-1e-300, 1e300], [5e-324], [0.0001, 0.1], [0.0001, 0.11], [99999999.0], [1e8],
         [123456.789, 1000], [-1.5, nan], [1.5, -inf], [1e5, 1e-3], [999999.9, 12345.6], [1e6, 1e4],
         [1.123456789, 1e-9 + 1], [0.99999999999, 2], [9.9999999999e10, 1], [0.000099999, 0.0001], [inf, 1e20, nan],
         [999, 1], [999.6, 2], [1000, 10], [60000, 100], [6e-8, 6e-5], [1, 0.001], [1, 0.0009]]
OPTIONS = [{"precision": 3}, {"precision": 0}, {"suppress": True}, {"suppress": True, "precision": 2}, {"floatmode": "fixed"},
           {"floatmode": "fixed", "precision": 3}, {"floatmode": "unique"}, {"floatmode": "maxprec_equal"},
           {"floatmode": "maxprec_equal", "precision": 4}, {"sign": "+"}, {"sign": " "}, {"nanstr": "NA", "infstr": "oo"},
           {"nanstr": "missing", "infstr": "infinity", "sign": "+"}, {"linewidth": 20}, {"precision": 17}, {"precision": 5, "sign": " ", "suppress": True}]
for v in LISTS:
    for t in FLOATS:
        with np.errstate(over="ignore", under="ignore"):
            a = np.array(v, t)
        add(a)
for i, v in enumerate(LISTS):
    for k, opt in enumerate(OPTIONS):
        if (i + k) % 2 == 0 or k % 5 == 2:
            with np.errstate(over="ignore", under="ignore"):
                add(np.array(v, FLOATS[(i + k) // 2 % 3 if k % 5 == 2 else k % 2]), **opt)
for x in [0.0, -0.0, 1.0, 999999.0, 1e6, 123456.7, 0.1, 1e15, 1e16, 123456789.125, 1e-4, 9.9e-5, nan, inf, -inf, 1 / 3, 5e-324, 1.7e308, 999.0, 1e3, 65504.0, 6e-8]:
    for t in FLOATS:
        with np.errstate(over="ignore", under="ignore"):
            add(np.array(x, t))
for v in [[True, False], [True, True], [[True], [False]], True, []]:
    add(np.array(v, bool))
for t in ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]:
    add(np.array([[1, 20, 3], [100, 5, 6]], t))
    add(np.array(7, t))
    add(np.array([], t))
    add(np.array([np.iinfo(t).min, np.iinfo(t).max], t))
    for sign in "+ -":
        add(np.array([np.iinfo(t).min, np.iinfo(t).max], t), sign=sign)
        add(np.array([1, 20, 3], t), sign=sign)
for v in [[1 + 2j, -3.5 - 1j], [nan + 1j, 1 + nan * 1j], [1e10 + 1j, 1 - 1e-10j], [complex(-0.0, -0.0), complex(0, inf)],
          [[1j], [2]], [1 / 3 + 1j / 3, 100 - 2j]]:
    for t in ["complex128", "complex64"]:
        add(np.array(v, t))
        for opt in OPTIONS:
            add(np.array(v, t), **opt)
for z in [1 + 2j, 2j, -2j, complex(-0.0, 2), 1.5e20 + 0j, complex(nan, inf), complex(nan, nan), complex(0, -inf), 1 / 3 + 0.1j]:
    add(np.array(z))
    add(np.array(z, "complex64"))
for shape in [(0,), (2, 0), (1,), (1, 1, 1), (2, 2, 2), (2, 3, 4), (1, 30), (3, 25), (2, 1, 2, 1, 2)]:
    for t in FLOATS + ["int64", "int16"]:
        a = np.arange(np.prod(shape)).reshape(shape) * (0.5 if t[0] == "f" else 1)
        add(a.astype(t))
        add(a.astype(t), linewidth=31)
for v in [["a", "bcd"], ["it's", 'say "x"', "both ' and \""], ["", "tab\tnewline\n\r\\", "\x00\x7f\x80", "äß漢字", "\u200b\U0001f600"], [["x"], ["yy"]], "alone",
          ["word %d" % i for i in range(40)]]:
    add(np.array(v))
for opt in [{}, {"threshold": 5}, {"threshold": 0, "edgeitems": 1}, {"threshold": 10, "edgeitems": 2, "linewidth": 40}, {"threshold": 100000}]:
    ramp("int64", 100, **opt)
    ramp("float64", 12, 9, **opt)
    ramp("float32", 4, 5, 6, **opt)
    ramp("bool", 3, 8, **opt)
    ramp("int16", 5, 2, **opt)
ramp("int64", 1000)
ramp("int64", 1001)
ramp("float64", 1001)
ramp("float16", 1001)
ramp("float32", 40, 30)
ramp("int32", 3, 500)
ramp("int32", 600, 2)
ramp("uint8", 7, 12, 13)
ramp("float64", 5, 6, 7, 8)
ramp("bool", 2000)
ramp("complex128", 11, 100)
rng = np.random.default_rng(1)
for i in range(240):
    a = rng.standard_normal(rng.integers(1, 9)) * 10.0 ** rng.integers(-5, 10)
    if i % 2:
        a *= 10.0 ** rng.integers(-3, 3, a.shape)
    if i % 3 == 0:
        a = a.round(int(rng.integers(0, 9)))
    opt = OPTIONS[i % len(OPTIONS)] if i >= 60 else {}
    with np.errstate(over="ignore", under="ignore"):
        add(a.astype(["float32", "float64", "float16", "float64"][i % 4]), **opt)
        add(a.astype("float32") + 1j * a[::-1].astype("float32") if i % 5 == 0 else a + 1j * a[::-1], **opt)
print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")
