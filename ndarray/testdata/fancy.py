"""Writes fancy.json: advanced indexing, reading and writing, of arrays that count up.

    PYTHONPATH=../internal/golden python3 fancy.py
"""
import golden
import numpy as np

g = golden.File()
rng = np.random.default_rng(5)


def ramp(shape):
    return np.arange(int(np.prod(shape)), dtype="int64").reshape(shape)


def spec(ix):
    """The index in words that JSON has."""
    out = []
    for x in ix:
        if isinstance(x, slice):
            out.append({"k": "slice", "lo": x.start, "hi": x.stop, "step": x.step})
        elif x is None:
            out.append({"k": "new"})
        elif x is Ellipsis:
            out.append({"k": "rest"})
        elif isinstance(x, (bool, np.bool_)):
            out.append({"k": "bool", "v": int(x)})
        elif isinstance(x, (int, np.integer)):
            out.append({"k": "int", "v": int(x)})
        else:
            x = np.asarray(x)
            out.append({"k": x.dtype.name, "s": list(x.shape), "list": x.ravel().astype(int).tolist()})
    return out


def get(shape, *ix):
    g.call("get", lambda: ramp(shape)[ix], [], shape=list(shape), ix=spec(ix))


def put(shape, vshape, *ix):
    def f():
        a = ramp(shape)
        a[ix] = 1000 + ramp(vshape)
        return a
    g.call("set", f, [], shape=list(shape), v=list(vshape), ix=spec(ix))


def random_slice(n):
    def end():
        return None if rng.integers(3) == 0 else int(rng.integers(-n - 2, n + 3))
    step = int(rng.choice([1, 1, 1, 2, -1, -2, 3]))
    return slice(end(), end(), step)


def random_index(shape):
    ix, d = [], 0
    common = [[], [2], [3], [2, 3], [1], [0], [3, 1, 2]][rng.integers(7)]
    rest = False
    while d < len(shape) and rng.integers(6):
        n = shape[d]
        kind = rng.integers(10)
        if kind < 3:
            own = list(common[rng.integers(len(common) + 1):])
            own = [1 if rng.integers(4) == 0 else k for k in own]
            low, high = (-n, n) if n else (0, 1)
            if rng.integers(60) == 0:
                high += 1
            t = rng.choice(["int64", "int64", "int32", "int8"])
            ix.append(rng.integers(low, high, own).astype(t))
            d += 1
        elif kind == 3:
            ix.append(int(rng.integers(-n, n)) if n else 0)
            d += 1
        elif kind < 6:
            k = int(rng.integers(1, len(shape) - d + 1)) if rng.integers(2) else 1
            own = list(shape[d:d + k])
            if rng.integers(30) == 0:
                own[-1] += 1
            m = rng.integers(0, 3, own) == 0
            if common and common[-1] > 1 and m.sum() > common[-1]:  # so that it broadcasts more often
                at = np.flatnonzero(m)[common[-1]:]
                m.flat[at] = False
            ix.append(m)
            d += k
        elif kind < 8:
            ix.append(random_slice(n))
            d += 1
        elif kind == 8:
            ix.append(None)
        elif not rest:
            ix.append(Ellipsis)
            rest = True
            d = max(d, int(rng.integers(0, len(shape) + 1)))
    if rng.integers(40) == 0:
        ix.append(bool(rng.integers(2)))
    return tuple(ix)


def random_value_shape(shape):
    own = list(shape[rng.integers(len(shape) + 1):])
    return [1 if rng.integers(4) == 0 else k for k in own]


shapes = [(4,), (3, 4), (2, 3, 4), (3, 1, 2), (2, 3, 4, 3), (0,), (3, 0), (2, 2, 2, 2, 2), ()]
for i in range(1500):
    shape = shapes[rng.integers(len(shapes)) if i % 3 else rng.integers(5)]
    ix = random_index(shape)
    if i % 3:
        get(shape, *ix)
        continue
    try:
        own = ramp(shape)[ix].shape
        vshape = random_value_shape(own)
    except Exception:
        own, vshape = (), []
    if rng.integers(20) == 0 and 0 not in own:  # NumPy takes any number of axes where nothing is set
        vshape = [5] + vshape
    put(shape, vshape, *ix)

# What single rules say.
get((2, 3, 4, 5), slice(None), slice(None), [0, 1], [0, 1])
get((2, 3, 4, 5), slice(None), [0, 1], slice(None), [0, 1])
get((2, 3, 4, 5), 0, slice(None), [0, 1])
get((2, 3, 4, 5), [0, 1], Ellipsis, [0, 1, 2][:2])
get((2, 3), [0, 1], Ellipsis, [0, 1])
get((2, 3), [0, 1], None, [0, 1])
get((2, 3, 4), [0, 1], 1)
get((3,), [5])
get((3,), [0, -4])
get((3,), [0, 1], [0, 1])
get((3, 3), [0, 1], [0, 1, 2])
get((3, 4), np.array([True, False]))
get((3, 4), slice(None), np.array([True, False]))
get((3, 4), np.zeros((3, 5), bool))
get((3,), np.zeros((3, 1), bool))
get((3,), np.array([0.5]))
get((0,), [0])
get((3, 0), [5])
get((3, 0), [1, 2])
get((3,), np.zeros(0, "int64"))
get((3, 4), np.zeros((0, 2), "int64"), [9])
get((3, 4), np.zeros((0,), "int64"), 9)
get((2, 3), True)
get((2, 3), False)
get((2, 3), True, [0, 1])
get((2, 3), False, [0, 1])
get((2, 3), [0, 1], True)
get((), True)
get((), False)
get((), np.array(True))
get((3, 4), np.array(1), [2, 3])
put((3, 4), [3], [0, 0, 1], [1, 1, 1])
put((3, 4), [2], [0, 1, 2])
put((4,), [3], np.array([True, True, False, False]))
put((4,), [1, 1, 2], [0, 1])
put((4,), [2], np.array([True, True, False, False]))
put((4, 2), [1, 2], np.array([True, True, False, False]))

# Functions of flat arrays and axes.
for mode in ["raise", "wrap", "clip"]:
    for shape in [(7,), (2, 3, 4), (0,), ()]:
        a = ramp(shape)
        for ix in [np.array([0, 3, -1, 5]), np.array([[12, -8], [100, -100]]), np.zeros(0, "int64"), np.array(2)]:
            g.call("take_flat", lambda: np.take(a, ix, mode=mode), [a, ix], mode=mode)
            for axis in range(a.ndim):
                g.call("take", lambda: np.take(a, ix, axis=axis, mode=mode), [a, ix], mode=mode, axis=axis)

            def put_flat(v):
                b = a.copy()
                np.put(b, ix, v, mode=mode)
                return b
            for v in [np.array([-1, -2, -3]), np.array(-5)]:
                g.call("put", lambda: put_flat(v), [a, ix, v], mode=mode)
    for ix in [[[3, 6, 6], [4, 5, 1]], [[0, -1], [7, -9]], [[8], [3]]]:
        ix = [np.array(x) for x in ix]
        g.call("ravel_multi_index", lambda: np.ravel_multi_index(ix, (7, 6), mode=mode), ix, shape=[7, 6], mode=mode)
    for ix in [[0, 1, 2, 0], [2, -1, 3, 7], [0, 0, 0, 0]]:
        c = [np.array([0, 1, 2, 3]), np.array(50), np.array([[10], [20]])]
        ix = np.array(ix)
        g.call("choose", lambda: np.choose(ix, c, mode=mode), [ix] + c, mode=mode)
for shape in [(4,), (2, 3), (2, 3, 4), (1, 3)]:
    a = ramp(shape)
    for axis in range(-1, a.ndim):
        for n in [0, 1, 3]:
            own = list(shape)
            own[axis] = n
            for k in range(2):
                ix = rng.integers(-shape[axis], shape[axis], own)
                if k and a.ndim > 1:
                    ix = ix[..., :1] if axis == 0 else ix[:1]
                g.call("take_along_axis", lambda: np.take_along_axis(a, ix, axis), [a, ix], axis=axis)

                def put_along(v):
                    b = a.copy()
                    np.put_along_axis(b, ix, v, axis)
                    return b
                for v in [np.array(-7), -1 - ramp(own)]:
                    g.call("put_along_axis", lambda: put_along(v), [a, ix, v], axis=axis)
for bad in [(ramp((3,)), ramp((1, 1)), 0), (ramp((3,)), np.array([3]), 0), (ramp((3,)), np.array([0]), 1)]:
    g.call("take_along_axis", lambda: np.take_along_axis(*bad), [bad[0], bad[1]], axis=bad[2])
for a in [np.array([0., np.nan, -0., 3]), np.array([[0, 1, 2], [3, 0, 0]]), np.array([True, False]), np.zeros((2, 0)),
          np.array([[[0j, 1], [1j, 0]]]), rng.integers(0, 2, (3, 4, 5, 2)).astype("uint8"), np.zeros((3, 3))]:
    g.case("nonzero", list(np.nonzero(a)) + [np.argwhere(a), np.flatnonzero(a), np.count_nonzero(a)] +
           [np.count_nonzero(a, axis=d) for d in range(a.ndim)], [a])
for ix, shape in [([22, 41, 37], (7, 6)), ([[1621]], (6, 7, 8, 9)), ([0], (1,)), ([-1], (3,)), ([12], (3, 4)), ([], (2, 2))]:
    ix = np.array(ix, "int64")
    g.call("unravel_index", lambda: np.unravel_index(ix, shape), [ix], shape=list(shape))
for n in [2, 3, 4, 5]:
    a, c = ramp((3, 4)), rng.integers(0, 2, n).astype(bool)
    for axis in [0, 1, -1]:
        g.call("compress", lambda: np.compress(c, a, axis), [a, c], axis=axis)
    g.call("extract", lambda: np.extract(c, a), [a, c])
a = ramp((3, 4))
g.call("extract", lambda: np.extract(a % 3 == 0, a), [a, a % 3 == 0])
for v in [np.array([-1, -2]), np.array([-1]), -1 - ramp((12,)), -1 - ramp((30,)), np.zeros(0, "int64")]:
    for m in [a % 3 == 0, np.zeros((3, 4), bool), np.ones((3, 4), bool), np.ones(5, bool)]:
        def place():
            b = a.copy()
            np.place(b, m, v)
            return b

        def putmask():
            b = a.copy()
            np.putmask(b, m, v)
            return b
        g.call("place", place, [a, m, v])
        if v.size or m.size != 12:
            g.call("putmask", putmask, [a, m, v])
x = ramp((6,))
g.call("select", lambda: np.select([x < 2, x > 1, x > 3], [x, x * 10, np.array(-1)], 99), [x < 2, x > 1, x > 3, x, x * 10, np.array(-1)])
g.call("select", lambda: np.select([x < 2, (x > 3)[:, None]], [x, x[:, None] * 10], 99), [x < 2, (x > 3)[:, None], x, x[:, None] * 10])
g.write(__file__)
