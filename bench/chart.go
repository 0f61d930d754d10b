package main

import (
	"fmt"
	"image"
	"image/color"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// Colours of the bars: the rate with one thread and with more, and behind it the machine's limit.
var (
	oneInk   = color.NRGBA{0x7f, 0xb0, 0xd6, 255}
	manyInk  = color.NRGBA{0x1f, 0x5a, 0x94, 255}
	limitInk = color.NRGBA{0xe8, 0xe8, 0xe4, 255}
	textInk  = color.NRGBA{0x30, 0x30, 0x30, 255}
)

// chart draws the rows as bars in front of the machine's limit, one panel per case.
func chart(rows []*row) (image.Image, error) {
	byCase := map[string][]*row{}
	var cases []string
	longest := 0
	for _, r := range rows {
		if byCase[r.Case] == nil {
			cases = append(cases, r.Case)
		}
		byCase[r.Case] = append(byCase[r.Case], r)
		longest = max(longest, len(byCase[r.Case]))
	}
	panels := make([]*plot.Plot, len(cases))
	for i, name := range cases {
		var err error
		if panels[i], err = panel(byCase[name], longest); err != nil {
			return nil, err
		}
	}
	width, height := vg.Length(len(cases))*12*vg.Centimeter, vg.Length(longest+3)*0.8*vg.Centimeter
	canvas := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(150))
	pad := vg.Centimeter / 2
	tiles := draw.Tiles{Rows: 1, Cols: len(cases), PadX: pad, PadLeft: pad, PadRight: pad, PadTop: pad, PadBottom: pad}
	for i, c := range plot.Align([][]*plot.Plot{panels}, tiles, draw.New(canvas))[0] {
		panels[i].Draw(c)
	}
	return canvas.Image(), nil
}

// panel draws the rows of one case from the top, with room for as many as the longest panel has.
func panel(rows []*row, longest int) (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text = rows[0].Case
	p.X.Label.Text = rows[0].Unit + "   (grey: the machine's limit)"
	names := make([]string, longest)
	for i, r := range rows {
		at := longest - 1 - i
		names[at] = fmt.Sprintf("%s %s x%d", r.Level, r.Dtype, r.Threads)
		ink := oneInk
		if r.Threads > 1 {
			ink = manyInk
		}
		if err := addBar(p, at, r.Limit, limitInk); err != nil {
			return nil, err
		}
		if err := addBar(p, at, r.Rate, ink); err != nil {
			return nil, err
		}
		label, err := plotter.NewLabels(plotter.XYLabels{
			XYs:    plotter.XYs{{X: max(r.Rate, r.Limit), Y: float64(at)}},
			Labels: []string{fmt.Sprintf(" %s  (%s)", significant(r.Rate), percent(r.Share))},
		})
		if err != nil {
			return nil, err
		}
		label.TextStyle[0].YAlign = -0.38 // the middle of digits, which have no descenders
		style(&label.TextStyle[0], 10)
		p.Add(label)
		p.X.Max = max(p.X.Max, 1.35*max(r.Rate, r.Limit)) // room for the label
	}
	p.NominalY(names...)
	p.X.Tick.Marker = plot.TickerFunc(plainTicks)
	p.X.Min, p.Y.Min, p.Y.Max = 0, -0.6, float64(longest)-0.4
	style(&p.Title.TextStyle, 15)
	style(&p.X.Label.TextStyle, 10)
	style(&p.X.Tick.Label, 10)
	style(&p.Y.Tick.Label, 10)
	return p, nil
}

// plainTicks labels the usual ticks without trailing zeros.
func plainTicks(lo, hi float64) []plot.Tick {
	ticks := plot.DefaultTicks{}.Ticks(lo, hi)
	for i, t := range ticks {
		if t.Label != "" {
			ticks[i].Label = strconv.FormatFloat(t.Value, 'g', 4, 64)
		}
	}
	return ticks
}

func addBar(p *plot.Plot, at int, length float64, ink color.Color) error {
	bar, err := plotter.NewBarChart(plotter.Values{length}, vg.Points(15))
	if err != nil {
		return err
	}
	bar.Horizontal, bar.XMin, bar.LineStyle.Width, bar.Color = true, float64(at), 0, ink
	p.Add(bar)
	return nil
}

// style sets a text in the sans-serif font.
func style(s *text.Style, size float64) {
	s.Font = font.From(font.Font{Typeface: "Liberation", Variant: "Sans"}, vg.Points(size))
	s.Color = textInk
}
