//go:build unix

package kerneltest

import (
	"runtime/debug"
	"testing"
	"unsafe"
)

// TestGuards shows that the pages around an arena do fault.
func TestGuards(t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	a := NewArena(t, 100)
	front, back := Front[float64](a, 3), Back[float64](a, 3)
	for _, touch := range []struct {
		name string
		do   func()
	}{
		{"before", func() { *before(front)++ }},
		{"behind", func() { *behind(back)++ }},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("an access %s the operand went unnoticed", touch.name)
				}
			}()
			touch.do()
		}()
	}
	front[0], back[2] = 1, 2 // and the operands themselves don't
}

func before(s []float64) *float64 { return (*float64)(unsafe.Add(unsafe.Pointer(&s[0]), -8)) }

func behind(s []float64) *float64 { return (*float64)(unsafe.Add(unsafe.Pointer(&s[0]), 8*len(s))) }
