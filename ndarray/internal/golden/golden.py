"""Writes golden files: calls of NumPy with their results, as package golden reads them.

    import golden
    g = golden.File()
    g.case("roll", [np.roll(a, 2, axis=1)], [a], shift=2, axis=1)
    g.write(__file__)          # beside the script, with the suffix .json
"""
import base64, json, os
import numpy as np


def array(a):
    a = np.asarray(a)
    shape = list(a.shape)
    a = np.ascontiguousarray(a.astype(a.dtype.newbyteorder("<")))
    return {"t": a.dtype.name, "s": shape, "d": base64.b64encode(a.tobytes()).decode()}


class File:
    def __init__(self):
        self.cases = []

    def case(self, name, outputs, inputs, **args):
        """One call. Outputs and inputs are lists of arrays, args what JSON can say."""
        self.cases.append({"Name": name, "Args": args, "In": [array(a) for a in inputs], "Out": [array(a) for a in outputs]})

    def call(self, name, function, inputs, **args):
        """A call that may raise: the message of the exception is the result then."""
        try:
            result = function()
            outputs = list(result) if isinstance(result, (tuple, list)) else [result]
            self.case(name, outputs, inputs, **args)
        except Exception as e:
            self.case(name, [], inputs, **args)
            self.cases[-1]["Err"] = str(e)

    def write(self, script):
        path = os.path.splitext(script)[0] + ".json"
        with open(path, "w") as f:
            f.write("[\n" + ",\n".join(json.dumps(c) for c in self.cases) + "\n]\n")
