"""Prints, as JSON, what NumPy prints for the rows of numpy_test.go, which is read
from standard input: python3 speak.py < ../numpy_test.go > speak.json"""
import ast
import json
import re
import sys

import numpy as np


def text(v):
    if isinstance(v, tuple) and v and all(type(x) is int for x in v):
        return str(v)
    if isinstance(v, (tuple, list)) and (isinstance(v, tuple) or getattr(v[0], "ndim", 0)):
        return "\n".join(str(x) for x in v)
    if isinstance(v, list):
        v = np.array(v)
    return str(v)


def result(code, scope):
    """Runs code; returns its value, or the array that it changed: a, or the first argument."""
    try:
        ast.parse(code, mode="eval")
    except SyntaxError:
        exec(code, scope)
        names = re.match(r"([\w, ]+) = ", code)
        if names and names[1] not in ("a", "b"):
            return eval(names[1], scope)
        return scope["a"]
    v = eval(code, scope)
    if v is None:
        return scope[re.match(r"np\.[\w.]+\((\w+)|(\w+)", code)[code.startswith("np.") or 2]]
    return v


out = {}
title = setup = None
for line in sys.stdin:
    if m := re.match(r'\treturn numpySection\{"([^"]*)", "((?:[^"\\]|\\.)*)"', line):
        title, setup = m[1], m[2]
    elif title != "Files and text" and (m := re.match(r"\t\t\{`([^`]*)`, func", line)):
        scope = {"np": np}
        with np.errstate(all="ignore"):
            exec(setup, scope)
            out[f"{title}: {m[1]}"] = text(result(m[1], scope))
json.dump(out, sys.stdout, indent=0, ensure_ascii=False)
