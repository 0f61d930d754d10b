package blas

// turnedRows is the most of the longer side of C that is computed at a time, which
// bounds the room for it.
const turnedRows = 4096

// turns reports whether C' = B'*A' is the better way to C = A*B: if C is at most as narrow
// as a tile and the long operand a transposed one. As A, that is read across its rows, a
// line for each few elements, and fills a part of a tile's columns only; as B, it is packed
// for few rows, which pays while it comes from the caches.
func (s *blocks) turns(m, n, k, stepA, stepB int) bool {
	const least = 1 << 11 // elements of A
	switch {
	case n <= s.nr && m > s.nr && stepA != 1:
		return m*k >= s.far || 2*n <= s.nr && m*k >= least
	case m <= s.nr && n > s.nr && stepB != 1:
		return n*k >= s.far
	}
	return false
}

// multiplyTurned computes blocks of C' and transposes them. Each element goes through the
// operations of multiply for C', which are those of tiles for C, or is a dot product.
func multiplyTurned[T Scalar](s *blocks, m, n, k int, alpha T, a, b *operand[T], beta T, c []T, ldc int) {
	rows, cols := min(m, turnedRows), min(n, turnedRows) // of C, at a time
	w := newWorkspace[T]()
	defer w.release()
	w.turned = grow(w.turned, rows*cols)
	for i := 0; i < m; i += rows {
		for j := 0; j < n; j += cols {
			r, q := min(rows, m-i), min(cols, n-j)
			part := c[i*ldc+j:]
			w.factors[0], w.factors[1] = b.from(0, j).transposed(), a.from(i, 0).transposed()
			if beta != 0 {
				copyBlock(w.turned, r, part, 1, ldc, q, r)
			}
			multiply(whole, q, r, k, alpha, &w.factors[0], &w.factors[1], beta, w.turned, r)
			copyBlock(part, ldc, w.turned, 1, r, r, q)
		}
	}
}
