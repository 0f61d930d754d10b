package main

import (
	"fmt"
	"math"
	"math/big"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/lanewise/lanewise/asm/coef"
)

// layers is the number of layers of a ziggurat.
const layers = 256

// layering covers a density f, decreasing from f(0) = 1, with layers of equal
// area v: rectangles, and at the bottom one with the tail from r on (Marsaglia
// and Tsang, "The ziggurat method for generating random variables", 2000). The
// right edge of layer i is x[i], f(x[i-1]) = f(x[i]) + v/x[i], and x[255] = r;
// x[0] = v/f(r), as if the bottom layer were a rectangle.
type layering struct {
	x, f [layers]*big.Float
}

// normalLayers returns the layers of f(x) = exp(-x*x/2). NumPy's tables, whose
// bits a stream shows, come from a recursion in float64 with functions from a
// C library, and so do these. One result was not the nearest number there.
func normalLayers() (n layering) {
	const r, v = 3.6541528853610088, 0.004928673233974652
	var f [layers]float64
	x := r
	for i := layers - 1; i > 0; i-- {
		f[i] = nearest(coef.Exp(coef.F(-0.5 * x * x)))
		if i == 38 {
			f[i] = math.Nextafter(f[i], 1)
		}
		n.x[i], n.f[i] = coef.F(x), coef.F(f[i])
		if i > 1 {
			x = math.Sqrt(-2 * nearest(coef.LogAny(coef.F(v/x+f[i]))))
		}
	}
	n.x[0], n.f[0] = coef.F(v/f[layers-1]), coef.F(1)
	return n
}

// exponentialLayers returns the layers of f(x) = exp(-x), exactly.
func exponentialLayers() (n layering) {
	x, ok := coef.F(0).SetString("7.69711747013104971404462804811408952334296818528283")
	if !ok {
		panic("r")
	}
	area := coef.Exp(coef.F(0).Neg(x))
	area.Mul(area, coef.F(0).Add(x, coef.F(1)))
	for i := layers - 1; i > 0; i-- {
		n.x[i], n.f[i] = x, coef.Exp(coef.F(0).Neg(x))
		top := coef.F(0).Quo(area, x)
		x = coef.F(0).Neg(coef.LogAny(top.Add(top, n.f[i])))
	}
	n.x[0], n.f[0] = coef.F(0).Quo(area, n.f[layers-1]), coef.F(1)
	return n
}

// nearest returns the float64 nearest to x.
func nearest(x *big.Float) float64 {
	v, _ := x.Float64()
	return v
}

// zigguratTable is a table of one element type, rounded as NumPy's is.
type zigguratTable struct {
	name   string
	layers func() layering
	size   int                                             // of the type in bits
	scale  int                                             // bits of the uniform integer
	limit  func(inner, outer *big.Float, scale int) uint64 // makes k
	number func(x *big.Float) *big.Float                   // before rounding to the type; nil: nothing
}

var zigguratTables = []zigguratTable{
	{"normal64", normalLayers, 64, 52, half, nil},
	{"normal32", normalLayers, 32, 23, half, nil},
	{"exponential64", exponentialLayers, 64, 53, even, nil},
	{"exponential32", exponentialLayers, 32, 23, half, digits},
}

// half returns inner/outer * 2^scale in float64, rounded to an integer.
func half(inner, outer *big.Float, scale int) uint64 {
	return uint64(math.RoundToEven(math.Ldexp(nearest(inner)/nearest(outer), scale)))
}

// even returns the next even integer below the exact inner/outer * 2^scale.
func even(inner, outer *big.Float, scale int) uint64 {
	n, _ := coef.F(0).SetMantExp(coef.F(0).Quo(inner, outer), scale).Uint64()
	return n &^ 1
}

// digits rounds to nine decimal digits.
func digits(x *big.Float) *big.Float {
	y, _ := coef.F(0).SetString(x.Text('e', 8))
	return y
}

// literal returns the number of the table's type for x.
func (z zigguratTable) literal(x *big.Float) string {
	if z.number != nil {
		x = z.number(x)
	}
	if z.size == 32 {
		v, _ := x.Float32()
		return strconv.FormatFloat(float64(v), 'x', -1, 32)
	}
	return strconv.FormatFloat(nearest(x), 'x', -1, 64)
}

// source returns the table as Go: for a uniform integer u below 2^scale and
// layer i, x = u*w lies below the density for sure if u < k; f[i] is the
// density at the layer's right edge.
func (z zigguratTable) source() string {
	n := z.layers()
	var pairs, f strings.Builder
	unit := coef.F(0).SetMantExp(coef.F(1), z.scale)
	for i := range layers {
		end := func(every int) string {
			if i%every == every-1 {
				return ",\n"
			}
			return ","
		}
		limit := uint64(0)
		if i != 1 {
			limit = z.limit(n.x[(i+layers-1)%layers], n.x[i], z.scale)
		}
		fmt.Fprintf(&pairs, "{%#x, %s}%s", limit, z.literal(coef.F(0).Quo(n.x[i], unit)), end(4))
		fmt.Fprint(&f, z.literal(n.f[i]), end(8))
	}
	return fmt.Sprintf("\nvar %[1]s = ziggurat[uint%[2]d, float%[2]d]{\nlayers: [256]layer[uint%[2]d, float%[2]d]{\n%[3]s},\nf: [256]float%[2]d{\n%[4]s},\n}\n",
		z.name, z.size, pairs.String(), f.String())
}

// addTables adds the ziggurats' tables and the Mersenne Twister's jump.
func (out files) addTables(dir string) error {
	text := mtJump()
	for _, z := range zigguratTables {
		text += z.source()
	}
	return out.addGo(filepath.Join(dir, "zrandom.go"), "kernels", "", text)
}
