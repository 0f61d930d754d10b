// Package optest tests the back ends of the vector IR: it holds a kernel for
// every operation (asm/defs.Ops) at every level, and a test that compares each
// with the interpreter. Programs don't import it.
package optest
