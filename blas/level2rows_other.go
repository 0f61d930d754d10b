//go:build !amd64 || noasm

package blas

import "github.com/lanewise/lanewise/kernels"

func dotRowsAsm[T Scalar](y []T, alpha T, a []T, lda, ahead int, x []T, inTurn bool) bool {
	return false
}

func addRowsAsm[T Scalar](y []T, alpha T, a []T, lda, ahead int, x []T) bool { return false }

func rankOneAsm[T Scalar](alpha T, x, y, a []T, lda int, inTurn bool) bool { return false }

func symmetricRowsAsm[T Scalar](y, sum []T, alpha T, a []T, lda, ahead int, x, z []T) bool {
	return false
}

func dotTileCount(l kernels.Level) int { return 0 }

func dotTileAsm[T Scalar](l kernels.Level, y []T, ldy int, a []T, lda int, x []T, ldx, m, n, count int, alpha T) {
	panic("blas: dotTileCount is 0")
}
