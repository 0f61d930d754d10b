package main

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// sideInks are the colours of the lines, lanewise's first.
var sideInks = []color.NRGBA{manyInk, {0x9a, 0x9a, 0x96, 255}, {0xd9, 0x7b, 0x29, 255}, {0x4f, 0x9d, 0x55, 255}, {0xa8, 0x4a, 0x8c, 255}, {0x8a, 0x6d, 0x3b, 255}}

// gemmChart draws rates over the length of the matrices: a panel for each type and
// number of threads, a line for each side, and the machine's peak.
func gemmChart(rows []*gemmRow) (image.Image, error) {
	var grid [][]*plot.Plot
	for lo := 0; lo < len(rows); {
		hi := lo
		for hi < len(rows) && rows[hi].Dtype == rows[lo].Dtype && rows[hi].Threads == rows[lo].Threads {
			hi++
		}
		p, err := gemmPanel(rows[lo:hi])
		if err != nil {
			return nil, err
		}
		if lo == 0 || rows[lo-1].Dtype != rows[lo].Dtype {
			grid = append(grid, nil)
		}
		grid[len(grid)-1] = append(grid[len(grid)-1], p)
		lo = hi
	}
	across := len(grid[0])
	canvas := vgimg.NewWith(vgimg.UseWH(vg.Length(across)*14*vg.Centimeter, vg.Length(len(grid))*9*vg.Centimeter), vgimg.UseDPI(150))
	pad := vg.Centimeter / 2
	tiles := draw.Tiles{Rows: len(grid), Cols: across, PadX: pad, PadY: pad, PadLeft: pad, PadRight: pad, PadTop: pad, PadBottom: pad}
	for i, line := range plot.Align(grid, tiles, draw.New(canvas)) {
		for j, c := range line {
			grid[i][j].Draw(c)
		}
	}
	return canvas.Image(), nil
}

func gemmPanel(rows []*gemmRow) (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text = fmt.Sprintf("%s, %d threads", rows[0].Dtype, rows[0].Threads)
	if rows[0].Threads == 1 {
		p.Title.Text = rows[0].Dtype + ", one thread"
	}
	p.X.Label.Text, p.Y.Label.Text = "n", "GFLOP/s"
	var ticks plot.ConstantTicks
	for i, r := range rows { // sizes lie at equal distances, since they are close together and far apart
		ticks = append(ticks, plot.Tick{Value: float64(i), Label: strconv.Itoa(r.N)})
	}
	p.X.Tick.Marker, p.Y.Tick.Marker = ticks, plot.TickerFunc(plainTicks)
	top := 0.0
	for side := len(rows[0].Sides) - 1; side >= 0; side-- {
		points := make(plotter.XYs, len(rows))
		for i, r := range rows {
			points[i] = plotter.XY{X: float64(i), Y: r.Rates[side]}
			top = math.Max(top, math.Max(r.Rates[side], r.Peak))
		}
		line, dots, err := plotter.NewLinePoints(points)
		if err != nil {
			return nil, err
		}
		ink := sideInks[side%len(sideInks)]
		line.Color, dots.Color = ink, ink
		line.Width, dots.Shape, dots.Radius = vg.Points(1.2), draw.CircleGlyph{}, vg.Points(1.8)
		if side == 0 {
			line.Width = vg.Points(2.4)
		}
		p.Add(line, dots)
		p.Legend.Add(rows[0].Sides[side], line)
	}
	peak := make(plotter.XYs, len(rows))
	for i, r := range rows {
		peak[i] = plotter.XY{X: float64(i), Y: r.Peak}
	}
	line, err := plotter.NewLine(peak)
	if err != nil {
		return nil, err
	}
	line.Color, line.Dashes = textInk, []vg.Length{vg.Points(4), vg.Points(3)}
	p.Add(line)
	p.Legend.Add("peak", line)
	p.Legend.Top = true
	p.X.Max = 1.4 * max(1, float64(len(rows)-1)) // room for the legend
	p.Y.Min, p.Y.Max = 0, 1.05*top
	style(&p.Title.TextStyle, 13)
	style(&p.X.Label.TextStyle, 10)
	style(&p.Y.Label.TextStyle, 10)
	style(&p.X.Tick.Label, 9)
	style(&p.Y.Tick.Label, 9)
	style(&p.Legend.TextStyle, 9)
	return p, nil
}
