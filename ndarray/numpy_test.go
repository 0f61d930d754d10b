package ndarray_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	nd "github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/jsonarray"
	"github.com/lanewise/lanewise/ndarray/linalg"
	"github.com/lanewise/lanewise/ndarray/npy"
	"github.com/lanewise/lanewise/ndarray/text"
)

// numpyRow is an expression or statement of NumPy, and the same in Go.
type numpyRow struct {
	numpy string
	run   func() any
}

// numpySection is a part of docs/numpy.md, which is made from the sources of the
// functions below: what NumPy prints for each row is in testdata/speak.json.
type numpySection struct {
	title, setup string
	rows         []numpyRow
}

var numpySections = []func() numpySection{numpyCreate, numpyLook, numpyIndex, numpyChange, numpyShape, numpyArithmetic, numpyCompare, numpyReduce,
	numpyStatistics, numpyJoin, numpySort, numpySets, numpyLinear, numpyProducts}

func numpyCreate() numpySection {
	s := []float64{1, 2, 3, 4, 5, 6}
	a := nd.FromSlice(s, 2, 3)
	return numpySection{"Creation", "s = [1., 2., 3., 4., 5., 6.]; a = np.array(s).reshape(2, 3)", []numpyRow{
		{`np.array([1, 2, 3])`, func() any { return nd.Of(1, 2, 3) }},
		{`np.array([[1., 2.], [3., 4.]])`, func() any { return nd.Of(1.0, 2, 3, 4).Reshape(2, 2) }},
		{`np.array([1, 2], dtype=np.float32)`, func() any { return nd.Of[float32](1, 2) }},
		{`np.asarray(s)`, func() any { return nd.FromSlice(s) }},
		{`np.zeros((2, 3))`, func() any { return nd.Zeros[float64](2, 3) }},
		{`np.ones(4, dtype=np.int16)`, func() any { return nd.Ones[int16](4) }},
		{`np.full((2, 2), 7)`, func() any { return nd.Full(7, 2, 2) }},
		{`np.zeros_like(a)`, func() any { return nd.ZerosLike[float64](a) }},
		{`np.ones_like(a, dtype=int)`, func() any { return nd.OnesLike[int](a) }},
		{`np.full_like(a, 0.5)`, func() any { return nd.FullLike(a, 0.5) }},
		{`np.arange(5)`, func() any { return nd.Arange(0, 5, 1) }},
		{`np.arange(1., 2., 0.25)`, func() any { return nd.Arange(1, 2, 0.25) }},
		{`np.linspace(0, 1, 5)`, func() any { return nd.Linspace(0.0, 1, 5) }},
		{`np.linspace(0, 1, 4, endpoint=False)`, func() any { return nd.LinspaceOpen(0.0, 1, 4) }},
		{`np.logspace(0, 3, 4)`, func() any { return nd.Logspace(0.0, 3, 4, 10) }},
		{`np.geomspace(1, 1000, 4)`, func() any { return nd.Geomspace(1.0, 1000, 4) }},
		{`np.eye(3)`, func() any { return nd.Eye[float64](3, 3, 0) }},
		{`np.identity(2)`, func() any { return nd.Identity[float64](2) }},
		{`np.diag([1, 2])`, func() any { return nd.Diag(nd.Of(1, 2), 0) }},
		{`np.tri(3)`, func() any { return nd.Tri[float64](3, 3, 0) }},
		{`np.vander([1, 2, 3])`, func() any { return nd.Vander(nd.Of(1, 2, 3), 3, false) }},
		{`np.indices((2, 2))`, func() any { return nd.Indices(2, 2) }},
		{`np.fromfunction(lambda i, j: 10*i + j, (2, 3), dtype=int)`, func() any { return nd.FromFunc(func(ix []int) int { return 10*ix[0] + ix[1] }, 2, 3) }},
		{`x, y = np.meshgrid([1, 2, 3], [10, 20])`, func() any { g := nd.Meshgrid(nd.Of(1, 2, 3), nd.Of(10, 20)); return g }},
		{`a.copy()`, func() any { return a.Copy() }},
		{`a.astype(np.int32)`, func() any { return nd.As[int32](a) }},
		{`list(a.flat)`, func() any { return slices.Collect(a.Values()) }},
	}}
}

func numpyLook() numpySection {
	a := nd.Arange(0.0, 6, 1).Reshape(2, 3)
	return numpySection{"Properties and printing", "a = np.arange(6.).reshape(2, 3)", []numpyRow{
		{`a.shape`, func() any { return a.Shape() }},
		{`a.ndim`, func() any { return a.NDim() }},
		{`a.size`, func() any { return a.Size() }},
		{`len(a)`, func() any { return a.Len() }},
		{`a.strides`, func() any { return a.Strides() }},
		{`a.T`, func() any { return a.T() }},
		{`a.flags.writeable`, func() any { return !a.IsReadOnly() }},
		{`str(a)`, func() any { return a.String() }},
		{`repr(a)`, func() any { return nd.Repr(a, nd.PrintOptions{}) }},
		{`np.array2string(a/3, precision=2)`, func() any { return nd.Sprint(a.DivScalar(3), nd.PrintOptions{Precision: 2}) }},
		{`f'{a.sum():.3f}'`, func() any { return fmt.Sprintf("%.3f", a.Sum()) }},
	}}
}

func numpyIndex() numpySection {
	a := nd.Arange(0, 12, 1).Reshape(3, 4)
	v := nd.Arange(0, 10, 1)
	return numpySection{"Indexing", "a = np.arange(12).reshape(3, 4); v = np.arange(10)", []numpyRow{
		{`a[1, 2]`, func() any { return a.At(1, 2) }},
		{`v[-1]`, func() any { return v.At(-1) }},
		{`a[1]`, func() any { return a.Row(1) }},
		{`a[:, 1]`, func() any { return a.Slice(nd.All, nd.I(1)) }},
		{`a[..., -1]`, func() any { return a.Slice(nd.Rest, nd.I(-1)) }},
		{`v[2:5]`, func() any { return v.Slice(nd.R(2, 5)) }},
		{`v[:3]`, func() any { return v.Slice(nd.R(nd.Begin, 3)) }},
		{`v[3:]`, func() any { return v.Slice(nd.R(3, nd.End)) }},
		{`v[-3:]`, func() any { return v.Slice(nd.R(-3, nd.End)) }},
		{`v[::2]`, func() any { return v.Slice(nd.RS(nd.Begin, nd.End, 2)) }},
		{`v[::-1]`, func() any { return v.Flip() }},
		{`v[8:2:-2]`, func() any { return v.Slice(nd.RS(8, 2, -2)) }},
		{`a[0:2, 1:3]`, func() any { return a.Slice(nd.R(0, 2), nd.R(1, 3)) }},
		{`v[:, np.newaxis].shape`, func() any { return v.Slice(nd.All, nd.NewAxis).Shape() }},
		{`v[[1, 1, 3, -1]]`, func() any { return v.Index([]int{1, 1, 3, -1}) }},
		{`a[[0, 2], [1, 3]]`, func() any { return a.Index([]int{0, 2}, []int{1, 3}) }},
		{`a[:, [2, 0]]`, func() any { return a.Index(nd.All, []int{2, 0}) }},
		{`a[np.ix_([0, 2], [1, 3])]`, func() any { return a.Index(nd.Of(0, 2).Reshape(2, 1), []int{1, 3}) }},
		{`v[v > 6]`, func() any { return v.Mask(v.GreaterScalar(6)) }},
		{`a[a % 2 == 0]`, func() any { return a.Mask(a.ModScalar(2).EqualScalar(0)) }},
		{`a[np.array([True, False, True])]`, func() any { return a.Index(nd.Of(true, false, true)) }},
		{`np.take(a, [0, 2], axis=1)`, func() any { return a.Take(nd.Of(0, 2), 1) }},
		{`np.take(v, [0, 12], mode='wrap')`, func() any { return nd.TakeMode(v, nd.Of(0, 12), 0, nd.IndexWrap) }},
		{`np.take_along_axis(a, np.array([[1], [0], [2]]), 1)`, func() any { return a.TakeAlongAxis(nd.Of(1, 0, 2).Reshape(3, 1), 1) }},
		{`np.compress([True, False, True], a, axis=0)`, func() any { return nd.Compress(nd.Of(true, false, true), a, 0) }},
		{`np.extract(v > 7, v)`, func() any { return nd.Extract(v.GreaterScalar(7), v) }},
		{`np.choose([0, 1, 0], [[1, 2, 3], [10, 20, 30]])`, func() any {
			return nd.Choose(nd.Of(0, 1, 0), []nd.Array[int]{nd.Of(1, 2, 3), nd.Of(10, 20, 30)}, nd.IndexRaise)
		}},
		{`(v > 7).nonzero()[0]`, func() any { return v.GreaterScalar(7).Nonzero()[0] }},
		{`np.argwhere(a > 9)`, func() any { return nd.ArgWhere(a.GreaterScalar(9)) }},
		{`np.flatnonzero(a % 5 == 0)`, func() any { return nd.FlatNonzero(a.ModScalar(5).EqualScalar(0)) }},
		{`np.unravel_index(7, a.shape)`, func() any { return nd.UnravelIndex(nd.Full(7), a.Shape()...) }},
		{`np.diagonal(a)`, func() any { return a.Diagonal(0, 0, 1) }},
		{`np.lib.stride_tricks.sliding_window_view(v, 3)[:2]`, func() any { return v.Windows([]int{3}).Slice(nd.R(0, 2)) }},
	}}
}

func numpyChange() numpySection {
	a := nd.Arange(0, 6, 1).Reshape(2, 3)
	b := nd.Arange(10, 16, 1).Reshape(2, 3)
	return numpySection{"Assignment", "a = np.arange(6).reshape(2, 3); b = np.arange(10, 16).reshape(2, 3)", []numpyRow{
		{`a[1, 2] = 9`, func() any { a.Set(9, 1, 2); return a }},
		{`a[0] = 7`, func() any { a.Row(0).Fill(7); return a }},
		{`a[:] = b`, func() any { a.Assign(b); return a }},
		{`a[:, 0] = [8, 9]`, func() any { a.Slice(nd.All, nd.I(0)).Assign(nd.Of(8, 9)); return a }},
		{`a.fill(1)`, func() any { a.Fill(1); return a }},
		{`a += 1`, func() any { nd.AddScalarTo(a, a, 1); return a }},
		{`a *= b`, func() any { nd.MulTo(a, a, b); return a }},
		{`a[:, 1] += 100`, func() any { c := a.Slice(nd.All, nd.I(1)); nd.AddScalarTo(c, c, 100); return a }},
		{`a[a > 3] = 0`, func() any { a.FillMask(a.GreaterScalar(3), 0); return a }},
		{`a[a > 3] = [70, 80]`, func() any { a.SetMask(a.GreaterScalar(3), nd.Of(70, 80)); return a }},
		{`a[[0, 1], [2, 0]] = [-1, -2]`, func() any { a.SetIndex(nd.Of(-1, -2), []int{0, 1}, []int{2, 0}); return a }},
		{`a[:, [0, 2]] = 5`, func() any { a.FillIndex(5, nd.All, []int{0, 2}); return a }},
		{`np.put(a, [0, 4], [50, 60])`, func() any { a.Put(nd.Of(0, 4), nd.Of(50, 60)); return a }},
		{`np.putmask(a, a > 2, b)`, func() any { nd.PutMask(a, a.GreaterScalar(2), b); return a }},
		{`np.place(a, a > 2, [1, 2])`, func() any { nd.Place(a, a.GreaterScalar(2), nd.Of(1, 2)); return a }},
		{`np.put_along_axis(a, np.array([[0], [1]]), 99, axis=1)`, func() any { nd.PutAlongAxis(a, nd.Of(0, 1).Reshape(2, 1), nd.Full(99), 1); return a }},
		{`np.add.at(a, [0, 0, 1], 1)`, func() any { nd.ApplyAt(nd.OpAdd, a, nd.Of(0, 0, 1), nd.Full(1)); return a }},
		{`np.add(a, b, out=a)`, func() any { return nd.AddTo(a, a, b) }},
		{`np.add(a, b, out=a, where=b > 12)`, func() any {
			return nd.Call2(nd.OpAdd, a, b, nd.CallOpt[int]{Out: a, Where: b.GreaterScalar(12)})
		}},
	}}
}

func numpyShape() numpySection {
	a := nd.Arange(0.0, 6, 1).Reshape(2, 3)
	c := nd.Arange(0.0, 6, 1).Reshape(1, 2, 3)
	return numpySection{"Shape", "a = np.arange(6.).reshape(2, 3); c = np.arange(6.).reshape(1, 2, 3)", []numpyRow{
		{`a.reshape(3, 2)`, func() any { return a.Reshape(3, 2) }},
		{`a.reshape(-1)`, func() any { return a.Reshape(-1) }},
		{`a.ravel()`, func() any { return a.Ravel() }},
		{`a.flatten()`, func() any { return a.Flatten() }},
		{`a.T.ravel()`, func() any { return a.T().Ravel() }},
		{`np.transpose(c, (2, 0, 1)).shape`, func() any { return c.Permute(2, 0, 1).Shape() }},
		{`c.swapaxes(0, 2).shape`, func() any { return c.SwapAxes(0, 2).Shape() }},
		{`np.moveaxis(c, 0, -1).shape`, func() any { return c.MoveAxis([]int{0}, []int{-1}).Shape() }},
		{`c.mT`, func() any { return c.MT() }},
		{`np.squeeze(c)`, func() any { return c.Squeeze() }},
		{`np.expand_dims(a, 0).shape`, func() any { return a.ExpandDims(0).Shape() }},
		{`np.atleast_3d(a).shape`, func() any { return a.AtLeast3D().Shape() }},
		{`np.broadcast_to(a, (2, 2, 3))`, func() any { return a.BroadcastTo(2, 2, 3) }},
		{`np.broadcast_shapes((2, 1), (3,))`, func() any { return nd.BroadcastShapes([]int{2, 1}, []int{3}) }},
		{`np.flip(a)`, func() any { return a.Flip() }},
		{`np.flip(a, axis=1)`, func() any { return a.Flip(1) }},
		{`np.fliplr(a)`, func() any { return a.FlipLR() }},
		{`np.rot90(a)`, func() any { return a.Rot90(1, 0, 1) }},
		{`np.roll(a, 1)`, func() any { return a.RollFlat(1) }},
		{`np.roll(a, 1, axis=1)`, func() any { return a.Roll(1, 1) }},
		{`np.repeat(a, 2, axis=0)`, func() any { return a.Repeat(2, 0) }},
		{`np.tile(a, (2, 1))`, func() any { return a.Tile(2, 1) }},
		{`np.resize(a, (2, 4))`, func() any { return a.Resize(2, 4) }},
		{`np.pad(a, 1)`, func() any { return a.Pad(nd.PadOpt[float64]{}, [2]int{1, 1}) }},
		{`np.pad(a, ((0, 0), (1, 2)), mode='edge')`, func() any { return a.Pad(nd.PadOpt[float64]{Mode: nd.PadEdge}, [2]int{}, [2]int{1, 2}) }},
		{`np.tril(a)`, func() any { return a.Tril(0) }},
		{`np.triu(a, 1)`, func() any { return a.Triu(1) }},
		{`[row.sum() for row in a]`, func() any {
			var sums []float64
			for _, row := range a.Rows() {
				sums = append(sums, row.Sum())
			}
			return sums
		}},
		{`[i[1] * x for i, x in np.ndenumerate(a)]`, func() any {
			var list []float64
			for i, x := range a.All() {
				list = append(list, float64(i[1])*x)
			}
			return list
		}},
	}}
}

func numpyArithmetic() numpySection {
	a := nd.Of(1.0, 4, 9)
	b := nd.Of(2.0, 3, -4)
	i := nd.Of(12, 7, -7)
	return numpySection{"Arithmetic and functions", "a = np.array([1., 4., 9.]); b = np.array([2., 3., -4.]); i = np.array([12, 7, -7])", []numpyRow{
		{`a + b`, func() any { return a.Add(b) }},
		{`a - 1`, func() any { return a.SubScalar(1) }},
		{`10 - a`, func() any { return nd.ScalarSub(10, a) }},
		{`2 * a * b`, func() any { return a.MulScalar(2).Mul(b) }},
		{`a / b`, func() any { return a.Div(b) }},
		{`1 / a`, func() any { return a.Reciprocal() }},
		{`-a`, func() any { return a.Neg() }},
		{`a ** 2`, func() any { return a.Square() }},
		{`a ** b`, func() any { return a.Pow(b) }},
		{`2. ** a`, func() any { return a.Exp2() }},
		{`i // 5`, func() any { return i.FloorDivScalar(5) }},
		{`i % 5`, func() any { return i.ModScalar(5) }},
		{`np.fmod(a, b)`, func() any { return a.Fmod(b) }},
		{`q, r = np.divmod(i, 5)`, func() any { q, r := nd.Divmod(i, nd.Full(5)); return []nd.Array[int]{q, r} }},
		{`i << 2`, func() any { return i.ShlScalar(2) }},
		{`i & 6`, func() any { return i.AndScalar(6) }},
		{`i | 1`, func() any { return i.OrScalar(1) }},
		{`~i`, func() any { return i.Not() }},
		{`np.gcd(i, 14)`, func() any { return i.GcdScalar(14) }},
		{`np.abs(b)`, func() any { return b.Abs() }},
		{`np.sign(b)`, func() any { return b.Sign() }},
		{`np.sqrt(a)`, func() any { return a.Sqrt() }},
		{`np.cbrt(a)`, func() any { return a.Cbrt() }},
		{`np.exp(b)`, func() any { return b.Exp() }},
		{`np.log(a)`, func() any { return a.Log() }},
		{`np.log1p(a)`, func() any { return a.Log1p() }},
		{`np.sin(a)`, func() any { return a.Sin() }},
		{`np.arctan2(b, a)`, func() any { return b.Atan2(a) }},
		{`np.hypot(a, b)`, func() any { return a.Hypot(b) }},
		{`np.tanh(b)`, func() any { return b.Tanh() }},
		{`np.floor(a / b)`, func() any { return a.Div(b).Floor() }},
		{`np.rint(a / 2)`, func() any { return a.DivScalar(2).Rint() }},
		{`(a / 7).round(2)`, func() any { return a.DivScalar(7).Round(2) }},
		{`np.clip(a, 2, 5)`, func() any { return a.Clip(2, 5) }},
		{`np.maximum(a, b)`, func() any { return a.Maximum(b) }},
		{`np.minimum(a, 3)`, func() any { return a.MinimumScalar(3) }},
		{`np.where(a > b, a, b)`, func() any { return nd.Where(a.Greater(b), a, b) }},
		{`np.where(a > 2, a, 0)`, func() any { return nd.WhereScalar(a.GreaterScalar(2), a, 0) }},
		{`np.select([a < 2, a < 5], [a, -a], 0)`, func() any {
			return nd.Select([]nd.Array[bool]{a.LessScalar(2), a.LessScalar(5)}, []nd.Array[float64]{a, a.Neg()}, 0)
		}},
		{`np.nan_to_num(np.log(b + 4))`, func() any { return nd.NanToNum(b.AddScalar(4).Log(), nd.NanOpt[float64]{}) }},
		{`np.deg2rad(a)`, func() any { return a.Deg2rad() }},
		{`np.array([6, 3]) ^ 5`, func() any { return nd.Of(6, 3).XorScalar(5) }},
		{`np.bitwise_count([7, -8])`, func() any { return nd.Of(7, -8).Abs().Popcount() }},
		{`np.vectorize(lambda x: x + 1)(a)`, func() any { return nd.Map(a, func(x float64) float64 { return x + 1 }) }},
		{`2*a*a + 3*b`, func() any { return nd.X(a).Mul(nd.X(a)).MulScalar(2).Add(nd.X(b).MulScalar(3)).Eval() }},
	}}
}

func numpyCompare() numpySection {
	a := nd.Of(1.0, 4, math.NaN())
	b := nd.Of(2.0, 4, 5)
	m := nd.Of(true, false, true)
	return numpySection{"Comparison and logic", "a = np.array([1., 4., np.nan]); b = np.array([2., 4., 5.]); m = np.array([True, False, True])", []numpyRow{
		{`a == b`, func() any { return a.Equal(b) }},
		{`a != b`, func() any { return a.NotEqual(b) }},
		{`a < b`, func() any { return a.Less(b) }},
		{`b >= 4`, func() any { return b.GreaterEqualScalar(4) }},
		{`(b > 2) & m`, func() any { return b.GreaterScalar(2).And(m) }},
		{`~m`, func() any { return m.Not() }},
		{`np.logical_or(m, b > 4)`, func() any { return m.LogicalOr(b.GreaterScalar(4)) }},
		{`np.isnan(a)`, func() any { return a.IsNaN() }},
		{`np.isfinite(a)`, func() any { return a.IsFinite() }},
		{`m.any()`, func() any { return m.AnyTrue() }},
		{`m.all()`, func() any { return m.AllTrue() }},
		{`np.array_equal(b, b)`, func() any { return nd.ArrayEqual(b, b) }},
		{`np.isclose(a, b + 1e-9)`, func() any { return nd.IsClose(a, b.AddScalar(1e-9), nd.CloseOpt{}) }},
		{`np.allclose(b, b * 1.01, rtol=0.02)`, func() any { return nd.AllClose(b, b.MulScalar(1.01), nd.CloseOpt{RTol: 0.02}) }},
		{`np.count_nonzero(m)`, func() any { return nd.CountNonzero(m) }},
		{`np.signbit(-b)`, func() any { return b.Neg().Signbit() }},
	}}
}

func numpyReduce() numpySection {
	a := nd.Arange(0.0, 6, 1).Reshape(2, 3)
	n := nd.Of(1, math.NaN(), 3)
	return numpySection{"Reductions", "a = np.arange(6.).reshape(2, 3); n = np.array([1, np.nan, 3])", []numpyRow{
		{`a.sum()`, func() any { return a.Sum() }},
		{`a.sum(axis=0)`, func() any { return a.SumAxis(0) }},
		{`a.sum(axis=1, keepdims=True)`, func() any { return a.SumAxis(1).Keep(1) }},
		{`a.sum(where=a > 2)`, func() any { return nd.SumWith(a, nd.RedOpt[float64]{Where: a.GreaterScalar(2)}).Item() }},
		{`a.prod(axis=1)`, func() any { return a.ProdAxis(1) }},
		{`a.mean()`, func() any { return a.Mean() }},
		{`a.mean(axis=0)`, func() any { return a.MeanAxis(0) }},
		{`a.std()`, func() any { return a.Std(0) }},
		{`a.var(axis=1, ddof=1)`, func() any { return a.VarAxis(1, 1) }},
		{`a.max()`, func() any { return a.Max() }},
		{`a.min(axis=0)`, func() any { return a.MinAxis(0) }},
		{`np.ptp(a, axis=1)`, func() any { return a.PtpAxis(1) }},
		{`a.argmax()`, func() any { return a.ArgMax() }},
		{`a.argmin(axis=1)`, func() any { return a.ArgMinAxis(1) }},
		{`a.cumsum()`, func() any { return a.Ravel().CumSum(0) }},
		{`a.cumsum(axis=0)`, func() any { return a.CumSum(0) }},
		{`np.maximum.accumulate(a, axis=1)`, func() any { return a.CumMax(1) }},
		{`np.add.reduce(a, axis=1)`, func() any { return nd.Reduce(nd.OpAdd, a, 1) }},
		{`np.multiply.accumulate(a, axis=1)`, func() any { return nd.Accumulate(nd.OpMul, a, 1) }},
		{`np.add.reduceat(a[1], [0, 2])`, func() any { return nd.ReduceAt(nd.OpAdd, a.Row(1), []int{0, 2}, 0) }},
		{`np.diff(a)`, func() any { return nd.Diff(a, 1, -1) }},
		{`np.nansum(n)`, func() any { return nd.NanSum(n).Item() }},
		{`np.nanmean(n)`, func() any { return nd.NanMean(n).Item() }},
		{`np.nanmax(n)`, func() any { return nd.NanMax(n).Item() }},
	}}
}

func numpyStatistics() numpySection {
	a := nd.Of(3.0, 1, 4, 1, 5, 9, 2, 6)
	x := nd.Of(1.0, 2, 3, 4)
	y := nd.Of(2.0, 1, 4, 7)
	return numpySection{"Statistics and signals", "a = np.array([3., 1., 4., 1., 5., 9., 2., 6.]); x = np.array([1., 2., 3., 4.]); y = np.array([2., 1., 4., 7.])", []numpyRow{
		{`np.median(a)`, func() any { return nd.Median(a) }},
		{`np.quantile(a, 0.9)`, func() any { return nd.Quantile(a, 0.9, nd.QLinear) }},
		{`np.percentile(a, [25, 75])`, func() any { return nd.PercentileAxis(a, []float64{25, 75}, nd.QLinear) }},
		{`np.average(x, weights=y)`, func() any { return nd.Average(x, y) }},
		{`np.cov(x, y)`, func() any { return nd.Cov(nd.Stack(0, x, y), nd.CovOpt{}) }},
		{`np.corrcoef(x, y)`, func() any { return nd.CorrCoef(nd.Stack(0, x, y), false) }},
		{`h, e = np.histogram(a, bins=4)`, func() any {
			h, e := nd.Histogram(a, nd.HistogramOpt{Bins: 4})
			return []any{h, e}
		}},
		{`np.bincount([0, 1, 1, 3])`, func() any { return nd.BinCount(nd.Of(0, 1, 1, 3), 0) }},
		{`np.digitize(a, [2., 5.])`, func() any { return nd.Digitize(a, nd.Of(2.0, 5), false) }},
		{`np.interp(2.5, x, y)`, func() any {
			return nd.Interp(nd.Full(2.5), []float64{1, 2, 3, 4}, []float64{2, 1, 4, 7}, nd.InterpOpt[float64]{}).Item()
		}},
		{`np.gradient(y)`, func() any { return nd.Gradient(y, 0, nd.GradientOpt[float64]{}) }},
		{`np.trapezoid(y)`, func() any { return nd.Trapezoid(y, 1, 0).Item() }},
		{`np.trapezoid(y, x)`, func() any { return nd.TrapezoidAt(y, x, 0).Item() }},
		{`np.convolve(x, [1., -1.])`, func() any { return nd.Convolve(x, nd.Of(1.0, -1), nd.ConvolveFull) }},
		{`np.correlate(x, y)`, func() any { return nd.Correlate(x, y, nd.ConvolveValid) }},
	}}
}

func numpyJoin() numpySection {
	a := nd.Of(1, 2, 3, 4).Reshape(2, 2)
	b := nd.Of(5, 6, 7, 8).Reshape(2, 2)
	v := nd.Arange(0, 6, 1)
	return numpySection{"Joining and splitting", "a = np.array([[1, 2], [3, 4]]); b = np.array([[5, 6], [7, 8]]); v = np.arange(6)", []numpyRow{
		{`np.concatenate([a, b])`, func() any { return nd.Concat(0, a, b) }},
		{`np.concatenate([a, b], axis=1)`, func() any { return nd.Concat(1, a, b) }},
		{`np.concatenate([a, b], axis=None)`, func() any { return nd.ConcatFlat(a, b) }},
		{`np.stack([a, b])`, func() any { return nd.Stack(0, a, b) }},
		{`np.vstack([a, b])`, func() any { return nd.VStack(a, b) }},
		{`np.hstack([a, b])`, func() any { return nd.HStack(a, b) }},
		{`np.dstack([a, b])`, func() any { return nd.DStack(a, b) }},
		{`np.column_stack([v, v])`, func() any { return nd.ColumnStack(v, v) }},
		{`np.block([[a, b], [b, a]])`, func() any { return nd.Block[int]([][]nd.Array[int]{{a, b}, {b, a}}) }},
		{`np.append(a, b, axis=0)`, func() any { return a.Append(b, 0) }},
		{`np.insert(v, 2, 99)`, func() any { return v.Insert([]int{2}, nd.Full(99), 0) }},
		{`np.delete(v, [0, 3])`, func() any { return v.Delete([]int{0, 3}, 0) }},
		{`np.split(v, 3)`, func() any { return v.Split(3, 0) }},
		{`np.split(v, [1, 4])`, func() any { return v.SplitAt([]int{1, 4}, 0) }},
		{`np.array_split(v, 4)`, func() any { return v.ArraySplit(4, 0) }},
		{`np.hsplit(a, 2)`, func() any { return a.HSplit(2) }},
		{`np.trim_zeros([0, 0, 1, 2, 0])`, func() any { return nd.TrimZeros(nd.Of(0, 0, 1, 2, 0)) }},
	}}
}

func numpySort() numpySection {
	a := nd.Of(3, 1, 2, 9, 7, 8).Reshape(2, 3)
	v := nd.Of(5, 1, 4, 1)
	return numpySection{"Sorting and searching", "a = np.array([[3, 1, 2], [9, 7, 8]]); v = np.array([5, 1, 4, 1])", []numpyRow{
		{`np.sort(a)`, func() any { return a.Sort(-1) }},
		{`v.sort()`, func() any { v.SortIn(0); return v }},
		{`np.sort(v)[::-1]`, func() any { return v.SortDescending(0) }},
		{`np.argsort(v, stable=True)`, func() any { return v.ArgSort(0) }},
		{`np.sort(np.partition(v, 1)[:2])`, func() any { return v.Partition(1, 0).Slice(nd.R(0, 2)).Sort(0) }},
		{`np.lexsort(([1, 0, 1, 0], v))`, func() any { return nd.LexSort(0, nd.Of(1, 0, 1, 0), v) }},
		{`np.searchsorted([1, 3, 5], [2, 3])`, func() any { return nd.SearchSorted(nd.Of(1, 3, 5), nd.Of(2, 3), nd.Left) }},
	}}
}

func numpySets() numpySection {
	a := nd.Of(3, 1, 2, 3, 1)
	b := nd.Of(2, 3, 5)
	return numpySection{"Sets", "a = np.array([3, 1, 2, 3, 1]); b = np.array([2, 3, 5])", []numpyRow{
		{`np.unique(a)`, func() any { return nd.Unique(a) }},
		{`u, n = np.unique(a, return_counts=True)`, func() any { u, n := nd.UniqueCounts(a); return []nd.Array[int]{u, n} }},
		{`np.isin(a, b)`, func() any { return nd.IsIn(a, b) }},
		{`np.intersect1d(a, b)`, func() any { return nd.Intersect1D(a, b) }},
		{`np.union1d(a, b)`, func() any { return nd.Union1D(a, b) }},
		{`np.setdiff1d(a, b)`, func() any { return nd.SetDiff1D(a, b) }},
		{`np.setxor1d(a, b)`, func() any { return nd.SetXor1D(a, b) }},
	}}
}

func numpyLinear() numpySection {
	a := nd.Of(4.0, 1, 1, 3).Reshape(2, 2)
	b := nd.Of(1.0, 2)
	return numpySection{"Linear algebra", "a = np.array([[4., 1.], [1., 3.]]); b = np.array([1., 2.])", []numpyRow{
		{`x = np.linalg.solve(a, b)`, func() any { x, err := linalg.Solve(a, b); return []any{x, err} }},
		{`i = np.linalg.inv(a)`, func() any { i, err := linalg.Inv(a); return []any{i, err} }},
		{`np.linalg.det(np.stack([a, a]))`, func() any { return linalg.Det(nd.Stack(0, a, a)) }},
		{`s, l = np.linalg.slogdet(a)`, func() any { s, l := linalg.SlogDet(a); return []any{s, l} }},
		{`w = np.linalg.eigvalsh(a)`, func() any { w, err := linalg.EigValsH(a); return []any{w, err} }},
		{`s = np.linalg.svdvals(a)`, func() any { s, err := linalg.SVDVals(a); return []any{s, err} }},
		{`c = np.linalg.cholesky(a)`, func() any { c, err := linalg.Cholesky(a); return []any{c, err} }},
		{`np.linalg.norm(b)`, func() any { return linalg.VectorNorm(b, 2) }},
		{`np.linalg.norm(a)`, func() any { return linalg.MatrixNorm(a, linalg.NormFro).Item() }},
		{`np.linalg.cond(np.stack([a, a]))`, func() any { return linalg.Cond(nd.Stack(0, a, a), linalg.Norm2) }},
		{`r = np.linalg.matrix_rank(a)`, func() any { r, err := linalg.MatrixRank(a); return []any{r, err} }},
		{`p = np.linalg.matrix_power(a, 3)`, func() any { p, err := linalg.MatrixPower(a, 3); return []any{p, err} }},
		{`x = np.linalg.lstsq(a, b)[0]`, func() any { r, err := linalg.Lstsq(a, b); return []any{r.X, err} }},
		{`np.linalg.multi_dot([a, a, b])`, func() any { return linalg.MultiDot(a, a, b) }},
		{`a.trace()`, func() any { return a.Trace(0).Item() }},
	}}
}

func numpyProducts() numpySection {
	a := nd.Arange(0.0, 6, 1).Reshape(2, 3)
	v := nd.Of(1.0, 2, 3)
	return numpySection{"Products", "a = np.arange(6.).reshape(2, 3); v = np.array([1., 2., 3.])", []numpyRow{
		{`a @ a.T`, func() any { return a.MatMul(a.T()) }},
		{`a @ v`, func() any { return a.MatMul(v) }},
		{`np.dot(v, v)`, func() any { return v.Dot(v).Item() }},
		{`np.inner(a, v)`, func() any { return nd.Inner(a, v) }},
		{`np.outer(v, v)`, func() any { return nd.Outer[float64](nd.OpMul, v, v) }},
		{`np.subtract.outer(v, v)`, func() any { return nd.Outer[float64](nd.OpSub, v, v) }},
		{`np.kron(v, [1., 10.])`, func() any { return nd.Kron(v, nd.Of(1.0, 10)) }},
		{`np.tensordot(a, a)`, func() any { return nd.TensorDot(a, a, 2).Item() }},
		{`np.einsum('ij,j->i', a, v)`, func() any { return nd.Einsum("ij,j->i", a, v) }},
		{`np.cross(v, [0., 0., 1.])`, func() any { return linalg.Cross(v, nd.Of(0.0, 0, 1), -1) }},
		{`np.vdot(v, v)`, func() any { return nd.VDot(v, v) }},
	}}
}

// numpyIO needs files: it is compiled, but not run.
func numpyIO() numpySection {
	a := nd.Arange(0.0, 6, 1).Reshape(2, 3)
	var file io.Reader
	var z *npy.Archive
	return numpySection{"Files and text", "a = np.arange(6.).reshape(2, 3)", []numpyRow{
		{`np.save('a.npy', a)`, func() any { err := npy.WriteFile("a.npy", a); return err }},
		{`b = np.load('a.npy')`, func() any { b, err := npy.ReadFile[float64]("a.npy"); return []any{b, err} }},
		{`m = np.load('a.npy', mmap_mode='r')`, func() any { m, err := npy.Map[float64]("a.npy", npy.ReadOnly); return []any{m.Array(), err} }},
		{`np.savez_compressed('z.npz', a=a, t=a.T)`, func() any {
			err := npy.WriteNpzFile("z.npz", npy.Deflated, npy.Named("a", a), npy.Named("t", a.T()))
			return err
		}},
		{`z = np.load('z.npz')`, func() any { z, err := npy.OpenArchive("z.npz"); return []any{z, err} }},
		{`b = z['a']`, func() any { b, err := npy.Get[float64](z, "a"); return []any{b, err} }},
		{`np.savetxt('a.csv', a, delimiter=',')`, func() any { err := text.SaveFile("a.csv", a, text.SaveOpt{Delimiter: ","}); return err }},
		{`a = np.loadtxt('a.csv', delimiter=',')`, func() any {
			a, err := text.LoadFile[float64]("a.csv", text.LoadOpt{Delimiter: ","})
			return []any{a, err}
		}},
		{`a = np.array(json.load(file))`, func() any { a, err := jsonarray.Read[float64](file); return []any{a, err} }},
		{`json.dumps(a.tolist())`, func() any { b, err := json.Marshal(a); return []any{b, err} }},
	}}
}

// TestNumPyPage runs the Go side of docs/numpy.md: it prints what NumPy does.
func TestNumPyPage(t *testing.T) {
	if numpyIO().title == "" {
		t.Error("files have no title")
	}
	text, err := os.ReadFile("testdata/speak.json")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, section := range numpySections {
		n := len(section().rows)
		rows += n
		for i := range n {
			s := section() // anew: rows may write to the arrays
			r := s.rows[i]
			printed, ok := want[s.title+": "+r.numpy]
			if got := numpyText(r.run()); !ok || got != printed {
				t.Errorf("%s: %s\n%s\nNumPy:\n%s", s.title, r.numpy, got, printed)
			}
		}
	}
	if rows < 150 || rows != len(want) {
		t.Errorf("%d rows, %d results of NumPy", rows, len(want))
	}
}

// numpyText returns v as Python's str does, the elements of lists in lines.
func numpyText(v any) string {
	switch v := v.(type) {
	case float64:
		return nd.Full(v).String()
	case bool:
		return nd.Full(v).String()
	case []float64:
		return nd.Of(v...).String()
	case []int:
		list := strings.ReplaceAll(strings.Trim(fmt.Sprint(v), "[]"), " ", ", ")
		if len(v) == 1 {
			list += ","
		}
		return "(" + list + ")"
	case []nd.Array[int]:
		return lines(v)
	case []any:
		if v[len(v)-1] == nil { // no error
			v = v[:len(v)-1]
		}
		return lines(v)
	}
	return fmt.Sprint(v)
}

func lines[T any](list []T) string {
	var text []string
	for _, v := range list {
		text = append(text, fmt.Sprint(v))
	}
	return strings.Join(text, "\n")
}
