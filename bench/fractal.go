package main

import (
	"cmp"
	"context"
	"fmt"
	"image"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/threadctl"
)

type mandelbrotCmd struct {
	//lint:ignore SA5008 kong reads every set
	planeFlags `embed:"" set:"height=2048" set:"xmin=-2" set:"xmax=0.5" set:"ymin=-1.25" set:"ymax=1.25" set:"output=mandelbrot.png"`
	runFlags   `embed:""`
}

func (*mandelbrotCmd) Help() string {
	return `Counts for each pixel c how many updates z = z*z + c, from z = 0, are made before |z| > 2 is seen, and times
the counting of all pixels. No shortcut is taken for points inside the set, so the rate, in Giter/s, is
1e-9 * (sum of counts) / seconds. Then draws the set from the continuous iteration value, outside the timing.

Examples:
  bench mandelbrot
  bench mandelbrot --threads 1 --level avx2 --json
  bench mandelbrot --xmin -0.7463 --xmax -0.7413 --ymin 0.1102 --ymax 0.1152 --iterations 5000 --output seahorse.png`
}

func (c *mandelbrotCmd) Validate() error {
	return cmp.Or(c.runFlags.check(), c.planeFlags.check())
}

func (c *mandelbrotCmd) Run(ctx context.Context) error {
	f := c.fractal()
	f.mandelbrot = true
	return runFractal(ctx, f, &c.planeFlags, &c.runFlags)
}

type juliaCmd struct {
	//lint:ignore SA5008 kong reads every set
	planeFlags `embed:"" set:"height=1280" set:"xmin=-1.6" set:"xmax=1.6" set:"ymin=-1" set:"ymax=1" set:"output=julia.png"`
	Cr         float64 `default:"-0.8" help:"Real part of c."`
	Ci         float64 `default:"0.156" help:"Imaginary part of c."`
	runFlags   `embed:""`
}

func (*juliaCmd) Help() string {
	return `The same as mandelbrot, but z starts at the pixel and c is one number for the whole picture.

Examples:
  bench julia
  bench julia --cr -0.4 --ci 0.6 --output dendrite.png
  bench julia --cr 0.285 --ci 0.01 --xmin -1.2 --xmax 1.2 --ymin -1.2 --ymax 1.2 --height 2048 --iterations 2000`
}

func (c *juliaCmd) Validate() error {
	return cmp.Or(c.runFlags.check(), finite("--cr", c.Cr), finite("--ci", c.Ci), c.planeFlags.check())
}

func (c *juliaCmd) Run(ctx context.Context) error {
	f := c.fractal()
	f.cr, f.ci = c.Cr, c.Ci
	return runFractal(ctx, f, &c.planeFlags, &c.runFlags)
}

func (f *planeFlags) fractal() *fractal {
	return &fractal{
		dtype: f.Dtype, width: f.Width, height: f.Height, iterations: int(f.Iterations),
		xmin: f.XMin, xmax: f.XMax, ymin: f.YMin, ymax: f.YMax,
	}
}

// runFractal measures a fractal, draws it and prints its row.
func runFractal(ctx context.Context, f *fractal, plane *planeFlags, flags *runFlags) error {
	t := flags.trial(f.workload())
	r, err := measureOne(ctx, t, flags.JSON)
	if err != nil {
		return err
	}
	if plane.Output != "" {
		picture, err := f.picture(ctx, t.level)
		if err != nil {
			return err
		}
		if err := writePNG(ctx, plane.Output, picture); err != nil {
			return err
		}
		r.Output = plane.Output
	}
	return printRows(flags.JSON, r)
}

// A fractal is a picture of the complex plane: pixels are the points of a grid that includes the borders of the
// region, from the upper left corner.
type fractal struct {
	mandelbrot             bool // otherwise the Julia set of cr + i*ci
	cr, ci                 float64
	dtype                  string
	width, height          int
	xmin, xmax, ymin, ymax float64
	iterations             int
}

func (f *fractal) name() string {
	if f.mandelbrot {
		return "mandelbrot"
	}
	return "julia"
}

func (f *fractal) String() string {
	return fmt.Sprintf("%s %dx%d, %d iterations, [%g, %g] x [%g, %g]",
		f.name(), f.width, f.height, f.iterations, f.xmin, f.xmax, f.ymin, f.ymax)
}

// workload returns the counting of every pixel as a workload, with its operands.
func (f *fractal) workload() *workload {
	counts := elements(ndarray.Zeros[int32](f.height, f.width))
	w := &workload{
		name: f.name(), dtype: f.dtype, unit: "Giter/s",
		limit:  limit{kernels.ProbeFMAF64, fmaPerIteration},
		chunks: int64(f.tiling().count()),
		work:   func() float64 { return float64(total(counts)) },
	}
	if f.dtype == "float32" {
		w.limit.probe = kernels.ProbeFMAF32
		w.run = counting(f, f.plane32(), counts)
	} else {
		w.run = counting(f, f.plane64(), counts)
	}
	return w
}

// counting returns the run of a workload: it fills counts tile by tile.
func counting[T float32 | float64](f *fractal, p plane[T], counts []int32) func(context.Context, func(int64)) error {
	tiles := f.tiling()
	return func(ctx context.Context, tick func(int64)) error {
		return threadctl.For(ctx, tiles.count(), 1, func(lo, hi int) {
			for i := lo; i < hi; i++ {
				t := tiles.at(i)
				p.count(counts[t.first:t.last], p.x[t.x0:t.x1], p.y[t.y0:t.y1])
			}
			tick(int64(hi - lo))
		})
	}
}

func total(counts []int32) (sum int64) {
	for _, n := range counts {
		sum += int64(n)
	}
	return sum
}

// picture returns the fractal in colours, computed at a level with all threads.
func (f *fractal) picture(ctx context.Context, level kernels.Level) (*image.NRGBA, error) {
	previous, err := kernels.SetLevel(level)
	if err != nil {
		return nil, err
	}
	defer kernels.SetLevel(previous)
	if f.dtype == "float32" {
		return paint(ctx, f, f.plane32())
	}
	return paint(ctx, f, f.plane64())
}

// paint colours the continuous iteration values tile by tile.
func paint[T float32 | float64](ctx context.Context, f *fractal, p plane[T]) (*image.NRGBA, error) {
	picture := image.NewNRGBA(image.Rect(0, 0, f.width, f.height))
	tiles := f.tiling()
	width := threadctl.Limit(ctx)
	scratch := make([][]T, width)
	err := threadctl.ForWorker(threadctl.WithLimit(ctx, width), tiles.count(), 1, func(slot, lo, hi int) {
		for i := lo; i < hi; i++ {
			t := tiles.at(i)
			if scratch[slot] == nil {
				scratch[slot] = make([]T, tiles.rows*tiles.columns)
			}
			values := scratch[slot][:t.last-t.first]
			p.smooth(values, p.x[t.x0:t.x1], p.y[t.y0:t.y1])
			for j, v := range values {
				picture.SetNRGBA(t.x0+j%(t.x1-t.x0), t.y0+j/(t.x1-t.x0), colour(float64(v), f.iterations))
			}
		}
	})
	return picture, err
}

// A plane holds the coordinates of a grid and the kernels of one fractal on them.
type plane[T float32 | float64] struct {
	x, y   []T
	count  func(dst []int32, x, y []T)
	smooth func(dst []T, x, y []T)
}

func newPlane[T float32 | float64](f *fractal) plane[T] {
	return plane[T]{
		x: elements(ndarray.Linspace(T(f.xmin), T(f.xmax), f.width)),
		y: elements(ndarray.Linspace(T(f.ymax), T(f.ymin), f.height)),
	}
}

// elements returns the memory of a fresh array, which is contiguous.
func elements[T any](a ndarray.Array[T]) []T {
	s, _ := a.Data()
	return s
}

func (f *fractal) plane64() plane[float64] {
	p := newPlane[float64](f)
	if f.mandelbrot {
		p.count = func(dst []int32, x, y []float64) { kernels.MandelbrotF64(dst, x, y, f.iterations) }
		p.smooth = func(dst, x, y []float64) { kernels.MandelbrotSmoothF64(dst, x, y, f.iterations) }
	} else {
		p.count = func(dst []int32, x, y []float64) { kernels.JuliaF64(dst, x, y, f.cr, f.ci, f.iterations) }
		p.smooth = func(dst, x, y []float64) { kernels.JuliaSmoothF64(dst, x, y, f.cr, f.ci, f.iterations) }
	}
	return p
}

func (f *fractal) plane32() plane[float32] {
	p := newPlane[float32](f)
	cr, ci := float32(f.cr), float32(f.ci)
	if f.mandelbrot {
		p.count = func(dst []int32, x, y []float32) { kernels.MandelbrotF32(dst, x, y, f.iterations) }
		p.smooth = func(dst, x, y []float32) { kernels.MandelbrotSmoothF32(dst, x, y, f.iterations) }
	} else {
		p.count = func(dst []int32, x, y []float32) { kernels.JuliaF32(dst, x, y, cr, ci, f.iterations) }
		p.smooth = func(dst, x, y []float32) { kernels.JuliaSmoothF32(dst, x, y, cr, ci, f.iterations) }
	}
	return p
}

// A tiling divides a picture into tiles that one kernel call computes: bands of whole rows or, in a picture too
// wide or with too many iterations for that, pieces of a row. It bounds the work of a tile so that threads share
// it evenly and an interrupt is obeyed soon.
type tiling struct {
	width, height int
	rows, columns int // of a tile, but those at the right and the lower border
}

const (
	tileIterations = 1 << 23 // most updates of z per tile: about half a millisecond
	tilePoints     = 64      // fewest points per tile, where there are as many: the interleaved vectors of a kernel
	tileRows       = 16
)

func (f *fractal) tiling() tiling {
	points := max(tileIterations/f.iterations, tilePoints)
	t := tiling{width: f.width, height: f.height, rows: 1, columns: min(points, f.width)}
	if points >= f.width {
		t.rows = min(points/f.width, tileRows, f.height)
	}
	return t
}

// perBand returns the number of tiles side by side.
func (t tiling) perBand() int { return (t.width + t.columns - 1) / t.columns }

func (t tiling) count() int { return (t.height + t.rows - 1) / t.rows * t.perBand() }

// A tile is a range of columns and rows, and of elements of the picture in row-major order: it has one row or is
// as wide as the picture, so that its elements are contiguous.
type tile struct{ x0, x1, y0, y1, first, last int }

func (t tiling) at(i int) tile {
	x0, y0 := i%t.perBand()*t.columns, i/t.perBand()*t.rows
	x1, y1 := min(x0+t.columns, t.width), min(y0+t.rows, t.height)
	first := y0*t.width + x0
	return tile{x0, x1, y0, y1, first, first + (x1-x0)*(y1-y0)}
}
