//go:build !amd64 || noasm

package blas

func dotRowsAsm[T Scalar](y []T, alpha T, a []T, lda int, x []T) bool { return false }

func addRowsAsm[T Scalar](y []T, alpha T, a []T, lda int, x []T) bool { return false }

func rankOneAsm[T Scalar](alpha T, x, y, a []T, lda int) bool { return false }

func symmetricRowsAsm[T Scalar](y, sum []T, alpha T, a []T, lda int, x, z []T) bool { return false }
