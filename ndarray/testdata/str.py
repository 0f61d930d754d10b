"""Writes str.json: arrays and what NumPy prints for them (python3 str.py > str.json)."""
import json
import numpy as np

cases = []


def num(x):
    return x.hex() if isinstance(x, float) else str(x)


def add(a):
    a = np.asarray(a)
    flat = a.ravel().tolist()
    values = []
    for x in flat:
        values += [num(x.real), num(x.imag)] if isinstance(x, complex) else [num(x)]
    cases.append({"dtype": str(a.dtype), "shape": list(a.shape), "values": values, "str": str(a)})


def ramp(dtype, *shape):
    """Too long to list: element i is i in C order."""
    a = np.arange(np.prod(shape)).astype(dtype).reshape(shape)
    cases.append({"dtype": dtype, "shape": list(shape), "ramp": True, "str": str(a)})


inf, nan = np.inf, np.nan
for v in [[1, 2.5, 1e10], [1, 1e-5, nan, inf], [0.1, -0.0, 0], [1 / 3, 2 / 3, 100 / 3], [nan, inf], [nan, -inf],
          [nan], [1e100, 1], [-1e-300, 1e300], [5e-324], [0.0001, 0.1], [0.0001, 0.11], [99999999.0], [1e8],
          [123456.789, 1000], [-1.5, nan], [1.5, -inf], [1e5, 1e-3], [999999.9, 12345.6], [1e6, 1e4],
          [1.123456789, 1e-9 + 1], [0.99999999999, 2], [9.9999999999e10, 1], [0.000099999, 0.0001], [inf, 1e20, nan]]:
    for t in ["float64", "float32"]:
        with np.errstate(over="ignore", under="ignore"):
            add(np.array(v, t))
for x in [0.0, -0.0, 1.0, 999999.0, 1e6, 123456.7, 0.1, 1e15, 1e16, 123456789.125, 1e-4, 9.9e-5, nan, inf, -inf, 1 / 3, 5e-324, 1.7e308]:
    add(np.array(x))
    with np.errstate(over="ignore", under="ignore"):
        add(np.array(x, "float32"))
for v in [[True, False], [True, True], [[True], [False]], True]:
    add(np.array(v))
for t in ["int8", "int64", "uint8", "uint64", "int32", "uint16"]:
    add(np.array([[1, 20, 3], [100, 5, 6]], t))
    add(np.array(7, t))
    add(np.array([np.iinfo(t).min, np.iinfo(t).max], t))
for v in [[1 + 2j, -3.5 - 1j], [nan + 1j, 1 + nan * 1j], [1e10 + 1j, 1 - 1e-10j], [complex(-0.0, -0.0), complex(0, inf)],
          [[1j], [2]], [1 / 3 + 1j / 3, 100 - 2j]]:
    for t in ["complex128", "complex64"]:
        add(np.array(v, t))
for z in [1 + 2j, 2j, -2j, complex(-0.0, 2), 1.5e20 + 0j, complex(nan, inf), complex(nan, nan), complex(0, -inf), 1 / 3 + 0.1j]:
    add(np.array(z))
    add(np.array(z, "complex64"))
for shape in [(0,), (2, 0), (1,), (1, 1, 1), (2, 2, 2), (2, 3, 4), (1, 30), (3, 25), (2, 1, 2, 1, 2)]:
    add(np.arange(np.prod(shape)).reshape(shape) * 0.5)
    add(np.arange(np.prod(shape)).reshape(shape))
ramp("int64", 1000)
ramp("int64", 1001)
ramp("float64", 1001)
ramp("float32", 40, 30)
ramp("int32", 3, 500)
ramp("int32", 600, 2)
ramp("uint8", 7, 12, 13)
ramp("float64", 5, 6, 7, 8)
ramp("bool", 2000)
ramp("complex128", 11, 100)
rng = np.random.default_rng(1)
for i in range(60):
    a = rng.standard_normal(rng.integers(1, 9)) * 10.0 ** rng.integers(-5, 10)
    if i % 2:
        a *= 10.0 ** rng.integers(-3, 3, a.shape)
    if i % 3 == 0:
        a = a.round(int(rng.integers(0, 9)))
    add(a if i % 4 else a.astype("float32"))
    add(a.astype("float32") + 1j * a[::-1].astype("float32") if i % 5 == 0 else a + 1j * a[::-1])
print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")
