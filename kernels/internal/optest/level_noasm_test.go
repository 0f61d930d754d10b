//go:build !amd64 || noasm

package optest

import "github.com/lanewise/lanewise/kernels"

func assembly(kernels.Level) map[string]any { return nil }
