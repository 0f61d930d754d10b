"""Writes linalg.json: NumPy's and SciPy's results, each with the difference that
rounding explains: tol, relative to the largest element."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../internal/golden"))
import golden
import numpy as np
import scipy.linalg

r = np.random.default_rng(3)
g = golden.File()
TYPES = ["float64", "float32", "complex128", "complex64"]
la = np.linalg


def draw(t, *shape):
    a = r.standard_normal(shape)
    if np.dtype(t).kind == "c":
        a = a + 1j * r.standard_normal(shape)
    return np.asarray(a).astype(t)


def wide(a):
    """The operand in double precision, in which the reference is computed."""
    return np.asarray(a).astype("complex128" if a.dtype.kind == "c" else "float64")


def case(name, f, *inputs, sensitive=False, **args):
    """The result of f in double precision. Where it is sensitive, the tolerance grows
    with the condition of the first operand."""
    t = inputs[0].dtype
    n = max(inputs[0].shape[-2:] + (1,)) if inputs[0].ndim > 1 else inputs[0].size + 1
    tol = 50 * n * np.finfo(np.float64).eps
    if sensitive and inputs[0].size:
        tol *= float(np.max(la.cond(wide(inputs[0]))))
    tol += 2 * np.finfo(t).eps if t.name in ("float32", "complex64") else 0
    g.call(name, lambda: f(*[wide(a) for a in inputs]), list(inputs), tol=tol, **args)


def hilbert(n):
    return np.array([[1 / (i + j + 1) for j in range(n)] for i in range(n)])


for t in TYPES:
    for shape in [(1, 1), (2, 2), (3, 3), (5, 5), (2, 3, 4, 4), (0, 0), (0, 3, 3), (2, 0, 0), (20, 20)]:
        a = draw(t, *shape)
        case("inv", la.inv, a, sensitive=True)
        case("det", la.det, a)
        case("slogdet", lambda a: tuple(la.slogdet(a)), a)
        case("solve", la.solve, a, draw(t, *shape[:-1], 2), sensitive=True)
        case("solve", la.solve, a, draw(t, shape[-1]), sensitive=True)
        for n in [0, 1, 2, 3, 7, -1, -2]:
            if shape[-1] < 6:
                case("power", lambda a: la.matrix_power(a, n), a, sensitive=n < 0, n=n)
        h = a @ np.conj(np.swapaxes(a, -1, -2)) + np.eye(shape[-1], dtype=t)
        case("cholesky", la.cholesky, h.astype(t), sensitive=True)
        case("choleskyupper", lambda h: la.cholesky(h, upper=True), h.astype(t), sensitive=True)
        case("eigvalsh", la.eigvalsh, h)
        case("expm", scipy.linalg.expm, a)
    case("solve", la.solve, draw(t, 2, 1, 3, 3), draw(t, 4, 3, 2), sensitive=True)
    case("solve", la.solve, hilbert(5).astype(t), draw(t, 5, 1), sensitive=True)
    case("inv", la.inv, hilbert(6).astype(t), sensitive=True)
    case("det", la.det, hilbert(4).astype(t), sensitive=True)
    case("det", la.det, np.diag(np.array([1e20, 1e20, 1e-20, 1e-20])).astype(t))
    case("det", la.det, np.zeros((3, 3), t))
    case("slogdet", lambda a: tuple(la.slogdet(a)), np.zeros((2, 3, 3), t))
    for shape in [(1, 1), (4, 4), (5, 3), (3, 5), (2, 4, 3), (0, 3), (3, 0), (0, 2, 2), (12, 9)]:
        a = draw(t, *shape)
        case("svdvals", la.svdvals, a)
        case("qr", la.qr, a, sensitive=0 not in shape)
        case("qrcomplete", lambda a: la.qr(a, mode="complete")[1], a, sensitive=0 not in shape)
        case("pinv", lambda a: la.pinv(a, rtol=max(shape[-2:]) * np.finfo(t).eps), a, sensitive=0 not in shape)
        case("rank", la.matrix_rank, a)
        for i, p in enumerate(["fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf]):
            if 0 not in shape:
                case("norm", lambda a: la.matrix_norm(a, ord=p), a, norm=i)
                if shape[-1] == shape[-2] and p != "nuc" or p in (2, -2):
                    case("cond", lambda a: la.cond(a, p), a, sensitive=True, norm=i)
        for p in [2, 1, np.inf, -np.inf, 0, 3, 0.5, -1, -2.5]:
            if p == -np.inf and 0 in shape:
                continue
            case("vectornorm", lambda a: la.vector_norm(a, ord=p), a, p=str(p))
            for axes in [(0,), (-1,), (0, 1), (1, 0)]:
                case("vectornorm", lambda a: la.vector_norm(a, ord=p, axis=axes), a, p=str(p), axes=axes)
        if len(shape) == 2:
            for b in [draw(t, shape[0]), draw(t, shape[0], 3)]:
                case("lstsq", lambda a, b: la.lstsq(a, b, rcond=max(shape) * np.finfo(t).eps)[0], a, b, sensitive=0 not in shape)
    low = (draw(t, 4, 2) @ draw(t, 2, 5)).astype(t)
    case("rank", la.matrix_rank, np.stack([np.ones((3, 3)), np.eye(3), np.zeros((3, 3))]).astype(t))
    case("cond", lambda a: la.cond(a, 1), np.diag([1, 2, 0]).astype(t), norm=2)
    for shape in [(3,), (2, 3), (2, 1, 3)]:
        case("cross", lambda a, b: la.cross(a, b), draw(t, *shape), draw(t, 4, 3) if len(shape) != 2 else draw(t, 2, 3), axis=-1)
    case("cross", lambda a, b: la.cross(a, b, axis=0), draw(t, 3, 2), draw(t, 3, 2), axis=0)
    case("outer", la.outer, draw(t, 3), draw(t, 4))
    for shapes in [[(3, 4), (4, 2)], [(10, 3), (3, 20), (20, 2)], [(3,), (3, 4), (4, 5), (5,)], [(2, 3), (3, 4), (4, 3), (3, 2), (2,)]]:
        case("multidot", lambda *a: la.multi_dot(a), *[draw(t, *s) for s in shapes])
    for k in [0, 1, -2]:
        case("diagonal", lambda a: la.diagonal(a, offset=k), draw(t, 2, 3, 4), offset=k)
        case("trace", lambda a: la.trace(a, offset=k), draw(t, 2, 3, 4), offset=k)
    case("transpose", la.matrix_transpose, draw(t, 2, 3, 4))
g.write(__file__)
