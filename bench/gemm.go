package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"slices"

	"gonum.org/v1/gonum/blas/gonum"

	"github.com/lanewise/lanewise/blas"
	_ "github.com/lanewise/lanewise/blas/native" // fills blas.Backends
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

type gemmCmd struct {
	Dtype   []string `default:"float64,float32" help:"Element types: float64, float32, complex128, complex64."`
	Sizes   []int    `default:"8,16,32,63,64,100,128,256,333,512,1000,1024" help:"Lengths n of the square matrices, up to 8192."`
	Compare bool     `help:"Measure gonum and the native BLAS libraries that are found (OpenBLAS, BLIS, MKL, AOCL, Accelerate), in turn with lanewise."`
	Rounds  int      `default:"11" help:"Times that each side is run, in turn; what takes more than a second in sum is not run again."`
	Least   bool     `help:"Take the least time of the rounds rather than the median: for a machine that is busy with other work."`
	Output  string   `default:"gemm.png" help:"The picture to write: rates over n, with the machine's peak as a line."`
	JSON    bool     `help:"Print one JSON object per line and nothing else."`
}

func (*gemmCmd) Help() string {
	return `Times C = A*B for square matrices of length n, on one thread and on all, in GFLOP/s: 2n³ operations on floats, 8n³ on
complex numbers. "of peak" is beside the rate of independent fused multiply-adds that the same run measures.

With --compare gonum's own implementation and native libraries, which are opened at run time, do the same in the same
rounds, in this process; a native library runs on as many threads as the row says. "ours is" tells how many times as
fast lanewise is. OPENBLAS_CORETYPE and BLIS_ARCH_TYPE choose the kernels of these libraries where their own detection
falls short.

Examples:
  bench gemm
  bench gemm --compare --dtype complex128 --sizes 64,256,1024
  LANEWISE_BLAS=/opt/lib/libopenblas.so bench gemm --compare`
}

func (c *gemmCmd) Validate() error {
	for _, d := range c.Dtype {
		if gemms[d] == nil {
			return fmt.Errorf("--dtype=%s: must be float64, float32, complex128 or complex64", d)
		}
	}
	for _, n := range c.Sizes {
		if err := within("--sizes", int64(n), 8192, "a product takes a minute there"); err != nil {
			return err
		}
	}
	return cmp.Or(within("--rounds", int64(c.Rounds), 1000, "more tell nothing new"), checkOutput(c.Output))
}

// A gemmSide is an implementation that takes part.
type gemmSide struct {
	name     string
	routines blas.Routines
}

// gemms prepare the product of matrices of length n by an implementation.
var gemms = map[string]func(s blas.Routines, n int) func(){
	"float64":    func(s blas.Routines, n int) func() { return square(s.Dgemm, n) },
	"float32":    func(s blas.Routines, n int) func() { return square(s.Sgemm, n) },
	"complex128": func(s blas.Routines, n int) func() { return square(s.Zgemm, n) },
	"complex64":  func(s blas.Routines, n int) func() { return square(s.Cgemm, n) },
}

// multiplier is gonum's signature of gemm.
type multiplier[T blas.Scalar] func(tA, tB blas.Transpose, m, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int)

func square[T blas.Scalar](gemm multiplier[T], n int) func() {
	a, b, c := kernels.Make[T](n*n), kernels.Make[T](n*n), kernels.Make[T](n*n)
	var one, sum T = 1, 0
	for i := range a {
		if sum += one; i%7 == 0 {
			sum = -3
		}
		a[i], b[i] = sum, 1-sum
	}
	return func() { gemm(blas.NoTrans, blas.NoTrans, n, n, n, 1, a, n, b, n, 0, c, n) }
}

// multiplications returns how many multiplications of real numbers a product has, and
// the rate of what that bounds it.
func multiplications(dtype string, n int) (count float64, kind kernels.ProbeKind) {
	count = float64(n) * float64(n) * float64(n)
	switch dtype {
	case "float32":
		return count, kernels.ProbeFMAF32
	case "complex64":
		return 4 * count, kernels.ProbeFMAF32
	case "complex128":
		return 4 * count, kernels.ProbeFMAF64
	}
	return count, kernels.ProbeFMAF64
}

// gemmRow is what was measured of one size. Rates are in GFLOP/s, those of lanewise
// first.
type gemmRow struct {
	Dtype   string    `json:"dtype"`
	N       int       `json:"n"`
	Threads int       `json:"threads"`
	Peak    float64   `json:"peak"`
	Sides   []string  `json:"sides"`
	Rates   []float64 `json:"gflop_per_s"`
}

// best returns the highest rate of the others.
func (r *gemmRow) best() float64 { return slices.Max(r.Rates[1:]) }

// blasSides lists lanewise and whom it is compared with, and introduces native
// libraries if wanted.
func blasSides(compare, introduce bool) []gemmSide {
	list := []gemmSide{{"lanewise", blas.Implementation{}}}
	if !compare {
		return list
	}
	list = append(list, gemmSide{"gonum", gonum.Implementation{}})
	for _, b := range blas.Backends() {
		name := b.Name + " " + b.Version
		for i := 2; slices.ContainsFunc(list, func(s gemmSide) bool { return s.name == name }); i++ {
			name = fmt.Sprintf("%s %s (%d)", b.Name, b.Version, i)
		}
		if introduce {
			fmt.Println(name+":", b)
		}
		list = append(list, gemmSide{name, b.Routines})
	}
	return list
}

func (c *gemmCmd) Run(ctx context.Context) error {
	sides := blasSides(c.Compare, !c.JSON)
	budgets := []int{1}
	if most := threadctl.Budget(); most > 1 {
		budgets = append(budgets, most)
	}
	bar := newProgress(int64(c.Rounds*len(c.Dtype)*len(c.Sizes)*len(budgets)), c.JSON, "gemm")
	defer bar.close()
	m := newMachine()
	var rows []*gemmRow
	for _, dtype := range c.Dtype {
		for _, threads := range budgets {
			for _, n := range c.Sizes {
				r, err := c.measure(ctx, m, sides, dtype, n, threads, bar)
				if err != nil {
					return err
				}
				rows = append(rows, r)
			}
		}
	}
	bar.close()
	for _, r := range rows { // no disturbance makes a machine faster: the highest rate is the nearest to its peak
		_, kind := multiplications(r.Dtype, r.N)
		r.Peak = 2 * slices.Max(m.rates[probed{kind, r.Threads}]) / 1e9
	}
	if c.JSON {
		return writeJSON(os.Stdout, rows...)
	}
	if err := c.report(os.Stdout, rows); err != nil {
		return err
	}
	picture, err := gemmChart(rows)
	if err != nil {
		return err
	}
	fmt.Println("\npicture:", c.Output)
	return writePNG(ctx, c.Output, picture)
}

func (c *gemmCmd) measure(ctx context.Context, m *machine, sides []gemmSide, dtype string, n, threads int, bar *progress) (*gemmRow, error) {
	count, kind := multiplications(dtype, n)
	var race contest
	for i, s := range sides {
		t := repeatedly(gemms[dtype](s.routines, n), threads, 1)
		if i == 0 {
			t.load.limit = limit{kind, count}
		}
		race.ours = append(race.ours, t)
	}
	if err := race.alternate(ctx, m, c.Rounds, bar); err != nil {
		return nil, err
	}
	r := &gemmRow{Dtype: dtype, N: n, Threads: threads}
	for i, t := range race.ours {
		r.Sides = append(r.Sides, sides[i].name)
		r.Rates = append(r.Rates, 2*count*t.load.work()/typicalTime(t.seconds, c.Least)/1e9)
	}
	return r, nil
}

func (c *gemmCmd) report(w io.Writer, rows []*gemmRow) error {
	header := append([]string{"dtype", "threads", "n", "peak"}, rows[0].Sides...)
	if header = slices.Insert(header, 5, "of peak"); c.Compare {
		header = append(header, "ours is")
	}
	table := [][]string{header}
	logs := 0.0
	for _, r := range rows {
		cells := []string{r.Dtype, fmt.Sprint(r.Threads), fmt.Sprint(r.N), significant(r.Peak), significant(r.Rates[0]), percent(r.Rates[0] / r.Peak)}
		for _, rate := range r.Rates[1:] {
			cells = append(cells, significant(rate))
		}
		if c.Compare {
			cells = append(cells, significant(r.Rates[0]/r.best())+"x")
			logs += math.Log(r.Rates[0] / r.best())
		}
		table = append(table, cells)
	}
	fmt.Fprint(w, "GFLOP/s; \"ours is\": lanewise beside the fastest of the others\n\n")
	if err := writeTable(w, table); err != nil || !c.Compare {
		return err
	}
	_, err := fmt.Fprintf(w, "\nbeside the fastest of the others: geometric mean %sx of %d\n", significant(math.Exp(logs/float64(len(rows)))), len(rows))
	return err
}
