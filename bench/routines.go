package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
)

type routinesCmd struct {
	Match   string `placeholder:"REGEXP" help:"Measure only rows whose \"routine dtype size\" matches, such as ^ger or 'gemm.*float32 1000,'."`
	Compare bool   `help:"Measure gonum and the native BLAS libraries that are found as well, in turn with lanewise."`
	Threads int    `default:"1" help:"Threads of every side."`
	Rounds  int    `default:"9" help:"Times that each side is run, in turn; what takes more than a second in sum is not run again."`
	Least   bool   `help:"Take the least time of the rounds rather than the median: for a machine that is busy with other work."`
	JSON    bool   `help:"Print one JSON object per line and nothing else."`
}

func (*routinesCmd) Help() string {
	return `Measures routines of BLAS of all three levels in GFLOP/s: vectors of 1000, 20000 and 4000000 elements, which fit the
first cache, the second and none, matrices of length 64, 256 and 2048 (level 2) or 1024 (level 3), and products of
matrices that are no squares, whose sizes are given as m,n,k. Matrices are in row-major order, as gonum has them. See
"bench gemm" for square products of all sizes and types, and for how the sides of --compare are found and run.

Examples:
  bench blas --match 'float64 64$'
  bench blas --compare --least
  bench blas --compare --threads 2 --match '^tr[ms]m'`
}

func (c *routinesCmd) Validate() error {
	_, err := regexp.Compile(c.Match)
	return cmp.Or(err, within("--threads", int64(c.Threads), 1024, "more than a machine has"),
		within("--rounds", int64(c.Rounds), 1000, "more tell nothing new"))
}

// routineRow is what was measured of one routine. Rates are in GFLOP/s, those of
// lanewise first.
type routineRow struct {
	Routine string    `json:"routine"`
	Dtype   string    `json:"dtype"`
	Size    string    `json:"size"`
	Threads int       `json:"threads"`
	Sides   []string  `json:"sides"`
	Rates   []float64 `json:"gflop_per_s"`
}

func (r *routineRow) ratio() float64 { return r.Rates[0] / slices.Max(r.Rates[1:]) }

func (r *routineRow) String() string { return fmt.Sprintf("%s %s %s", r.Routine, r.Dtype, r.Size) }

func (c *routinesCmd) Run(ctx context.Context) error {
	wanted := regexp.MustCompile(c.Match)
	type job struct {
		routineCase
		dtype string
	}
	var jobs []job
	for _, r := range routineCases() {
		for _, dtype := range []string{"float64", "float32"} {
			if wanted.MatchString((&routineRow{Routine: r.routine, Dtype: dtype, Size: r.size}).String()) {
				jobs = append(jobs, job{r, dtype})
			}
		}
	}
	if len(jobs) == 0 {
		return fmt.Errorf("--match=%s: no row is so named", c.Match)
	}
	sides := blasSides(c.Compare, !c.JSON)
	bar := newProgress(int64(c.Rounds*len(jobs)), c.JSON, "blas")
	defer bar.close()
	var rows []*routineRow
	for _, j := range jobs {
		r, err := c.measure(ctx, sides, j.routineCase, j.dtype, bar)
		if err != nil {
			return err
		}
		rows = append(rows, r)
	}
	bar.close()
	if c.JSON {
		return writeJSON(os.Stdout, rows...)
	}
	return c.report(os.Stdout, rows)
}

func (c *routinesCmd) measure(ctx context.Context, sides []gemmSide, r routineCase, dtype string, bar *progress) (*routineRow, error) {
	var race contest
	for _, s := range sides {
		race.ours = append(race.ours, repeatedly(r.prepare[dtype](s.routines), c.Threads, 1))
	}
	if err := race.alternate(ctx, newMachine(), c.Rounds, bar); err != nil {
		return nil, err
	}
	row := &routineRow{Routine: r.routine, Dtype: dtype, Size: r.size, Threads: c.Threads}
	for i, t := range race.ours {
		row.Sides = append(row.Sides, sides[i].name)
		row.Rates = append(row.Rates, r.operations*t.load.work()/typicalTime(t.seconds, c.Least)/1e9)
	}
	return row, nil
}

func (c *routinesCmd) report(w io.Writer, rows []*routineRow) error {
	header := append([]string{"routine", "dtype", "size", "threads"}, rows[0].Sides...)
	if c.Compare {
		header = append(header, "ours is")
	}
	table := [][]string{header}
	var slower []string
	logs := map[string][]float64{}
	for _, r := range rows {
		cells := []string{r.Routine, r.Dtype, r.Size, fmt.Sprint(r.Threads)}
		for _, rate := range r.Rates {
			cells = append(cells, significant(rate))
		}
		if c.Compare {
			cells = append(cells, significant(r.ratio())+"x")
			logs[r.Dtype] = append(logs[r.Dtype], math.Log(r.ratio()))
			if r.ratio() < 1 {
				slower = append(slower, fmt.Sprintf("%s (%s)", r, significant(r.ratio())))
			}
		}
		table = append(table, cells)
	}
	fmt.Fprint(w, "GFLOP/s; \"ours is\": lanewise beside the fastest of the others\n\n")
	if err := writeTable(w, table); err != nil || !c.Compare {
		return err
	}
	for _, dtype := range []string{"float64", "float32"} {
		if n := len(logs[dtype]); n > 0 {
			fmt.Fprintf(w, "\nbeside the fastest of the others, %s: geometric mean %sx of %d", dtype, significant(math.Exp(sum(logs[dtype])/float64(n))), n)
		}
	}
	_, err := fmt.Fprintf(w, "\nslower: %s\n", cmp.Or(strings.Join(slower, "; "), "none"))
	return err
}
