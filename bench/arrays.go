package main

import (
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/threadctl"
)

type arraysCmd struct {
	Match   string `placeholder:"REGEXP" help:"Measure only rows whose name matches, such as '^small' or 'strided'."`
	Compare bool   `help:"Measure NumPy, numexpr and gonum as well, in turn with lanewise."`
	Python  string `placeholder:"COMMAND" help:"Python interpreter with NumPy and numexpr, python3 on PATH by default; may have arguments, which stand before those of the script."`
	Max     int    `default:"16777216" help:"Elements of the largest arrays, up to 67108864 (which takes 4 GB)."`
	Rounds  int    `default:"11" help:"Times that each side is run, in turn; what takes more than 5 seconds in sum is not run again."`
	Least   bool   `help:"Take the least time of the rounds rather than the median: for a machine that is busy with other work."`
	JSON    bool   `help:"Print one JSON object per line and nothing else."`
}

func (*arraysCmd) Help() string {
	return `Times operations on arrays: small ones, where the call counts; out-forms ("To") and allocating forms on contiguous,
strided, transposed and broadcast operands of many sizes; reductions along axes; an expression in one pass;
compute-bound work on one thread and on all; and decompositions of matrices. Times are for one call: the median of the rounds.

With --compare NumPy, numexpr and gonum do the same in the same rounds, with outputs allocated beforehand where ours
are. "ours is" tells how many times as fast lanewise is. Below the table stand the rows that are slower. All run on as
many threads as the row says; NumPy's element-wise operations know one.

"GB/s" counts the bytes that must be read and written.

Examples:
  bench ndarray
  bench ndarray --compare --match '^small'
  bench ndarray --compare --python "nice -n 5 python3.13" --max 67108864`
}

func (c *arraysCmd) Validate() error {
	_, err := regexp.Compile(c.Match)
	if err != nil {
		err = fmt.Errorf("--match=%s: %w", c.Match, err)
	}
	return cmp.Or(err,
		within("--max", int64(c.Max), 1<<26, "the arrays take about 60 bytes per element"),
		within("--rounds", int64(c.Rounds), 1000, "more tell nothing new"))
}

// An arrayRow is one operation on arrays.
type arrayRow struct {
	name    string
	n       int                 // elements of the largest operand
	bytes   float64             // read and written, 0 if the call counts
	threads bool                // also on all threads
	prepare func() func()       // allocates the operands
	calls   int                 // of what the function that prepare returns does; 0 means 1
	setup   string              // the same in Python
	code    map[string]string   // by library: the statement to time
	gonum   func() (run func()) // the same with gonum, or nil
}

// arrayTimes are what was measured of a row with one number of threads.
type arrayTimes struct {
	Name    string               `json:"name"`
	Threads int                  `json:"threads"`
	NS      float64              `json:"ns"` // per call
	GBps    float64              `json:"gb_per_s,omitempty"`
	Speedup float64              `json:"speedup,omitempty"` // beside one thread
	Allocs  uint64               `json:"allocated_bytes"`
	Peers   map[string]*peerTime `json:"peers,omitempty"`
}

func (c *arraysCmd) Run(ctx context.Context) error {
	pattern := regexp.MustCompile(c.Match)
	var rows []*arrayRow
	for _, r := range arrayRows() {
		if r.n <= c.Max && pattern.MatchString(r.name) {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		return fmt.Errorf("no row matches %s", c.Match)
	}
	var peers []*peer
	if c.Compare {
		p, err := startPython(ctx, c.Python, arraysSource, []string{fmt.Sprint(roundTime.Seconds()), encodeRows(rows)})
		peers = appendPeer(ctx, peers, p, err)
	}
	defer func() {
		for _, p := range peers {
			p.stop()
		}
	}()
	times, err := c.measureAll(ctx, rows, peers)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(os.Stdout, times...)
	}
	return c.report(os.Stdout, times)
}

//go:embed peers/ndarray.py
var arraysSource string

// encodeRows tells Python what to time.
func encodeRows(rows []*arrayRow) string {
	type line struct {
		Case    string `json:"case"`
		Library string `json:"library"`
		Setup   string `json:"setup"`
		Code    string `json:"code"`
	}
	lines := []line{}
	for _, r := range rows {
		for _, library := range slices.Sorted(maps.Keys(r.code)) {
			lines = append(lines, line{r.name, library, r.setup, r.code[library]})
		}
	}
	text, err := json.Marshal(lines)
	if err != nil {
		panic(err) // strings always encode
	}
	return string(text)
}

func (c *arraysCmd) measureAll(ctx context.Context, rows []*arrayRow, peers []*peer) (times []*arrayTimes, err error) {
	bar := newProgress(int64(c.Rounds*len(rows)), c.JSON, "arrays")
	defer bar.close()
	for _, r := range rows {
		single, err := c.measure(ctx, r, 1, peers, bar)
		if err != nil {
			return nil, err
		}
		times = append(times, single)
		if r.threads && threadctl.Budget() > 1 {
			all, err := c.measure(ctx, r, threadctl.Budget(), peers, bar)
			if err != nil {
				return nil, err
			}
			all.Speedup = single.NS / all.NS
			times = append(times, all)
		}
	}
	return times, nil
}

// measure times a row, what gonum has of it, and what the peers have.
func (c *arraysCmd) measure(ctx context.Context, r *arrayRow, threads int, peers []*peer, bar *progress) (*arrayTimes, error) {
	sides := contest{ours: []*trial{repeatedly(r.prepare(), threads, float64(max(r.calls, 1)))}}
	if c.Compare && r.gonum != nil {
		sides.ours = append(sides.ours, repeatedly(r.gonum(), threads, 1))
	}
	for _, p := range peers {
		for i, o := range p.offers {
			if o.Case == r.name && (threads == 1 || o.Parallel) {
				sides.theirs = append(sides.theirs, &entry{peer: p, offer: i})
			}
		}
	}
	if err := sides.alternate(ctx, newMachine(), c.Rounds, bar); err != nil {
		return nil, err
	}
	perCall := func(t *trial) float64 { return typicalTime(t.seconds, c.Least) / t.load.work() * 1e9 }
	ours := sides.ours[0]
	times := &arrayTimes{Name: r.name, Threads: threads, NS: perCall(ours), Peers: map[string]*peerTime{}}
	times.Allocs = ours.allocated / uint64(ours.load.work())
	times.GBps = r.bytes / times.NS
	if len(sides.ours) > 1 {
		times.Peers["gonum"] = &peerTime{"gonum", perCall(sides.ours[1]), perCall(sides.ours[1]) / times.NS}
	}
	for _, e := range sides.theirs {
		library, ns := e.peer.offers[e.offer].Library, typicalTime(e.seconds, c.Least)/e.last.Work*1e9
		name, _, _ := strings.Cut(library, " ")
		times.Peers[name] = &peerTime{library, ns, ns / times.NS}
	}
	return times, nil
}

var arrayPeers = []string{"numpy", "numexpr", "gonum"}

func (c *arraysCmd) report(w io.Writer, times []*arrayTimes) error {
	header := []string{"operation", "threads", "time", "allocates", "GB/s", "speed-up"}
	var present []string
	for _, name := range arrayPeers {
		for _, t := range times {
			if p := t.Peers[name]; p != nil {
				present = append(present, name)
				header = append(header, p.Library, "ours is")
				break
			}
		}
	}
	table := [][]string{header}
	var slower []string
	logs := map[string][]float64{}
	for _, t := range times {
		table = append(table, t.cells(present))
		for _, name := range present {
			if p := t.Peers[name]; p != nil {
				logs[name] = append(logs[name], math.Log(p.Ratio))
				if p.Ratio < 1 {
					slower = append(slower, fmt.Sprintf("%s (%s %sx)", t.Name, name, significant(p.Ratio)))
				}
			}
		}
	}
	if err := writeTable(w, table); err != nil || len(present) == 0 {
		return err
	}
	for _, name := range present {
		fmt.Fprintf(w, "\nbeside %s: geometric mean %sx of %d", name, significant(math.Exp(sum(logs[name])/float64(len(logs[name])))), len(logs[name]))
	}
	if slower == nil {
		slower = []string{"none"}
	}
	_, err := fmt.Fprintf(w, "\nslower: %s\n", strings.Join(slower, ", "))
	return err
}

func (t *arrayTimes) cells(peers []string) []string {
	cells := []string{t.Name, fmt.Sprint(t.Threads), duration(t.NS), fmt.Sprint(t.Allocs), "", ""}
	if t.GBps > 0 {
		cells[4] = significant(t.GBps)
	}
	if t.Speedup > 0 {
		cells[5] = significant(t.Speedup) + "x"
	}
	for _, name := range peers {
		if p := t.Peers[name]; p != nil {
			cells = append(cells, duration(p.NS), significant(p.Ratio)+"x")
		} else {
			cells = append(cells, "-", "-")
		}
	}
	return cells
}

// duration writes nanoseconds with three digits and a unit.
func duration(ns float64) string {
	switch {
	case ns >= 1e6:
		return significant(ns/1e6) + " ms"
	case ns >= 1e3:
		return significant(ns/1e3) + " us"
	}
	return significant(ns) + " ns"
}
