package imagearray_test

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"slices"
	"testing"

	. "github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/imagearray"
)

func Example() {
	m := image.NewGray(image.Rect(0, 0, 4, 2))
	a := imagearray.From(m)
	a.Slice(All, R(1, 3)).Fill(200)
	fmt.Println(m.GrayAt(1, 0).Y, a.Shape())
	// Output: 200 [2 4]
}

type setter interface {
	image.Image
	Set(x, y int, c color.Color)
}

// paint gives each pixel a color of its own.
func paint(m setter) setter {
	r := m.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			m.Set(x, y, color.NRGBA64{uint16(1000 * x), uint16(9000 * y), uint16(123*x + 4567*y), uint16(65535 - 2000*x)})
		}
	}
	return m
}

var rect = image.Rect(-1, 2, 6, 5)

func images() []setter {
	palette := color.Palette{color.Black, color.White, color.NRGBA{9, 100, 200, 255}}
	return []setter{paint(image.NewRGBA(rect)), paint(image.NewNRGBA(rect)), paint(image.NewGray(rect)), paint(image.NewAlpha(rect)),
		paint(image.NewRGBA64(rect)), paint(image.NewNRGBA64(rect)), paint(image.NewGray16(rect)), paint(image.NewAlpha16(rect)),
		paint(image.NewCMYK(rect)), paint(image.NewPaletted(rect, palette))}
}

// pixel returns the channels that From and From16 promise of a pixel, in 16 bits.
func pixel(m image.Image, x, y int) []uint16 {
	switch c := m.At(x, y).(type) {
	case color.RGBA:
		return []uint16{uint16(c.R) * 257, uint16(c.G) * 257, uint16(c.B) * 257, uint16(c.A) * 257}
	case color.RGBA64:
		return []uint16{c.R, c.G, c.B, c.A}
	case color.Gray:
		return []uint16{uint16(c.Y) * 257}
	case color.Gray16:
		return []uint16{c.Y}
	case color.Alpha:
		return []uint16{uint16(c.A) * 257}
	case color.Alpha16:
		return []uint16{c.A}
	default:
		v := color.NRGBA64Model.Convert(c).(color.NRGBA64)
		return []uint16{v.R, v.G, v.B, v.A}
	}
}

func TestFrom(t *testing.T) {
	for _, m := range images() {
		part := m
		if s, ok := m.(interface {
			SubImage(image.Rectangle) image.Image
		}); ok {
			part = s.SubImage(image.Rect(1, 3, 4, 5)).(setter)
		}
		for _, m := range []setter{m, part} {
			a := imagearray.From(m)
			for y := range a.Shape()[0] {
				for x := range a.Shape()[1] {
					at := m.Bounds().Min.Add(image.Pt(x, y))
					got := slices.Collect(a.Slice(I(y), I(x)).Values())
					want := color.NRGBAModel.Convert(m.At(at.X, at.Y)).(color.NRGBA)
					check := []uint8{want.R, want.G, want.B, want.A}
					if p := pixel(m, at.X, at.Y); imagearray.Shares(m) {
						check = nil
						for _, v := range p {
							check = append(check, uint8(v>>8))
						}
					}
					if len(got) != len(check) && len(got) != 4 || len(got) == len(check) && !slices.Equal(got, check) {
						t.Fatalf("%T at %v: %v, want %v", m, at, got, check)
					}
				}
			}
		}
		old := m.At(rect.Min.X, rect.Min.Y)
		a := imagearray.From(m)
		if a.IsReadOnly() {
			t.Errorf("%T: read-only", m)
		}
		a.Fill(77)
		if changed := m.At(rect.Min.X, rect.Min.Y) != old; changed != imagearray.Shares(m) {
			t.Errorf("%T: a write to the array shows: %v", m, changed)
		}
	}
}

func TestFrom16(t *testing.T) {
	for _, m := range images()[4:9] {
		a := imagearray.From16(m)
		for y := range a.Shape()[0] {
			for x := range a.Shape()[1] {
				at := rect.Min.Add(image.Pt(x, y))
				if got, want := slices.Collect(a.Slice(I(y), I(x)).Values()), pixel(m, at.X, at.Y); !slices.Equal(got, want) {
					t.Fatalf("%T at %v: %v, want %v", m, at, got, want)
				}
			}
		}
	}
}

func TestTo(t *testing.T) {
	a := Arange[uint8](0, 60, 1).Reshape(3, 5, 4)
	m := imagearray.To(a).(*image.NRGBA)
	if got := m.NRGBAAt(4, 2); got != (color.NRGBA{56, 57, 58, 59}) {
		t.Error(got)
	}
	m.SetNRGBA(0, 0, color.NRGBA{200, 0, 0, 0})
	if a.At(0, 0, 0) != 200 {
		t.Error("not shared")
	}
	part := imagearray.To(a.Slice(R(1, 3), R(2, 4))).(*image.NRGBA)
	if got := part.NRGBAAt(1, 1); got != (color.NRGBA{52, 53, 54, 55}) || part.Stride != 20 {
		t.Error(got, part.Stride)
	}
	flipped := imagearray.To(a.Slice(All, RS(End, Begin, -1))).(*image.NRGBA)
	if got := flipped.NRGBAAt(0, 2); got != (color.NRGBA{56, 57, 58, 59}) {
		t.Error(got)
	}
	rgb := imagearray.To(a.Slice(Rest, R(0, 3))).(*image.NRGBA)
	if got := rgb.NRGBAAt(4, 2); got != (color.NRGBA{56, 57, 58, 255}) {
		t.Error(got)
	}
	if got := imagearray.RGB(rgb); !slices.Equal(slices.Collect(got.Values()), slices.Collect(a.Slice(Rest, R(0, 3)).Values())) {
		t.Error(got)
	}
	gray := imagearray.To(a.Slice(Rest, I(1))).(*image.Gray)
	if got := gray.GrayAt(4, 2); got.Y != 57 {
		t.Error(got)
	}
	for _, shape := range [][]int{{0, 4}, {4, 0}, {0, 0, 3}} {
		if b := imagearray.To(Zeros[uint8](shape...)).Bounds(); b.Dy() != shape[0] || b.Dx() != shape[1] {
			t.Error(shape, b)
		}
	}
}

func TestTo16(t *testing.T) {
	a := Arange[uint16](0, 12000, 100).Reshape(5, 6, 4)
	m := imagearray.To16(a)
	if !slices.Equal(slices.Collect(imagearray.From16(m).Values()), slices.Collect(a.Values())) {
		t.Error("there and back")
	}
	if got := imagearray.To16(a.Slice(Rest, R(0, 3))).(*image.NRGBA64).NRGBA64At(0, 1); got != (color.NRGBA64{2400, 2500, 2600, 65535}) {
		t.Error(got)
	}
	if got := imagearray.To16(a.Slice(Rest, I(0)).T()).(*image.Gray16).Gray16At(1, 0); got.Y != 2400 {
		t.Error(got)
	}
}

func TestMisuse(t *testing.T) {
	for _, shape := range [][]int{{}, {3}, {2, 2, 2}, {2, 2, 3, 1}} {
		_, err := Try(func() image.Image { return imagearray.To(Zeros[uint8](shape...)) })
		_, err16 := Try(func() image.Image { return imagearray.To16(Zeros[uint16](shape...)) })
		if !errors.Is(err, ErrShape) || !errors.Is(err16, ErrShape) {
			t.Error(shape, err, err16)
		}
	}
}
