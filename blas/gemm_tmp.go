package blas

import "github.com/lanewise/lanewise/kernels"

var tileShapes = map[kernels.Level]tileShape{}

func tileAsm(l kernels.Level, k kind, vectors int, t *byte) bool { return false }

func cornerAsm(l kernels.Level, k kind, solve bool, rows *byte, stride int, f *byte) bool {
	return false
}
