"""Evaluates expressions for live_test.go, which puts golden.py before this text.

Each line of the input is {"do": statements, "get": expression, "in": {name: array}}; the answer is the array that the
expression gives, or {"err": message} if something raised.
"""
import sys
import warnings

warnings.simplefilter("ignore")
np.seterr(all="ignore")
print(json.dumps({"numpy": np.__version__}), flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    names = {"np": np}
    for name, a in ask["in"].items():
        names[name] = np.frombuffer(base64.b64decode(a["d"]), a["t"]).reshape(a["s"]).copy()
    try:
        exec(ask["do"], names)
        answer = array(eval(ask["get"], names))
    except Exception as e:
        answer = {"err": str(e) or repr(e)}
    print(json.dumps(answer), flush=True)
