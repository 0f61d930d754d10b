package main

import (
	"context"
	"errors"
	"image"
	"path/filepath"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

func TestTilingCoversEveryPixelOnce(t *testing.T) {
	for _, size := range []struct{ width, height, iterations int }{
		{1, 1, 1}, {7, 100, 1000}, {2048, 33, 1000}, {2048, 5, 2_000_000}, {100, 3, 1<<31 - 1}, {5000, 7, 10_000}, {64, 64, 1 << 18},
	} {
		tiles := (&fractal{width: size.width, height: size.height, iterations: size.iterations}).tiling()
		seen := make([]int, size.width*size.height)
		for i := range tiles.count() {
			at := tiles.at(i)
			if at.last-at.first != (at.x1-at.x0)*(at.y1-at.y0) || at.first != at.y0*size.width+at.x0 {
				t.Fatalf("%v: tile %+v", size, at)
			}
			for j := at.first; j < at.last; j++ {
				seen[j]++
			}
		}
		if slices.Min(seen) != 1 || slices.Max(seen) != 1 {
			t.Errorf("%v: pixels are covered %d to %d times", size, slices.Min(seen), slices.Max(seen))
		}
	}
}

// Counts have the same value on every level and every number of threads.
func TestCountsAreReproducible(t *testing.T) {
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	best := kernels.Active()
	defer kernels.SetLevel(best)
	for _, f := range []*fractal{
		{mandelbrot: true, dtype: "float64", width: 203, height: 101, iterations: 300, xmin: -2, xmax: 0.5, ymin: -1.25, ymax: 1.25},
		{dtype: "float64", cr: -0.8, ci: 0.156, width: 203, height: 101, iterations: 300, xmin: -1.6, xmax: 1.6, ymin: -1, ymax: 1},
	} {
		var want []int32
		for _, level := range kernels.Levels() {
			for _, threads := range []int{1, 2, 7} {
				kernels.SetLevel(level)
				threadctl.SetBudget(threads)
				got := make([]int32, f.width*f.height)
				if err := counting(f, f.plane64(), got)(context.Background(), func(int64) {}); err != nil {
					t.Fatal(err)
				}
				if want == nil {
					want = got
				}
				if !slices.Equal(got, want) {
					t.Errorf("%v: counts at %v on %d threads differ from portable on one", f, level, threads)
				}
			}
		}
		if total(want) == 0 {
			t.Errorf("%v: nothing counted", f)
		}
	}
}

func TestColour(t *testing.T) {
	if c := colour(1000, 1000); c.R != 0 || c.G != 0 || c.B != 0 || c.A != 255 {
		t.Errorf("inside: %v", c)
	}
	for _, v := range []float64{-3, 0, 0.5, 31, 62.999999999, 999.9} { // the ends of the palette among them
		if c := colour(v, 1000); c.A != 255 || int(c.R)+int(c.G)+int(c.B) == 0 {
			t.Errorf("outside %g: %v", v, c)
		}
	}
	for i := range palette {
		a, b := palette[i], palette[(i+1)%len(palette)]
		for _, d := range []int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B)} {
			if max(d, -d) > 3 {
				t.Fatalf("palette jumps from %v to %v at %d", a, b, i)
			}
		}
	}
}

func TestWritePNGCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	folder := t.TempDir()
	err := writePNG(ctx, filepath.Join(folder, "a.png"), image.NewNRGBA(image.Rect(0, 0, 9, 9)))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if names := files(t, folder); len(names) > 0 {
		t.Errorf("left %v", names)
	}
}
