package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

type allCmd struct {
	Output string `default:"." placeholder:"FOLDER" help:"Folder for lanewise-mandelbrot.png and lanewise-chart.png (the current one)."`
	JSON   bool   `help:"Print one JSON object per line and nothing else; the pictures are written all the same."`
	Quick  bool   `help:"Small sizes: a look at everything in a few seconds. Rates are not meaningful."`
}

func (*allCmd) Help() string {
	return `The table shows the median time of up to fifteen repeats, which take turns; the speed-up over the portable level
in float64 on one thread; the share of the machine's limit; the most memory that was resident, and what a run
allocates on the heap.

Examples:
  bench
  bench --output results --json > results/rows.json
  bench mandelbrot --help`
}

func (c *allCmd) Validate() error { return checkFolder(c.Output) }

func (c *allCmd) Run(ctx context.Context) error {
	set, steps, samples := wholeSet(2048, 1000), uint64(1)<<31, uint64(1)<<29
	if c.Quick {
		set, steps, samples = wholeSet(256, 200), 1<<24, 1<<22
	}
	trials := allTrials(set, steps, samples)
	rows, err := c.measure(ctx, trials)
	if err != nil {
		return err
	}
	mandelbrotFile := filepath.Join(c.Output, "lanewise-mandelbrot.png")
	chartFile := filepath.Join(c.Output, "lanewise-chart.png")
	picture, err := set.picture(ctx, kernels.Active())
	if err != nil {
		return err
	}
	if err := writePNG(ctx, mandelbrotFile, picture); err != nil {
		return err
	}
	bars, err := chart(rows)
	if err != nil {
		return err
	}
	if err := writePNG(ctx, chartFile, bars); err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(os.Stdout, rows...)
	}
	fmt.Printf("lanewise at %v, %d threads, %s, %s/%s\n\n", kernels.Active(), threadctl.Budget(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if err := writeTable(os.Stdout, rowTable(rows)); err != nil {
		return err
	}
	fmt.Printf("\n%v\n", set)
	printPi(rows)
	_, err = fmt.Printf("\nwrote %s and %s\n", mandelbrotFile, chartFile)
	return err
}

// wholeSet returns the usual picture of the Mandelbrot set.
func wholeSet(side, iterations int) *fractal {
	return &fractal{
		mandelbrot: true, dtype: "float64", width: side, height: side, iterations: iterations,
		xmin: -2, xmax: 0.5, ymin: -1.25, ymax: 1.25,
	}
}

// allTrials returns what the default run measures, case by case: float64 at each level, and float32 at the best,
// each on one thread and on all. A case begins with the portable level on one thread.
func allTrials(set *fractal, steps, samples uint64) []*trial {
	set32 := *set
	set32.dtype = "float32"
	levels, best := kernels.Levels(), kernels.Active()
	var trials []*trial
	add := func(w *workload, levels ...kernels.Level) {
		for _, l := range levels {
			trials = append(trials, &trial{load: w, level: l, threads: 1})
			if n := threadctl.Budget(); n > 1 {
				trials = append(trials, &trial{load: w, level: l, threads: n})
			}
		}
	}
	add(set.workload(), levels...)
	add(set32.workload(), best)
	add(midpoint("float64", steps), levels...)
	add(midpoint("float32", steps), best)
	add(monteCarlo(1, samples), levels...)
	return trials
}

// measure measures the trials and returns their rows, with the speed-up over the first row of the same case.
func (c *allCmd) measure(ctx context.Context, trials []*trial) ([]*row, error) {
	chunks := int64(0)
	for _, t := range trials {
		chunks += maxRepeats * t.load.chunks
	}
	p := newProgress(chunks, c.JSON, "measuring")
	defer p.close()
	m := newMachine()
	if err := measure(ctx, m, p, trials...); err != nil {
		return nil, err
	}
	var rows []*row
	base := map[string]float64{}
	for _, t := range trials {
		r := newRow(t, m)
		if _, ok := base[r.Case]; !ok {
			base[r.Case] = r.Rate
		}
		r.Speedup = r.Rate / base[r.Case]
		rows = append(rows, r)
	}
	return rows, nil
}

// printPi prints the value of pi by each method, as the best level and all threads found it.
func printPi(rows []*row) {
	for _, r := range rows {
		if r.Value != nil && r.Level == kernels.Active().String() && r.Threads == threadctl.Budget() {
			fmt.Printf("%-13s %-7s  pi = %.15f  error %9.2g  (%.0f %s)\n", r.Case, r.Dtype, *r.Value, *r.Error, r.Work, r.Unit[1:len(r.Unit)-2])
		}
	}
}
