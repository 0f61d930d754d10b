//go:build !amd64

package native

func zen5() bool { return false }
