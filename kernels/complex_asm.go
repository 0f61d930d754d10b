//go:build (amd64 || arm64) && !noasm

package kernels

// pairOf and quadOf convert between types that are the same.

func pairOf[T, U float](a, b U) (T, T) { return T(a), T(b) }

func quadOf[T, U float](a, b, c, d U) (T, T, T, T) { return T(a), T(b), T(c), T(d) }
