//go:build amd64 && !noasm

package kernels

// hasVectors reports whether a level has sorting kernels for elements of T.
func hasVectors[T Real](l Level) bool { return l != Portable && sizeOf[T]() >= 4 }
