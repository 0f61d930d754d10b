// Bench measures lanewise on this machine with two programs that need no input, the Mandelbrot set and pi, draws
// the set and a chart, and compares itself with other software that it finds. See README.md, or run it with --help.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"github.com/alecthomas/kong"
)

// Exit statuses.
const (
	exitFailure     = 1
	exitUsage       = 2
	exitInterrupted = 130 // 128 + SIGINT, as shells have it
)

const description = `Measures the numeric library lanewise on this machine.

Without a subcommand it runs the Mandelbrot set and two ways to pi at real size, at every instruction-set level of
this CPU, on one thread and on all of them, in about a minute. It prints a table and writes two pictures.

Rates count work that was done: updates of z (iterations), integration steps, random samples; 1 Giter/s is 1e9
updates per second. Each rate stands beside the machine's limit, which the same run measures with independent
multiplications on as many threads.`

// grammar is the command line.
type grammar struct {
	All        allCmd        `cmd:"" default:"withargs" help:"Run both programs at every level and draw them (default)."`
	Mandelbrot mandelbrotCmd `cmd:"" help:"Measure and draw the Mandelbrot set."`
	Julia      juliaCmd      `cmd:"" help:"Measure and draw a Julia set."`
	Pi         piCmd         `cmd:"" help:"Measure pi by midpoint integration or by Monte Carlo."`
	Info       infoCmd       `cmd:"" help:"Tell what the library found on this machine."`
	Compare    compareCmd    `cmd:"" help:"Measure beside Numba, NumPy and C, alternating."`
	Kernels    kernelsCmd    `cmd:"" help:"Measure every kernel at every level, beside NumPy and SLEEF if wanted."`
	Ndarray    arraysCmd     `cmd:"" help:"Measure operations on arrays, beside NumPy, numexpr and gonum if wanted."`
	Gemm       gemmCmd       `cmd:"" help:"Measure and draw matrix products, beside gonum and native BLAS libraries if wanted."`
	BLAS       routinesCmd   `cmd:"" name:"blas" help:"Measure routines of BLAS of all levels, beside gonum and native libraries if wanted."`
	Tables     tablesCmd     `cmd:"" help:"Write docs/kernels.md and docs/accuracy.md from the code."`
}

func main() { os.Exit(run(os.Args[1:])) }

// run carries out a command line and returns the exit status.
func run(args []string) int {
	var g grammar
	parser := kong.Must(&g, kong.Name("bench"), kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.WithHyphenPrefixedParameters(true))
	command, err := parser.Parse(args) // also runs every Validate, and exits after --help
	if err != nil {
		return fail(err, exitUsage)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	command.BindTo(ctx, (*context.Context)(nil))
	err = command.Run()
	switch {
	case err != nil && ctx.Err() != nil:
		return fail(errors.New("interrupted"), exitInterrupted)
	case err != nil:
		return fail(err, exitFailure)
	}
	return 0
}

// fail prints err as one line and returns status.
func fail(err error, status int) int {
	fmt.Fprintln(os.Stderr, "bench:", oneLine(err.Error()))
	return status
}

// oneLine shows line breaks, which an error may quote from the command line, as text.
func oneLine(s string) string {
	return strings.NewReplacer("\n", `\n`, "\r", `\r`).Replace(s)
}
