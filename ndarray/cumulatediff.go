package ndarray

// Diff returns the differences of neighbours along an axis, a[i+1] - a[i], taken n times:
// the axis becomes shorter by n, down to 0. Integers wrap. It panics with ErrAxis if the
// axis is out of range, and with ErrValue if n is negative.
func Diff[T Number](a Array[T], n, axis int) Array[T] {
	const op = "Diff"
	axis = wrapAxis(op, axis, a.NDim())
	if n < 0 {
		fail(op, ErrValue, "order must be non-negative but got %d", n)
	}
	if n == 0 {
		return a.Copy()
	}
	for k := range n {
		length := a.layout().shape()[axis]
		if length == 0 {
			return a
		}
		head, tail := a.along(axis, 0, length-1), a.along(axis, 1, length)
		if k == 0 {
			a = Sub(tail, head)
		} else {
			a = SubTo(head, tail, head)
		}
	}
	return a
}

// DiffTo stores [Diff] of a in out, which has the shape of the result, and returns out; a
// may overlap it.
func DiffTo[T Number](out, a Array[T], n, axis int) Array[T] {
	const op = "Diff"
	axis = wrapAxis(op, axis, a.NDim())
	length := a.layout().shape()[axis]
	shape := a.Shape()
	shape[axis] = max(length-n, 0)
	checkShapeOf(op, out.layout(), shape)
	if n == 1 && length > 0 {
		return SubTo(out, a.along(axis, 1, length), a.along(axis, 0, length-1))
	}
	return out.Assign(Diff(a, n, axis))
}

// DiffWith is [Diff] of the array that has other elements before and behind those of a
// along the axis. The shapes of prepend and append are those of a except for this axis; an
// array without axes is one element for each lane, and the zero Array none at all. It
// panics with ErrShape if they don't fit.
func DiffWith[T Number](a Array[T], n, axis int, prepend, append Array[T]) Array[T] {
	return Diff(extended(a, axis, prepend, append), n, axis)
}

// DiffWithTo stores [DiffWith] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func DiffWithTo[T Number](out, a Array[T], n, axis int, prepend, append Array[T]) Array[T] {
	return DiffTo(out, extended(a, axis, prepend, append), n, axis)
}

// extended returns a with elements before and behind it, as DiffWith takes them.
func extended[T Number](a Array[T], axis int, prepend, append Array[T]) Array[T] {
	const op = "DiffWith"
	axis = wrapAxis(op, axis, a.NDim())
	parts := [3]Array[T]{prepend, a, append}
	shape, total := a.Shape(), 0
	for k, p := range parts {
		if p.lay == nil {
			shape[axis] = 0
			parts[k] = zeros[T](op, shape)
		} else if p.lay.ndim == 0 {
			shape[axis] = 1
			parts[k] = p.BroadcastTo(shape...)
		}
		if parts[k].NDim() != a.NDim() {
			fail(op, ErrShape, "arrays of shapes %s and %s cannot be joined", shapeString(a.layout().shape()), shapeString(p.layout().shape()))
		}
		total += parts[k].lay.shape()[axis]
	}
	shape[axis] = total
	all := unset[T](op, shape)
	at := 0
	for _, p := range parts {
		length := p.lay.shape()[axis]
		all.along(axis, at, at+length).Assign(p)
		at += length
	}
	return all
}

// EDiff1D returns the differences of neighbouring elements in C order, with the numbers
// toBegin before and toEnd behind them; these may be nil.
func EDiff1D[T Number](a Array[T], toBegin, toEnd []T) Array[T] {
	return ediff1D(nil, a, toBegin, toEnd)
}

// EDiff1DTo stores [EDiff1D] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func EDiff1DTo[T Number](out, a Array[T], toBegin, toEnd []T) Array[T] {
	return ediff1D(&out, a, toBegin, toEnd)
}

func ediff1D[T Number](to *Array[T], a Array[T], toBegin, toEnd []T) Array[T] {
	n := max(a.Size()-1, 0)
	begin, end := len(toBegin), len(toBegin)+n
	out := output("EDiff1D", to, []int{end + len(toEnd)})
	first, last := beside(to, FromSlice(toBegin)), beside(to, FromSlice(toEnd))
	a = beside(to, a)
	out.along(0, 0, begin).Assign(first)
	out.along(0, end, end+len(toEnd)).Assign(last)
	DiffTo(out.along(0, begin, end), a.Reshape(-1), 1, 0)
	return out
}

// GradientOpt is what [Gradient] can be told. The zero value is a spacing of 1 and edges
// of the first order.
type GradientOpt[T Float] struct {
	// Spacing is the distance between neighbours; 0 stands for 1.
	Spacing T
	// Coords, if it is not nil, are the coordinates along the axis, instead of a spacing.
	Coords []T
	// EdgeOrder is the order of accuracy at the two ends, 1 or 2; 0 stands for 1.
	EdgeOrder int
}

// Gradient returns the derivative of a along an axis by central differences, of second
// order, and by one-sided differences at the ends. It panics with ErrValue if the axis
// has fewer than EdgeOrder+1 elements or another order is wanted, and with ErrShape if
// the number of coordinates is another one.
func Gradient[T Float](a Array[T], axis int, o GradientOpt[T]) Array[T] {
	return GradientTo(a.like("Gradient"), a, axis, o)
}

// GradientTo stores [Gradient] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func GradientTo[T Float](out, a Array[T], axis int, o GradientOpt[T]) Array[T] {
	const op = "Gradient"
	axis = wrapAxis(op, axis, a.NDim())
	n := a.layout().shape()[axis]
	order := max(o.EdgeOrder, 1)
	if order > 2 || o.EdgeOrder < 0 {
		fail(op, ErrValue, "edge orders are 1 and 2, not %d", o.EdgeOrder)
	}
	if n < order+1 {
		fail(op, ErrValue, "shape of array too small to calculate a numerical gradient, at least %d elements are required", order+1)
	}
	if o.Coords != nil && len(o.Coords) != n {
		fail(op, ErrShape, "%d coordinates for an axis of length %d", len(o.Coords), n)
	}
	if o.Spacing == 0 {
		o.Spacing = 1
	}
	checkSameShape(op, out.layout(), a.layout())
	a = apart(out, a)
	row := func(i int) Array[T] { return a.along(axis, i, i+1) }
	o.inner(out, a, axis, n)
	o.edge(out.along(axis, 0, 1), order, 0, [3]Array[T]{row(0), row(1), row(min(2, n-1))})
	o.edge(out.along(axis, n-1, n), order, n-1, [3]Array[T]{row(n - 1), row(n - 2), row(max(n-3, 0))})
	return out
}

// Gradients returns [Gradient] along every axis of a, with the same options for all of them.
func Gradients[T Float](a Array[T], o GradientOpt[T]) []Array[T] {
	g := make([]Array[T], a.NDim())
	for axis := range g {
		g[axis] = Gradient(a, axis, o)
	}
	return g
}

// inner stores the derivatives at all points but the two ends.
func (o *GradientOpt[T]) inner(out, a Array[T], axis, n int) {
	if n < 3 {
		return
	}
	to, before, here, behind := out.along(axis, 1, n-1), a.along(axis, 0, n-2), a.along(axis, 1, n-1), a.along(axis, 2, n)
	if uniform, dx := o.uniform(); uniform {
		DivScalarTo(to, SubTo(to, behind, before), 2*dx)
		return
	}
	shape := make([]int, a.NDim())
	for d := range shape {
		shape[d] = 1
	}
	shape[axis] = n - 2
	p, q, r := Zeros[T](shape...), Zeros[T](shape...), Zeros[T](shape...)
	for i := range n - 2 {
		h, k := o.Coords[i+1]-o.Coords[i], o.Coords[i+2]-o.Coords[i+1]
		*p.at(i * p.lay.strides()[axis]) = -k / T(h*(h+k))
		*q.at(i * p.lay.strides()[axis]) = (k - h) / T(h*k)
		*r.at(i * p.lay.strides()[axis]) = h / T(k*(h+k))
	}
	MulTo(to, p, before)
	AddTo(to, to, Mul(q, here))
	AddTo(to, to, Mul(r, behind))
}

// uniform reports whether all distances are one number, and returns it.
func (o *GradientOpt[T]) uniform() (bool, T) {
	if o.Coords == nil {
		return true, o.Spacing
	}
	for i := 2; i < len(o.Coords); i++ {
		if o.Coords[i]-o.Coords[i-1] != o.Coords[1]-o.Coords[0] {
			return false, 0
		}
	}
	return true, o.Coords[1] - o.Coords[0]
}

// edge stores the derivative at the first or the last point, from the rows there and the
// next two inwards.
func (o *GradientOpt[T]) edge(to Array[T], order, at int, f [3]Array[T]) {
	sign, in := T(1), 1
	if at > 0 {
		sign, in = -1, -1
	}
	uniform, dx := o.uniform()
	h, k := dx, dx
	if !uniform {
		h = (o.Coords[at+in] - o.Coords[at]) * sign
		k = h
		if order == 2 {
			k = (o.Coords[at+2*in] - o.Coords[at+in]) * sign
		}
	}
	if order == 1 {
		if at > 0 { // in this order a difference of 0 has no sign
			f[0], f[1] = f[1], f[0]
		}
		DivScalarTo(to, SubTo(to, f[1], f[0]), h)
		return
	}
	p, q, r := -(T(2*h)+k)/T(h*(h+k)), (h+k)/T(h*k), -h/T(k*(h+k))
	if uniform {
		p, q, r = -1.5/dx, 2/dx, -0.5/dx
	}
	if at == 0 {
		MulScalarTo(to, f[0], p)
		AddTo(to, to, f[1].MulScalar(q))
		AddTo(to, to, f[2].MulScalar(r))
		return
	}
	MulScalarTo(to, f[2], -r)
	AddTo(to, to, f[1].MulScalar(-q))
	AddTo(to, to, f[0].MulScalar(-p))
}

// Trapezoid returns the integrals along an axis by the trapezoidal rule, for points that
// are dx apart: the sums of dx*(y[i+1]+y[i])/2.
func Trapezoid[T Float](y Array[T], dx T, axis int) Array[T] {
	return TrapezoidTo(reducedZeros[T]("Trapezoid", y, []int{axis}), y, dx, axis)
}

// TrapezoidTo stores [Trapezoid] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func TrapezoidTo[T Float](out, y Array[T], dx T, axis int) Array[T] {
	const op = "Trapezoid"
	axis = wrapAxis(op, axis, y.NDim())
	n := y.layout().shape()[axis]
	if n == 0 {
		return reduceAxisTo(op, &sums, out, y, []int{axis}, false)
	}
	d := Add(y.along(axis, 1, n), y.along(axis, 0, n-1))
	defer d.Recycle()
	MulScalarTo(d, d, dx)
	return reduceAxisTo(op, &sums, out, DivScalarTo(d, d, 2), []int{axis}, false)
}

// TrapezoidAt is [Trapezoid] for points at given places: x has one axis, of the length of
// y's axis, or broadcasts to the shape of y. It panics with ErrShape otherwise.
func TrapezoidAt[T Float](y, x Array[T], axis int) Array[T] {
	return TrapezoidAtTo(reducedZeros[T]("TrapezoidAt", y, []int{axis}), y, x, axis)
}

// TrapezoidAtTo stores [TrapezoidAt] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func TrapezoidAtTo[T Float](out, y, x Array[T], axis int) Array[T] {
	const op = "TrapezoidAt"
	axis = wrapAxis(op, axis, y.NDim())
	n := y.layout().shape()[axis]
	if x.NDim() == 1 && x.Len() == n {
		shape := make([]int, y.NDim())
		for d := range shape {
			shape[d] = 1
		}
		shape[axis] = n
		x = x.Reshape(shape...)
	} else if !x.layout().fits(y.layout().shape()) {
		fail(op, ErrShape, "points of shape %s for values of shape %s", shapeString(x.layout().shape()), shapeString(y.layout().shape()))
	} else {
		x = x.BroadcastTo(y.layout().shape()...)
	}
	if n == 0 {
		return reduceAxisTo(op, &sums, out, y, []int{axis}, false)
	}
	d := Add(y.along(axis, 1, n), y.along(axis, 0, n-1))
	defer d.Recycle()
	MulTo(d, d, Diff(x, 1, axis))
	return reduceAxisTo(op, &sums, out, DivScalarTo(d, d, 2), []int{axis}, false)
}
