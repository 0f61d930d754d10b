//go:build !amd64

package native

func misjudged() bool { return false }
