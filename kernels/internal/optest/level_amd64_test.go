//go:build amd64 && !noasm

package optest

import "github.com/lanewise/lanewise/kernels"

func assembly(l kernels.Level) map[string]any {
	if l == kernels.AVX512 {
		return assemblyAVX512
	}
	return assemblyAVX2
}
