"""Writes manip.json: NumPy's results of views, joins, splits and rearrangements."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "golden"))
import numpy as np
import golden

g = golden.File()
shapes = [(), (5,), (3, 4), (2, 3, 4), (1, 3, 1), (0, 3), (2, 1, 0, 2)]
arrays = [np.arange(int(np.prod(s, dtype=int))).reshape(s) for s in shapes]
sliding = np.lib.stride_tricks.sliding_window_view

for a in arrays:
    n = a.ndim
    call = lambda name, f, **k: g.call(name, f, [a], **k)
    for axes in ([], [0], [-1], [0, 1], [1, 0], [2, 0, 1], [-1, 0, 1], [0, 0], [3]):
        call("permute", lambda: np.permute_dims(a, axes), axes=axes)
        call("flip", lambda: np.flip(a, tuple(axes) if axes else None), axes=axes)
        call("expand", lambda: np.expand_dims(a, tuple(axes)), axes=axes)
        call("squeeze", lambda: np.squeeze(a, tuple(axes) if axes else None), axes=axes)
        call("move", lambda: np.moveaxis(a, axes, axes[::-1]), src=axes, dst=axes[::-1])
        call("move", lambda: np.moveaxis(a, axes, list(range(len(axes)))), src=axes, dst=list(range(len(axes))))
        call("rollaxes", lambda: np.roll(a, [7 * i - 3 for i in range(len(axes))], axes) if axes else a, axes=axes)
        call("windows", lambda: sliding(a, [2] * len(axes), axes) if axes else sliding(a, [2] * n), lengths=[2] * (len(axes) or n), axes=axes)
    call("mt", lambda: np.matrix_transpose(a))
    for i, name in enumerate(("atleast_1d", "atleast_2d", "atleast_3d", "flipud", "fliplr", "ravel")):
        call(name, lambda: getattr(np, name)(a))
    for k in range(-5, 5):
        call("rot90", lambda: np.rot90(a, k), k=k)
        call("rollflat", lambda: np.roll(a, k * 3), shift=k * 3)
        call("tril", lambda: np.tril(a, k) if n > 1 else a.nosuch, k=k)
        call("triu", lambda: np.triu(a, k) if n > 1 else a.nosuch, k=k)
        for i, j in ((0, 1), (1, 0), (-1, 0), (1, 1), (2, 1)):
            call("diagonal", lambda: np.diagonal(a, k, i, j), k=k, axes=[i, j])
    for axis in (0, 1, 2, -1, 4):
        for k in (-9, -1, 0, 2, 13):
            call("roll", lambda: np.roll(a, k, axis), shift=k, axis=axis)
            call("repeat", lambda: np.repeat(a, k, axis) if n and k >= 0 else a.nosuch, n=k, axis=axis)
        for m in (1, 2, 3, 5, 0):
            call("split", lambda: np.split(a, m, axis), n=m, axis=axis)
            call("arraysplit", lambda: np.array_split(a, m, axis), n=m, axis=axis)
        for at in ([], [1], [1, 1, 3], [3, 1], [-1], [-2, 99]):
            call("splitat", lambda: np.split(a, at, axis), at=at, axis=axis)
        call("unstack", lambda: np.unstack(a, axis=axis), axis=axis)
        call("concat", lambda: np.concatenate((a, a + 100, a[..., ::-1]) if n else (a, a), axis), axis=axis)
        call("stack", lambda: np.stack((a, a + 100, a[..., ::-1]) if n else (a, a, a), axis), axis=axis)
        if n and 0 <= axis < n:
            counts = [(3 * i + 1) % 4 for i in range(a.shape[axis])]
            call("repeateach", lambda: np.repeat(a, counts, axis), counts=counts, axis=axis)
        for at in ([0], [1, 1, 0], [-1, 2], [3], [7]):
            call("delete", lambda: np.delete(a, at, axis) if n else a.nosuch, at=at, axis=axis)
            call("insert", lambda: np.insert(a, at, -1, axis) if n else a.nosuch, at=at, axis=axis)
    for name in ("vstack", "hstack", "dstack", "column_stack"):
        call(name, lambda: getattr(np, name)((a, a + 100)))
    for name in ("vsplit", "hsplit", "dsplit"):
        for m in (1, 2, 4):
            call(name, lambda: getattr(np, name)(a, m), n=m)
    for reps in ([], [2], [0, 2], [2, 1, 3], [1, 2, 1, 2], [-1]):
        call("tile", lambda: np.tile(a, reps), reps=reps)
    for shape in ([], [7], [3, 5], [0], [2, 2, 2, 2]):
        call("resize", lambda: np.resize(a, shape), shape=shape)
    z = np.where((a % 7 > 2) & (a < 20), a, 0)
    for trim in ("f", "b", "fb") if n else ():
        g.call("trim", lambda: np.trim_zeros(z, trim), [z], trim=trim)

v = np.arange(12).reshape(3, 4)
w = -1 - np.arange(8).reshape(2, 4)
g.call("insertrows", lambda: np.insert(v, [3, 1], w, 0), [v, w], at=[3, 1], axis=0)
g.call("insertrows", lambda: np.insert(v, [1, 1], w[:, :3].T, 1), [v, w[:, :3].T], at=[1, 1], axis=1)
g.call("insertrows", lambda: np.insert(v, [0, -1, 2], w[0], 0), [v, w[0]], at=[0, -1, 2], axis=0)
g.call("insertrows", lambda: np.insert(v, [0, 2], np.arange(3)[:, None], 1), [v, np.arange(3)[:, None]], at=[0, 2], axis=1)
g.call("block", lambda: np.block([[v, w.T[:3]], [w, np.ones((2, 2), int)]]), [v, w.T[:3], w, np.ones((2, 2), int)])
g.call("block1", lambda: np.block([v[0], 7, w[0]]), [v[0], w[0]])
g.call("block3", lambda: np.block([[[v]], [[v + 1]]]), [v, v + 1])
g.write(__file__)
