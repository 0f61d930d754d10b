package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

// Largest accepted sizes.
const (
	maxPixels  = 1 << 28 // 1 GiB of counts and 1 GiB of picture
	maxSamples = 1 << 52 // above, i + 1/2 is no longer exact in float64
	maxThreads = 1024    // threadctl's own cap
)

// runFlags say how to run one case and how to print it.
type runFlags struct {
	Level   *kernels.Level `placeholder:"LEVEL" help:"Instruction set: portable, avx2, avx512 or neon. The best that this CPU has by default."`
	Threads *int           `placeholder:"N" help:"Threads to use, 1 to 1024. All that the process may use by default."`
	JSON    bool           `help:"Print one JSON object per line and nothing else."`
}

func (f *runFlags) check() error {
	if f.Level != nil && !slices.Contains(kernels.Levels(), *f.Level) {
		return fmt.Errorf("--level=%v: not available here; available: %v", *f.Level, kernels.Levels())
	}
	if f.Threads != nil {
		return within("--threads", int64(*f.Threads), maxThreads, "more only take turns")
	}
	return nil
}

// trial returns the measurement of w that the flags ask for.
func (f *runFlags) trial(w *workload) *trial {
	t := &trial{load: w, level: kernels.Active(), threads: threadctl.Budget()}
	if f.Level != nil {
		t.level = *f.Level
	}
	if f.Threads != nil {
		t.threads = *f.Threads
	}
	return t
}

// planeFlags are the flags of a fractal. Their defaults are variables, which each command sets.
type planeFlags struct {
	Width      int     `default:"2048" help:"Picture width in pixels."`
	Height     int     `default:"${height}" help:"Picture height in pixels; at most 2^28 pixels in all."`
	XMin       float64 `name:"xmin" default:"${xmin}" help:"Real part at the left border."`
	XMax       float64 `name:"xmax" default:"${xmax}" help:"Real part at the right border."`
	YMin       float64 `name:"ymin" default:"${ymin}" help:"Imaginary part at the lower border."`
	YMax       float64 `name:"ymax" default:"${ymax}" help:"Imaginary part at the upper border."`
	Iterations int64   `default:"1000" help:"Most updates of z per pixel, below 2^31."`
	Dtype      string  `enum:"float64,float32" default:"float64" help:"Arithmetic: float64 or float32."`
	Output     string  `default:"${output}" placeholder:"FILE" help:"PNG file to write (${default}); --output= writes none."`
}

func (f *planeFlags) check() error {
	if err := checkSize(f.Width, f.Height, f.Iterations); err != nil {
		return err
	}
	if err := cmp.Or(f.interval("x", f.XMin, f.XMax), f.interval("y", f.YMin, f.YMax)); err != nil || f.Output == "" {
		return err
	}
	return checkOutput(f.Output)
}

// checkSize checks the size of a picture and its iterations.
func checkSize(width, height int, iterations int64) error {
	if err := within("--width", int64(width), maxPixels, "the picture has to fit in memory"); err != nil {
		return err
	}
	return cmp.Or(
		within("--height", int64(height), maxPixels/int64(width), "at most 2^28 pixels fit in memory"),
		within("--iterations", iterations, math.MaxInt32, "counts are int32"))
}

func checkSamples(n int64) error {
	return within("--samples", n, maxSamples, "larger indices are not exact in float64")
}

// interval checks one side of the region.
func (f *planeFlags) interval(axis string, lo, hi float64) error {
	if f.Dtype == "float32" {
		lo, hi = float64(float32(lo)), float64(float32(hi))
	}
	if width := hi - lo; !(width > 0) || math.IsInf(width, 0) {
		return fmt.Errorf("--%smin=%g --%smax=%g: not a finite region of %s with min < max", axis, lo, axis, hi, f.Dtype)
	}
	return nil
}

// within checks that the value of a flag is between 1 and most, and tells why not more.
func within(flag string, value, most int64, reason string) error {
	switch {
	case value < 1:
		return fmt.Errorf("%s=%d: must be at least 1", flag, value)
	case value > most:
		return fmt.Errorf("%s=%d: at most %d (%s)", flag, value, most, reason)
	}
	return nil
}

// finite checks that the value of a flag is a number.
func finite(flag string, value float64) error {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return fmt.Errorf("%s=%g: must be finite", flag, value)
	}
	return nil
}
