"""Writes create.json: arrays that NumPy creates."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "golden"))
import numpy as np
import golden

g = golden.File()
for n, m in ((0, 0), (3, 3), (2, 5), (4, 2)):
    for k in range(-6, 7):
        g.case("eye", [np.eye(n, m, k)], [], n=n, m=m, k=k)
        g.case("tri", [np.tri(n, m, k)], [], n=n, m=m, k=k)
for k in range(-2, 3):
    g.case("diag", [np.diag(np.arange(1.0, 4), k)], [], k=k)
x = np.array([2.0, -1.5, 0, 0.1])
for n in (0, 1, 2, 5):
    for inc in (False, True):
        g.case("vander", [np.vander(x, n, inc)], [x], n=n, increasing=inc)
for parts in ([], [3], [3, 2], [2, 0, 3], [1, 2, 3, 2]):
    xs = [np.arange(float(n)) + 10 * i for i, n in enumerate(parts)]
    g.case("meshgrid", list(np.meshgrid(*xs)), xs)
    g.case("meshgridij", list(np.meshgrid(*xs, indexing="ij")), xs)
    g.case("ogrid", list(np.meshgrid(*xs, indexing="ij", sparse=True)), xs)
    if parts:
        g.case("mgrid", [np.array(np.meshgrid(*xs, indexing="ij"))], xs)
        g.case("indices", [np.indices(parts)], [], shape=parts)
for start, stop in ((0, 1), (0.1, 0.7), (-3, 5), (2, 2), (1e-3, 1e5), (-4, -0.25)):
    for n in (0, 1, 2, 7):
        for name, t in (("f8", float), ("f4", np.float32)):
            a, b = t(start), t(stop)
            g.case("linspace" + name, [np.linspace(np.float64(a), np.float64(b), n).astype(t)], [], start=float(a), stop=float(b), n=n)
            g.case("linspaceopen" + name, [np.linspace(np.float64(a), np.float64(b), n, endpoint=False).astype(t)], [], start=float(a), stop=float(b), n=n)
        if abs(start) < 100 and abs(stop) < 100:
            g.case("logspace", [np.logspace(start, stop, n)], [], start=start, stop=stop, n=n, base=10)
            g.case("logspace", [np.logspace(start, stop, n, base=2)], [], start=start, stop=stop, n=n, base=2)
        if start * stop > 0:
            g.case("geomspace", [np.geomspace(start, stop, n)], [], start=start, stop=stop, n=n)
g.case("linspacec16", [np.linspace(1 + 2j, -3 + 0.5j, 6)], [])
g.write(__file__)
