package main

import (
	"cmp"
	"context"
	"fmt"
	"os"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

type compareCmd struct {
	Python     string `placeholder:"COMMAND" help:"Python interpreter, python3 on PATH by default; may have arguments, which stand before those of the script."`
	CC         string `name:"cc" placeholder:"COMMAND" help:"C compiler, gcc or cc on PATH by default; may have arguments."`
	Width      int    `default:"2048" help:"Width of the Mandelbrot picture in pixels."`
	Height     int    `default:"2048" help:"Height of the Mandelbrot picture in pixels."`
	Iterations int64  `default:"1000" help:"Most updates of z per pixel."`
	Samples    int64  `default:"134217728" help:"Integration steps, and random samples."`
	Rounds     int    `default:"5" help:"Times that each side is run, in turn; what takes more than 5 seconds in sum is not run again."`
	JSON       bool   `help:"Print one JSON object per line and nothing else."`
}

func (*compareCmd) Help() string {
	return `Measures lanewise and other software in turn on the same work in one run, so that both meet the same state of
the machine: Numba (compiled Python, fastmath) and NumPy with the Python that it finds, and a C program with AVX-512
intrinsics that it compiles. What is missing is named on standard error and left out.

A rate is the median of the rounds, with the least and the greatest. "ns" is the time for one element of
exp over 4096 float64, and for one a + b of two arrays of 3 float64 including the result's allocation; fma-peak are
independent fused multiply-adds, in lanes. The last column tells how many times as fast lanewise is.

Examples:
  bench compare
  bench compare --python "nice -n 5 python3.13" --cc clang --json`
}

func (c *compareCmd) Validate() error {
	return cmp.Or(
		checkSize(c.Width, c.Height, c.Iterations), checkSamples(c.Samples),
		within("--rounds", int64(c.Rounds), 1000, "more tell nothing new"))
}

func (c *compareCmd) Run(ctx context.Context) error {
	peers := startPeers(ctx, c)
	defer func() {
		for _, p := range peers {
			p.stop()
		}
	}()
	rows, err := c.measure(ctx, c.contests(peers))
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(os.Stdout, rows...)
	}
	return writeTable(os.Stdout, comparison(rows))
}

func (c *compareCmd) measure(ctx context.Context, contests []*contest) (rows []*row, err error) {
	bar := newProgress(int64(c.Rounds*len(contests)), c.JSON, "comparing")
	defer bar.close()
	m := newMachine()
	for _, contest := range contests {
		more, err := contest.run(ctx, m, c.Rounds, bar)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// A contest is one case with one number of threads, and everyone who takes part.
type contest struct {
	ours   []*trial // one, or one at each level
	theirs []*entry
}

// An entry is a peer's part in a contest.
type entry struct {
	peer    *peer
	offer   int
	seconds []float64
	last    answer
}

const enoughPeerTime = 5.0 // seconds of one side, after which it is not run again

func (e *entry) done() bool { return sum(e.seconds) > enoughPeerTime }

// contests pairs what the peers offer with our workloads: on one thread and, where the peer can, on all.
func (c *compareCmd) contests(peers []*peer) []*contest {
	var list []*contest
	for _, w := range c.workloads() {
		for _, threads := range []int{1, threadctl.Budget()} {
			contest := &contest{ours: []*trial{{load: w, level: kernels.Active(), threads: threads}}}
			for _, p := range peers {
				for i, o := range p.offers {
					if o.Case == w.name && (o.Dtype == w.dtype || w.dtype == "uint32") && (threads == 1 || o.Parallel) {
						contest.theirs = append(contest.theirs, &entry{peer: p, offer: i})
					}
				}
			}
			if len(contest.theirs) > 0 {
				list = append(list, contest)
			}
			if threads == threadctl.Budget() {
				break
			}
		}
	}
	return list
}

// workloads returns our side of every case.
func (c *compareCmd) workloads() []*workload {
	set := wholeSet(1, int(c.Iterations))
	set.width, set.height = c.Width, c.Height
	set32 := *set
	set32.dtype = "float32"
	return []*workload{
		set.workload(), set32.workload(), midpoint("float64", uint64(c.Samples)), monteCarlo(1, uint64(c.Samples)),
		exp4096(), add3(), fmaPeak("float64", kernels.ProbeFMAF64), fmaPeak("float32", kernels.ProbeFMAF32),
	}
}

// alternate runs the sides in turn.
func (c *contest) alternate(ctx context.Context, m *machine, rounds int, bar *progress) error {
	for range rounds {
		for _, t := range c.ours {
			if sum(t.seconds) > enoughPeerTime {
				continue
			}
			if err := t.once(ctx, m, func(int64) {}); err != nil {
				return err
			}
		}
		for _, e := range c.theirs {
			if e.done() {
				continue
			}
			a, err := e.peer.ask(e.offer, c.ours[0].threads)
			if err != nil {
				return err
			}
			e.last, e.seconds = a, append(e.seconds, a.Seconds)
		}
		bar.add(1)
	}
	return nil
}

// run alternates the sides and returns their rows, ours first.
func (c *contest) run(ctx context.Context, m *machine, rounds int, bar *progress) ([]*row, error) {
	if err := c.alternate(ctx, m, rounds, bar); err != nil {
		return nil, err
	}
	ours := newRow(c.ours[0], m)
	rows := []*row{ours}
	for _, e := range c.theirs {
		r := &row{
			Library: e.peer.offers[e.offer].Library, Case: ours.Case, Dtype: e.peer.offers[e.offer].Dtype, Threads: ours.Threads,
			Work: e.last.Work, Unit: ours.Unit, Limit: ours.Limit, PeakRSSBytes: e.last.PeakRSSBytes,
			Value: e.last.Value, Error: e.last.Error,
		}
		r.time(e.seconds)
		if r.Limit > 0 {
			r.Share = r.Rate / r.Limit
		}
		r.Ratio = ours.Rate / r.Rate
		if r.Unit == unitNanoseconds {
			r.Ratio = r.Rate / ours.Rate
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// comparison lays rows out as cells under a header.
func comparison(rows []*row) [][]string {
	table := [][]string{{"case", "dtype", "threads", "library", "rate", "min", "max", "unit", "of limit", "lanewise is"}}
	for _, r := range rows {
		w := &workload{unit: r.Unit}
		slow, fast := w.rate(r.Work, r.MaxSeconds), w.rate(r.Work, r.MinSeconds)
		ratio := ""
		if r.Ratio > 0 {
			ratio = significant(r.Ratio) + "x"
		}
		table = append(table, []string{
			r.Case, r.Dtype, fmt.Sprint(r.Threads), r.Library, significant(r.Rate),
			significant(min(slow, fast)), significant(max(slow, fast)), r.Unit, percent(r.Share), ratio,
		})
	}
	return table
}
