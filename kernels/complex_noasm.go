//go:build !amd64 || noasm

package kernels

func complexMul[T float](_ Level, dst, x, y []T) { complexMulPortable(dst, x, y) }
