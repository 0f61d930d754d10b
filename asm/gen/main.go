// Command gen writes the generated files of the packages under kernels: for
// every kernel in asm/defs the exported Go function, its portable form and
// assembly for each level, and the hand-parameterised kernels of this folder.
//
// It is a module of its own, so that avo is no dependency of the library. Run
// it by go generate ./kernels; "gen ndarray" and "gen blas" write the files of these
// packages alone, within a second.
package main

import (
	"errors"
	"fmt"
	"os"
)

func main() {
	out := files{}
	generate := out.generate
	if len(os.Args) == 2 {
		generate = map[string]func() error{"ndarray": out.generateArrays, "blas": out.generateBLAS}[os.Args[1]]
	}
	if generate == nil {
		fmt.Fprintln(os.Stderr, "usage: gen [ndarray | blas]")
		os.Exit(2)
	}
	if err := errors.Join(generate(), out.write("../..")); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func (out files) generate() error {
	if err := out.addGroups("kernels"); err != nil {
		return err
	}
	if err := out.addSpecials("kernels"); err != nil {
		return err
	}
	if err := out.addTables("kernels"); err != nil {
		return err
	}
	if err := out.addOps("kernels/internal/optest"); err != nil {
		return err
	}
	return errors.Join(out.generateArrays(), out.generateBLAS())
}

func (out files) generateArrays() error { return out.addArrayFuncs("ndarray") }

// generateBLAS adds all generated files of package blas.
func (out files) generateBLAS() error {
	return errors.Join(out.addBLAS("blas"), out.addCorners("blas"), out.addRowKernels("blas"), out.addLoops("blas"),
		out.addGemm("blas"), out.addLevel3Methods("blas"), out.addNative("blas/native"))
}
