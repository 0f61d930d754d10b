//go:build (!amd64 && !arm64) || noasm

package optest

import "github.com/lanewise/lanewise/kernels"

var assembly map[kernels.Level]map[string]any
