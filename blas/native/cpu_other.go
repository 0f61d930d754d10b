//go:build !amd64

package native

func wideAMD() bool { return false }
