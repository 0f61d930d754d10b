//go:build !((linux || darwin) && !android && !ios && !faketime && (amd64 || arm64)) && !(windows && (amd64 || arm64))

package native

import (
	"errors"
	"runtime"
)

func openLibrary(string) (uintptr, error) {
	return 0, errors.New("no libraries are opened on " + runtime.GOOS + "/" + runtime.GOARCH)
}

func closeLibrary(uintptr)               {}
func lookup(uintptr, string) uintptr     { return 0 }
func invoke(uintptr, ...uintptr) uintptr { panic("unreachable") }
func bind(f any, address uintptr)        { panic("unreachable") }
