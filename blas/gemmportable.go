package blas

import "unsafe"

// realNumber is the constraint of the numbers that elements are made of.
type realNumber interface{ float32 | float64 }

// tileGo is the micro-kernel in portable Go.
func tileGo[T Scalar](t *tile[T]) {
	switch t := any(t).(type) {
	case *tile[float32]:
		realTile(t)
	case *tile[float64]:
		realTile(t)
	case *tile[complex64]:
		complexTile(t, reals[float32](t.factors[:]), reals[float32])
	case *tile[complex128]:
		complexTile(t, reals[float64](t.factors[:]), reals[float64])
	}
}

// reals returns the parts of complex numbers, side by side.
func reals[F realNumber, T complex64 | complex128](s []T) []F {
	return unsafe.Slice((*F)(unsafe.Pointer(unsafe.SliceData(s))), 2*len(s))
}

// operands returns those of the kernel as slices.
func (t *tile[T]) operands() (a, b, c []T) {
	if t.k > 0 {
		a = unsafe.Slice(t.a, (t.rows-1)*t.rowA+(t.k-1)*t.stepA+1)
		b = unsafe.Slice(t.b, (t.k-1)*t.ldb+t.cols)
	}
	return a, b, unsafe.Slice(t.c, (t.rows-1)*t.ldc+t.cols)
}

// realTile takes two rows by four columns at a time.
func realTile[F realNumber](t *tile[F]) {
	a, b, c := t.operands()
	alpha := t.factors[0]
	for i := 0; i < t.rows; i += 2 {
		second := min(i+1, t.rows-1)
		for j := 0; j < t.cols; j += 4 {
			w := min(4, t.cols-j)
			var sums [8]F
			if t.k > 0 {
				sums = sums2x4(t.k, a[i*t.rowA:], a[second*t.rowA:], t.stepA, b[j:], t.ldb, w)
			}
			for r := i; r <= second; r++ {
				for x, sum := range sums[4*(r-i):][:w] {
					v := F(alpha * sum) // not fused with the addition: the same bits wherever borders of tiles lie
					if t.add != 0 {
						v += c[r*t.ldc+j+x]
					}
					c[r*t.ldc+j+x] = v
				}
			}
		}
	}
}

// complexTile takes a row by two columns at a time; parts returns the parts of
// complex numbers.
func complexTile[F realNumber, T complex64 | complex128](t *tile[T], f []F, parts func([]T) []F) {
	ta, tb, tc := t.operands()
	a, b, c := parts(ta), parts(tb), parts(tc)
	for i := range t.rows {
		for j := 0; j < 2*t.cols; j += 4 {
			w := min(4, 2*t.cols-j)
			var sums [8]F
			if t.k > 0 {
				sums = sums2x4(t.k, a[2*i*t.rowA:], a[2*i*t.rowA+1:], 2*t.stepA, b[j:], 2*t.ldb, w)
			}
			for x := 0; x < w; x += 2 {
				p, q, z := sums[x:x+2], sums[4+x:6+x], c[2*i*t.ldc+j+x:][:2]
				re, im := F(f[4]*p[0])+F(f[6]*q[1]), F(f[5]*p[1])+F(f[7]*q[0])
				re, im = F(f[0]*re)+F(f[2]*im), F(f[1]*im)+F(f[3]*re)
				if t.add != 0 {
					re, im = re+z[0], im+z[1]
				}
				z[0], z[1] = re, im
			}
		}
	}
}

// sums2x4 returns the sums of products of two rows of A and w columns of B, at
// most four. Products are rounded, whatever the compiler could fuse, so that both loops
// give the same bits.
func sums2x4[F realNumber](k int, a0, a1 []F, stepA int, b []F, ldb, w int) (sums [8]F) {
	if w < 4 {
		for l := range k {
			x, y := a0[l*stepA], a1[l*stepA]
			for j, v := range b[l*ldb:][:w] {
				sums[j] += F(x * v)
				sums[4+j] += F(y * v)
			}
		}
		return sums
	}
	var s0, s1, s2, s3, s4, s5, s6, s7 F
	for l := range k {
		x, y, v := a0[l*stepA], a1[l*stepA], b[l*ldb:][:4]
		s0 += F(x * v[0])
		s1 += F(x * v[1])
		s2 += F(x * v[2])
		s3 += F(x * v[3])
		s4 += F(y * v[0])
		s5 += F(y * v[1])
		s6 += F(y * v[2])
		s7 += F(y * v[3])
	}
	return [8]F{s0, s1, s2, s3, s4, s5, s6, s7}
}
