"""Writes npy.json: files of NumPy, by name (python3 npy.py > npy.json)."""
import base64, io, json, warnings
import numpy as np

warnings.simplefilter("ignore")
files = {}


def add(name, a, **how):
    f = io.BytesIO()
    if how:
        np.lib.format.write_array(f, a, **how)
    else:
        np.save(f, a)
    files[name] = base64.b64encode(f.getvalue()).decode()


for t in ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64", "complex64", "complex128"]:
    add(t, np.arange(6).astype(t).reshape(2, 3))
a = np.arange(6.0).reshape(2, 3)
add("scalar", np.array(2.5))
add("empty", np.zeros((0, 3)))
add("fortran", np.asfortranarray(a))
add("long", np.arange(300, dtype="int16"))
add("strided", a[:, ::2])
add("deep", np.zeros((1,) * 20 + (2,)))
add("text", np.array([["a", "bcd"], ["", "äß漢\U0001f600"]]))
aligned = np.dtype([("ID", "i1"), ("Height", "f8"), ("Tags", "u2", (2, 3)), ("pos", [("X", "f4"), ("Y", "f4")])], align=True)
r = np.zeros(2, aligned)
r["ID"], r["Height"], r["pos"]["Y"] = [1, 2], [1.5, -2], [7, 8]
r["Tags"] = np.arange(12).reshape(2, 2, 3)
add("record", r)
add("version2", a, version=(2, 0))
add("version3", a, version=(3, 0))
for t in [">i2", ">u4", ">f8", ">f2", ">c8", ">U3", "S3", "U3"]:
    add(t, np.array(["1", "20", "300"]).astype("S3").astype(t) if t[-2] in "US" else np.array([1, 20, 300]).astype(t))
add("datetime", np.array(["2020-01-01", "1970-01-02"], "M8[ns]"))
add("timedelta", np.array([5, -7], ">m8[s]"))
packed = np.dtype([("pos", [("Y", ">f4"), ("X", ">f4")]), ("extra", "S2"), ("Height", ">f8"), ("ID", "i1"), ("Tags", ">u2", 6), ("name", "U2")])
p = np.zeros(2, packed)
p["ID"], p["Height"], p["pos"]["Y"], p["name"] = [1, 2], [1.5, -2], [7, 8], ["ab", "c"]
p["Tags"] = np.arange(12).reshape(2, 6)
add("packed", p)
add("unicode name", np.zeros(1, [("漢", "i4")]))
add("wide header", np.zeros(1, [("f%04d" % i, "i1") for i in range(5000)]))
add("object", np.array([None, 1], dtype=object), version=(1, 0))
f = io.BytesIO()
np.savez(f, x=a, y=np.arange(3), t=np.array(["a"]))
files["npz"] = base64.b64encode(f.getvalue()).decode()
f = io.BytesIO()
np.savez_compressed(f, x=a, y=np.arange(3), t=np.array(["a"]))
files["npz deflated"] = base64.b64encode(f.getvalue()).decode()
print(json.dumps(files, indent=0))
