//go:build (!amd64 && !arm64) || noasm

package kernels

func complexSum[T float](_ Level, x []T) (re, im T) { return complexSumGo(x) }

func complexProd[T float](_ Level, x []T) (re, im T) { return complexProdGo(x) }

func complexDot[T float](_ Level, x, y []T) (rr, ii, ri, ir T) { return complexDotGo(x, y) }
