package ndarray

import "math"

// inRange returns the elements in a range, as float64.
func inRange[T Real](a Array[T], r *[2]float64) Array[float64] {
	x := As[float64](a).Reshape(-1)
	if r == nil {
		return x
	}
	kept := x.Copy()
	s, _ := kept.Data()
	n := 0
	for _, v := range s {
		if v >= r[0] && v <= r[1] {
			s[n] = v
			n++
		}
	}
	return kept.along(0, 0, n)
}

// bins returns the number of bins that a rule chooses for data from lo to hi.
func (b BinRule) bins(x Array[float64], lo, hi float64, whole bool) int {
	if x.Size() == 0 {
		return 1
	}
	width := b.width(x, lo, hi)
	if !(width > 0) {
		return 1
	}
	if whole && width < 1 {
		width = 1
	}
	return int(min(math.Ceil((hi-lo)/width), maxBytes))
}

// width returns the width of a bin, 0 if the rule finds none.
func (b BinRule) width(x Array[float64], lo, hi float64) float64 {
	n := float64(x.Size())
	switch b {
	case BinsFD:
		q := PercentileAxis(x, []float64{75, 25}, QLinear)
		return 2 * (q.At(0) - q.At(1)) * math.Pow(n, -1.0/3)
	case BinsSturges:
		return Ptp(x) / (math.Log2(n) + 1)
	case BinsScott:
		return math.Pow(24*math.Sqrt(math.Pi)/n, 1.0/3) * Std(x, 0)
	case BinsDoane:
		return doaneWidth(x)
	case BinsRice:
		return Ptp(x) / (2 * math.Pow(n, 1.0/3))
	case BinsSqrt:
		return Ptp(x) / math.Sqrt(n)
	case BinsStone:
		return stoneWidth(x, lo, hi)
	default:
		fd := max(BinsFD.width(x, lo, hi), BinsSqrt.width(x, lo, hi)/2)
		return min(fd, BinsSturges.width(x, lo, hi))
	}
}

func doaneWidth(x Array[float64]) float64 {
	n := float64(x.Size())
	sigma := Std(x, 0)
	if n <= 2 || sigma == 0 {
		return 0
	}
	spread := math.Sqrt(6 * (n - 2) / float64((n+1)*(n+3)))
	z := x.SubScalar(Mean(x)).DivScalar(sigma)
	skewness := Mean(Mul(Mul(z, z), z))
	return Ptp(x) / (1 + math.Log2(n) + math.Log2(1+math.Abs(skewness)/spread))
}

// stoneWidth returns the width that minimizes the estimated integral of the squared
// error.
func stoneWidth(x Array[float64], lo, hi float64) float64 {
	n, ptp := float64(x.Size()), Ptp(x)
	if n <= 1 || ptp == 0 {
		return 0
	}
	best, least := 1, math.Inf(1)
	for bins := 1; bins <= max(100, int(math.Sqrt(n))); bins++ {
		counts, _ := Histogram(x, HistogramOpt{Bins: bins, Range: &[2]float64{lo, hi}})
		p := As[float64](counts).DivScalar(n)
		if loss := (2 - float64((n+1)*Sum(Square(p)))) / (ptp / float64(bins)); loss < least {
			best, least = bins, loss
		}
	}
	return ptp / float64(best)
}
