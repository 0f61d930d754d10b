package kernels

// Reductions of complex numbers in portable Go. Operands are parts, side by side.

// logicalBytes is the length of the vectors in which every level sums.
const logicalBytes = 64

// complexSumGo keeps four vectors of partial sums: part i goes to vector
// (i/lanes)%4, but what is left of the last round all to the first.
func complexSumGo[T float](x []T) (re, im T) {
	var acc [4 * logicalBytes / 4]T
	lanes := logicalBytes / sizeOf[T]()
	sums := acc[:4*lanes]
	for ; len(x) >= len(sums); x = x[len(sums):] {
		for j, v := range x[:len(sums)] {
			sums[j] += v
		}
	}
	for j, v := range x {
		sums[j&(lanes-1)] += v
	}
	return foldSums(sums, lanes)
}

// foldSums adds vectors in pairs until one is left, then its halves until a pair
// of parts is.
func foldSums[T float](acc []T, lanes int) (T, T) {
	for vectors := len(acc) / lanes; vectors > 1; vectors /= 2 {
		for v := range vectors / 2 {
			for j := range lanes {
				acc[v*lanes+j] = acc[2*v*lanes+j] + acc[(2*v+1)*lanes+j]
			}
		}
	}
	for half := lanes / 2; half > 1; half /= 2 {
		for j := range half {
			acc[j] += acc[j+half]
		}
	}
	return acc[0], acc[1]
}

// complexProdGo is complexSumGo for products.
func complexProdGo[T float](x []T) (re, im T) {
	var acc [4 * logicalBytes / 4]T
	lanes := logicalBytes / sizeOf[T]()
	for j := 0; j < len(acc); j += 2 {
		acc[j] = 1
	}
	times := func(dst, x, y []T) { dst[0], dst[1] = complexMul(x[0], x[1], y[0], y[1]) }
	main := len(x) &^ (4*lanes - 1)
	for i := 0; i < len(x); i += 2 {
		j := i & (4*lanes - 1)
		if i >= main {
			j = i & (lanes - 1)
		}
		times(acc[j:j+2], acc[j:j+2], x[i:i+2])
	}
	for vectors := 4; vectors > 1; vectors /= 2 {
		for v := range vectors / 2 {
			for j := 0; j < lanes; j += 2 {
				times(acc[v*lanes+j:], acc[2*v*lanes+j:], acc[(2*v+1)*lanes+j:])
			}
		}
	}
	for half := lanes / 2; half > 1; half /= 2 {
		for j := 0; j < half; j += 2 {
			times(acc[j:], acc[j:], acc[j+half:])
		}
	}
	return acc[0], acc[1]
}

// complexMul multiplies a+bi by c+di with rounded products.
func complexMul[T float](a, b, c, d T) (re, im T) {
	return T(a*c) - T(b*d), T(b*c) + T(a*d)
}

// complexDotGo sums the products of parts in two vectors each.
func complexDotGo[T float](x, y []T) (rr, ii, ri, ir T) {
	var straight, crossed [2 * logicalBytes / 4]T
	lanes := logicalBytes / sizeOf[T]()
	add := func(j int, x, y []T) { // a pair of parts
		straight[j] += T(x[0] * y[0])
		straight[j+1] += T(x[1] * y[1])
		crossed[j] += T(x[0] * y[1])
		crossed[j+1] += T(x[1] * y[0])
	}
	for ; len(x) >= 2*lanes; x, y = x[2*lanes:], y[2*lanes:] {
		for j := 0; j < 2*lanes; j += 2 {
			add(j, x[j:j+2], y[j:j+2])
		}
	}
	for i := 0; i < len(x); i += 2 {
		add(i&(lanes-1), x[i:i+2], y[i:i+2])
	}
	rr, ii = foldSums(straight[:2*lanes], lanes)
	ri, ir = foldSums(crossed[:2*lanes], lanes)
	return rr, ii, ri, ir
}

// Complex kernels outside of asm/defs by the levels that have code for them.
var (
	complexReduceNames  = []string{"SumC128", "SumC64", "ProdC128", "ProdC64", "DotuC128", "DotuC64", "DotcC128", "DotcC64"}
	complexConvertNames = []string{"ToC64F64", "ToC64I64", "ToC64U64", "ToF64C64", "ToI64C64", "ToU64C64"}
	complexPartNames    = []string{
		"AddC128", "AddC64", "SubC128", "SubC64", "NegC128", "NegC64", "ToC128C64", "ToC64C128",
	}
)
