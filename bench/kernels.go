package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"regexp"

	"github.com/lanewise/lanewise/kernels"
)

type kernelsCmd struct {
	N       int    `name:"n" default:"4096" help:"Elements per array. 4096 stay in the caches; from 1048576 on, memory rates are shown too."`
	Match   string `placeholder:"REGEXP" help:"Measure only kernels whose name or \"name dtype\" matches, such as ^sin or 'exp.*float32'."`
	Compare bool   `help:"Measure NumPy and SLEEF as well, in turn with lanewise, on one thread."`
	Python  string `placeholder:"COMMAND" help:"Python interpreter with NumPy, python3 on PATH by default; may have arguments, which stand before those of the script."`
	CC      string `name:"cc" placeholder:"COMMAND" help:"C compiler that finds SLEEF, gcc or cc on PATH by default; may have arguments."`
	Rounds  int    `default:"15" help:"Times that each side is run, in turn; what takes more than 5 seconds in sum is not run again."`
	Least   bool   `help:"Take the least time of the rounds rather than the median: for a machine that is busy with other work."`
	JSON    bool   `help:"Print one JSON object per line and nothing else."`
}

func (*kernelsCmd) Help() string {
	return `Times every kernel on one thread at every level of this CPU, in nanoseconds per element: the median of the rounds,
each of which takes about a millisecond. "speed-up" is how many times as fast the best level is as portable; where a level
has no code of its own, a lower one serves (docs/kernels.md tells where).

With --compare NumPy and SLEEF (its functions of at most 1.0 ULP, for AVX-512 or AVX2 as this CPU has) work on the same
inputs in the same rounds, with outputs allocated beforehand. "ours is" tells how many times as fast lanewise's best
level is as the peer; below the table stand the geometric means for each dtype and the kernels that are slower.
What is missing is named on standard error and left out.

From 1048576 elements on, "GB/s" counts the bytes that the kernel has to read and to write, and "limit" is what a plain
C loop with as many arrays (memcpy, for kernels that move data) reaches in the same rounds, compiled with gcc or cc;
take --n 16777216 to be past the caches.

Sorting and what else works in place is timed with the copy of its input, for all sides alike.

Examples:
  bench kernels --match '^(add|exp|sum)$'
  bench kernels --compare --python "nice -n 5 python3.13"
  bench kernels --n 16777216 --match 'add|sum|where' --json`
}

// Elements from which on memory bounds kernels rather than arithmetic.
const memoryBound = 1 << 20

func (c *kernelsCmd) Validate() error {
	_, err := regexp.Compile(c.Match)
	if err != nil {
		err = fmt.Errorf("--match=%s: %w", c.Match, err)
	}
	if c.N < 16 && c.N > 0 {
		err = fmt.Errorf("--n=%d: at least 16 (shorter arrays measure the call)", c.N)
	}
	return cmp.Or(err,
		within("--n", int64(c.N), 1<<26, "the arrays take about 100 bytes per element"),
		within("--rounds", int64(c.Rounds), 1000, "more tell nothing new"))
}

func (c *kernelsCmd) Run(ctx context.Context) error {
	selected := c.selected(newWorkbench(c.N))
	if len(selected) == 0 {
		return fmt.Errorf("no kernel matches %s", c.Match)
	}
	peers := c.peers(ctx, selected)
	defer func() {
		for _, p := range peers {
			p.stop()
		}
	}()
	times, err := c.measureAll(ctx, selected, peers)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(os.Stdout, times...)
	}
	return c.report(os.Stdout, times)
}

func (c *kernelsCmd) measureAll(ctx context.Context, selected []selection, peers []*peer) (times []*kernelTimes, err error) {
	bar := newProgress(int64(c.Rounds*len(selected)), c.JSON, "kernels")
	defer bar.close()
	for _, s := range selected {
		t, err := c.measure(ctx, s, peers, bar)
		if err != nil {
			return nil, err
		}
		times = append(times, t)
	}
	return times, nil
}

// A selection is a kernel at one element type.
type selection struct {
	*kernelRow
	*bound
	streams bool
}

// selected returns the kernels that --match matches.
func (c *kernelsCmd) selected(w *workbench) (list []selection) {
	pattern := regexp.MustCompile(c.Match)
	for _, group := range kernelRows {
		for i := range group.rows {
			for _, f := range group.rows[i].funcs {
				s := selection{&group.rows[i], w.bind(f), group.streams}
				if pattern.MatchString(s.name) || pattern.MatchString(s.name+" "+s.dtype) {
					list = append(list, s)
				}
			}
		}
	}
	return list
}

// measure times a kernel at every level and what the peers have of the same name.
func (c *kernelsCmd) measure(ctx context.Context, s selection, peers []*peer, bar *progress) (*kernelTimes, error) {
	s.fill(s.in)
	var contest contest
	for _, level := range kernels.Levels() {
		t, err := c.trial(s, level)
		if err != nil {
			return nil, err
		}
		contest.ours = append(contest.ours, t)
	}
	for _, p := range peers {
		for i, o := range p.offers {
			if o.Case == s.name && o.Dtype == s.dtype || o.Library == "c" && o.Case == s.traffic() {
				contest.theirs = append(contest.theirs, &entry{peer: p, offer: i})
			}
		}
	}
	if err := contest.alternate(ctx, newMachine(), c.Rounds, bar); err != nil {
		return nil, err
	}
	return c.newKernelTimes(s, &contest), nil
}

// trial returns the measurement of a kernel at a level, repeated as often as fills the time.
func (c *kernelsCmd) trial(s selection, level kernels.Level) (*trial, error) {
	previous, err := kernels.SetLevel(level)
	if err != nil {
		return nil, err
	}
	defer kernels.SetLevel(previous)
	t := repeatedly(s.run, 1, float64(c.N))
	t.load.name, t.load.dtype = s.name, s.dtype
	return t, nil
}

// traffic names the C loop that moves memory as the kernel does.
func (s selection) traffic() string {
	switch {
	case s.writes == 0:
		return "read"
	case s.streams:
		return "memcpy"
	case s.reads < 2:
		return "scale"
	}
	return "triad"
}
