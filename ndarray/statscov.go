package ndarray

import (
	"math"
	"slices"

	"github.com/lanewise/lanewise/kernels"
)

// CovOpt is what [Cov] can be told. The zero value is the unbiased estimate for variables
// in rows.
type CovOpt struct {
	// Columns says that each column is a variable and each row an observation, instead of
	// the other way round.
	Columns bool
	// DDof, if it is not nil, is what is subtracted from the number of observations,
	// instead of 1.
	DDof *int
	// Counts, if it is not nil, is how often each observation is repeated.
	Counts []int
	// Weights, if it is not nil, is the weight of each observation.
	Weights []float64
}

// Cov returns the covariances of the variables in the rows of a, whose columns are
// observations: a matrix c, where c[i,j] is that of variables i and j, computed in
// float64. For an array of one axis, one variable, it has no axes. It panics with
// ErrShape if a has more than two axes or there is another number of weights, and with
// ErrValue if a weight is negative.
func Cov[T Real](a Array[T], o CovOpt) Array[float64] {
	const op = "Cov"
	rows, w := o.observations(op, As[float64](a))
	vars, n := rows.Len(), rows.lay.shape()[1]
	out := zeros[float64](op, []int{vars, vars})
	x, _ := rows.Data()
	free := o.center(x, vars, n, w)
	s, _ := out.Data()
	scaled := make([]float64, n)
	for i := range vars {
		copy(scaled, x[i*n:i*n+n])
		if w != nil {
			kernels.MulF64(scaled, scaled, w)
		}
		for j := i; j < vars; j++ {
			v := kernels.DotF64(scaled, x[j*n:j*n+n]) * (1 / free)
			s[i*vars+j], s[j*vars+i] = v, v
		}
	}
	if vars == 1 {
		return out.Reshape()
	}
	return out
}

// CovTo stores [Cov] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func CovTo[T Real](out Array[float64], a Array[T], o CovOpt) Array[float64] {
	return stored("Cov", out, Cov(a, o))
}

// observations returns the variables as rows in an array of two axes, and the products of
// counts and weights, nil if there are none.
func (o CovOpt) observations(op string, a Array[float64]) (Array[float64], []float64) {
	switch {
	case a.NDim() > 2:
		fail(op, ErrShape, "array of shape %s has more than 2 dimensions", shapeString(a.lay.shape()))
	case a.NDim() < 2:
		a = a.Reshape(1, -1)
	case o.Columns:
		a = a.T().Copy()
	}
	if !a.layout().fresh() {
		a = a.Copy()
	}
	n := a.lay.shape()[1]
	if o.Counts != nil && len(o.Counts) != n || o.Weights != nil && len(o.Weights) != n {
		fail(op, ErrShape, "%d counts and %d weights for %d observations", len(o.Counts), len(o.Weights), n)
	}
	if o.Counts == nil && o.Weights == nil {
		return a, nil
	}
	w := slices.Repeat([]float64{1}, n)
	for i := range w {
		if o.Counts != nil {
			w[i] = float64(o.Counts[i])
		}
		if o.Weights != nil {
			w[i] *= o.Weights[i]
		}
		if w[i] < 0 {
			fail(op, ErrValue, "counts and weights cannot be negative")
		}
	}
	return a, w
}

// center subtracts the mean from each variable and returns the degrees of freedom.
func (o CovOpt) center(x []float64, vars, n int, w []float64) (free float64) {
	ddof := 1.0
	if o.DDof != nil {
		ddof = float64(*o.DDof)
	}
	total := float64(n)
	if w != nil {
		total = kernels.SumF64(w)
	}
	for i := range vars {
		row := x[i*n : i*n+n]
		mean := kernels.SumF64(row) / total
		if w != nil {
			mean = kernels.DotF64(row, w) / total
		}
		kernels.SubScalarF64(row, row, mean)
	}
	free = total - ddof
	if o.Weights != nil && ddof != 0 {
		free = total - float64(ddof*kernels.DotF64(w, o.Weights))/total
	}
	return max(free, 0)
}

// CorrCoef returns the correlation coefficients of the variables in the rows of a, or its
// columns: the covariances of [Cov] divided by the standard deviations, from -1 to 1.
func CorrCoef[T Real](a Array[T], columns bool) Array[float64] {
	c := Cov(a, CovOpt{Columns: columns})
	if c.NDim() == 0 {
		return DivTo(c, c, c)
	}
	n := c.Len()
	s, _ := c.Data()
	std := make([]float64, n)
	for i := range std {
		std[i] = math.Sqrt(s[i*n+i])
	}
	for i := range s {
		s[i] = min(max(s[i]/std[i/n]/std[i%n], -1), 1)
	}
	return c
}

// CorrCoefTo stores [CorrCoef] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func CorrCoefTo[T Real](out Array[float64], a Array[T], columns bool) Array[float64] {
	return stored("CorrCoef", out, CorrCoef(a, columns))
}
