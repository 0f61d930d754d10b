package main

import (
	"image/color"
	"math"

	"github.com/lucasb-eyer/go-colorful"
)

// Colours of the outside of a fractal, from far away to the border: a walk in the CIELAB space of steadily rising
// and falling lightness, which the eye reads as height. The ends meet, so that the walk can be repeated.
var walk = []colorful.Color{
	lab(8, 8, -22), lab(28, 18, -52), lab(52, -2, -48), lab(78, -14, -14), lab(96, -4, 22), lab(80, 18, 68),
	lab(55, 44, 56), lab(28, 38, 8), lab(8, 8, -22),
}

func lab(l, a, b float64) colorful.Color { return colorful.Lab(l/100, a/100, b/100) }

// palette holds the walk in fine steps, as sRGB.
var palette = func() (p [4096]color.NRGBA) {
	for i := range p {
		at := float64(i) / float64(len(p)) * float64(len(walk)-1)
		corner, between := math.Modf(at)
		r, g, b := walk[int(corner)].BlendLab(walk[int(corner)+1], between).Clamped().RGB255()
		p[i] = color.NRGBA{r, g, b, 255}
	}
	return p
}()

// colour returns the colour of a continuous iteration value: black inside the set, and outside a colour that runs
// through the palette once for each few octaves of the value, so that near and far structure both show.
func colour(value float64, iterations int) color.NRGBA {
	if value >= float64(iterations) {
		return color.NRGBA{A: 255}
	}
	const octaves = 5
	t := math.Log2(1+max(value, 0)) / octaves
	return palette[int((t-math.Floor(t))*float64(len(palette)))]
}
