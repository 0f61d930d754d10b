"""Writes text.json: tables and what NumPy reads of them, arrays and what it writes (python3 text.py > text.json)."""
import io, json, warnings
import numpy as np

warnings.simplefilter("ignore")
loads, saves = [], []


def num(x):
    return x.hex() if isinstance(x, float) else str(x)


def flat(a):
    values = []
    for x in a.ravel().tolist():
        values += [num(x.real), num(x.imag)] if isinstance(x, complex) else [num(x)]
    return values


def load(text, dtype="float64", gen=False, **opt):
    c = {"text": text, "dtype": "str" if dtype == "U" else dtype, "gen": gen, "opt": {k: v for k, v in opt.items()}}
    try:
        if gen:
            a = np.genfromtxt(io.StringIO(text, newline=None), dtype=dtype, **opt)
        else:
            a = np.loadtxt(io.StringIO(text, newline=None), dtype=dtype, **opt)
        c["shape"], c["values"] = list(a.shape), flat(a)
    except Exception as e:
        c["err"] = str(e)
    loads.append(c)


def save(a, **opt):
    f = io.StringIO()
    np.savetxt(f, a, **opt)
    saves.append({"dtype": a.dtype.name if a.dtype.kind != "U" else "str", "shape": list(a.shape), "values": flat(a), "opt": opt, "text": f.getvalue()})


T = "1 2 3\n4 5 6\n"
for t in ["float64", "float32", "int64", "int8", "uint8", "complex128", "complex64", "U"]:
    load(T, t)
    load("7\n", t)
    load("1 2 3", t)
    load("1\n2\n3", t)
for d in [0, 1, 2]:
    for s in [T, "7", "1 2 3", "1\n2\n3", "", "# only\n"]:
        load(s, ndmin=d)
        load(s, ndmin=d, unpack=True)
for s in ["1,2\n3,4\n", "1, 2\n 3 ,4 \n", "1,,2\n", "1,2,\n", ",1\n", "1,2\n\n3,4\n", "1,2\n \n3,4", "1,2\r\n3,4\r\n", "1,2\r3,4\r", "1,2 # c\n#x\n3,4\n", "1,2\n3\n", "1;2\n", "x,1\n", "1,2\n3,y\n"]:
    load(s, delimiter=",")
    load(s, "U", delimiter=",")
for s in ["1\t2\n3\t4\n", "  1   2  \n\t3 4\t\n", "1 2 # c\n\n# x\n   \n3 4", "1 2 #", "1 2\n3 4 5\n", "1 2\n3\n", "1 2x\n", "1e5 +1 -.5 5. 1E-3 inf -INF nan -NaN infinity\n", "1e400 -1e400 1e-400\n", "0x10\n", "1_000\n", "1,2\n", "--1\n", "1e\n", "\x0b1\x0c2\n"]:
    load(s)
for s in ["1", "-5", "+5", " 7 ", "300", "-1", "1.5", "1e2", "0x1", "1_0", "99999999999999999999", "9223372036854775807"]:
    for t in ["int64", "int8", "uint8", "uint64"]:
        load(s, t, delimiter=",")
for s in ["1+2j", "(1+2j)", "2j", "-1.5e-3-2.5E+3j", "1", "j", "1+j", "(1", "1+2", "nan+infj", " ( 1+2j ) ", "1e5j", "+1-2j"]:
    load(s, "complex128", delimiter=",")
load("1 0\n0 5", "bool")
for k in range(5):
    load("h 1\n\n# c\n1 2\n3 4\n", skiprows=k)
for m in [1, 2, 5]:
    load("1 2\n\n# c\n3 4\n5 6", max_rows=m)
    load("1 2\n\n# c\n3 4\n5 6", max_rows=m, skiprows=1)
for u in [[0], [2, 0], [-1], [1, 1], [3], [-4], 1]:
    load("1 2 3\n4 5 6\n", usecols=u)
for nd in range(3):
    for u in [[0], [0, 2]]:
        load("# nothing\n", usecols=u, ndmin=nd)
load("", usecols=[1, 0], unpack=True)
load("1 2 3\n4 5\n6 7 8 9", usecols=[0, 1])
load("1 2 3\n4 5\n6 7 8 9", usecols=[-1])
load("a b\n4 c", usecols=[1], dtype="U")
for c in [None, "%", ["%", "//"], "//"]:
    load("1 2 % x\n3 4\n", comments=c)
    load("1 2 // x\n3 4 % y\n", comments=c)
    load("1 2 # x\n", comments=c)
for s in ['"1","2"\n', '"a,b",c\n', '"a""b",c\n', '"a\nb",c\n', 'a"b,c\n', '"a"b,c\n', '"# a",b # c\n', '"",a\n', 'a,""\n']:
    load(s, "U", delimiter=",", quotechar='"')
    load(s, "float64", delimiter=",", quotechar='"')
for s in ['"a b" c\n', "'a' b\n", '"" x\n']:
    load(s, "U", quotechar='"')
    load(s, "U", quotechar="'")
for s in ["1,,3\n,5,6\n", "1,NA,3\n4,5,6\n"]:
    for t in ["float64", "int64"]:
        load(s, t, True, delimiter=",", missing_values="NA")
        load(s, t, True, delimiter=",", missing_values=["NA", "-"], filling_values=7)

rng = np.random.default_rng(1)
a = rng.standard_normal((3, 2)) * [1, 1e5]
save(a)
save(a[0])
save(a.astype("float32"))
save(np.array([[1, 2], [3, 4]]))
save(np.array([1.5, np.nan, np.inf, -np.inf, -0.0]))
for f in ["%d", "%i", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%o", "%X", "%s", "%.3f", "%g"]:
    save(np.array([[1, -20], [300, 0]]), fmt=f)
for f in ["%.3f", "%10.3f", "%-10.3f|", "%010.3f", "%+.2e", "% .2e", "%g", "%.3g", "%.0g", "%G", "%E", "%f", "%F", "%d", "%s", "x=%.1f"]:
    save(np.array([[1.5, -2.25e10], [1e-7, 100000.0], [123456789.0, 0.0]]), fmt=f)
for f in ["%f", "%010.2f", "%+F", "%-8g|", "%E"]:
    save(np.array([np.nan, np.inf, -np.inf]), fmt=f)
save(a, fmt="%d: %.3f")
save(a, delimiter=",", newline="\r\n", header="x,y\nsecond", footer="end")
save(a, delimiter=",", header="x", comments="")
save(a + 1j)
save(a - 1j, fmt="%.2f")
z = np.array([[1.5 + 2j, -1 - 0.25j], [complex(np.nan, -np.inf), 1e5 + 1e-7j]])
for f in ["%s", "%10.3f", "%-10.3f|", "%010.2f", "% d", "%.1s", "%.2d", "%g%+gj %s, %s"]:
    save(z[:1] if "d" in f else z, fmt=f)
    save((z[:1] if "d" in f else z).astype("complex64"), fmt=f)
for f in ["%.3d", "%5.3d", "%-6.3d|", "%06.3d", "%+.2d", "%.4x", "%.3X", "%.2s"]:
    save(np.array([[1, -20], [300, 0]]), fmt=f)
save(np.array([1.5, -2.25]), fmt="%.3d")
save(np.array([True, False]), fmt="%.2s")
save(np.array([["a", "bc"], ["d e", ""]]), fmt="%s", delimiter=",")
save(np.array([["a", "bc"], ["d e", ""]]), fmt="%5s|", delimiter=",")
save(np.array([["a", "bc"], ["d e", ""]]), fmt="%-5s|", delimiter=",")
save(np.array([True, False]), fmt="%d")
save(np.array([True, False]), fmt="%s")
save(np.zeros((0, 3)))
save(np.zeros((3, 0)))
print(json.dumps({"load": loads, "save": saves}, indent=0))
