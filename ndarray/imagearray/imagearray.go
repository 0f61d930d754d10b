// Package imagearray turns images of package image into arrays of package ndarray
// and back.
//
// An image of height h and width w is an array of shape (h, w, channels), rows from
// the top, or (h, w) where there is one channel. Elements are uint8, or uint16
// where the image has 16 bits a channel.
package imagearray

import (
	"fmt"
	"image"
	"image/draw"

	"github.com/lanewise/lanewise/ndarray"
)

// From returns the pixels of an image in 8 bits a channel: shape (h, w) for
// *image.Gray and *image.Alpha, and (h, w, 4) for all others, red, green, blue and alpha. The
// array shares the pixels of an *image.RGBA, whose colors are multiplied by alpha,
// of *image.NRGBA, where they are not, of Gray and of Alpha; see [Shares]. Other
// images are converted to NRGBA in a new array.
func From(m image.Image) ndarray.Array[uint8] {
	switch m := m.(type) {
	case *image.RGBA:
		return channels(m.Pix, m.Stride, m.Rect, 4)
	case *image.NRGBA:
		return channels(m.Pix, m.Stride, m.Rect, 4)
	case *image.Gray:
		return plane(m.Pix, m.Stride, m.Rect)
	case *image.Alpha:
		return plane(m.Pix, m.Stride, m.Rect)
	}
	r := m.Bounds()
	c := image.NewNRGBA(r)
	draw.Draw(c, r, m, r.Min, draw.Src)
	return From(c)
}

// Shares reports whether the array of [From] shares the pixels of m.
func Shares(m image.Image) bool {
	switch m.(type) {
	case *image.RGBA, *image.NRGBA, *image.Gray, *image.Alpha:
		return true
	}
	return false
}

// RGB returns the three colors of an image, not multiplied by alpha, in a new array
// of shape (h, w, 3).
func RGB(m image.Image) ndarray.Array[uint8] {
	r := m.Bounds()
	c, ok := m.(*image.NRGBA)
	if !ok {
		c = image.NewNRGBA(r)
		draw.Draw(c, r, m, r.Min, draw.Src)
	}
	return From(c).Slice(ndarray.Rest, ndarray.R(0, 3)).Copy()
}

// From16 returns the pixels of an image in 16 bits a channel in a new array: shape
// (h, w) for *image.Gray16 and *image.Alpha16, and (h, w, 4) for all others, red, green,
// blue and alpha; the colors are those of the image's own model where it is
// *image.RGBA64, multiplied by alpha, and otherwise not. Package image keeps the
// bytes of these types in another order than processors do, so that there is
// nothing to share.
func From16(m image.Image) ndarray.Array[uint16] {
	switch m := m.(type) {
	case *image.RGBA64:
		return wide(channels(m.Pix, m.Stride, m.Rect, 8))
	case *image.NRGBA64:
		return wide(channels(m.Pix, m.Stride, m.Rect, 8))
	case *image.Gray16:
		a := wide(channels(m.Pix, m.Stride, m.Rect, 2))
		return a.Reshape(a.Shape()[:2]...)
	case *image.Alpha16:
		a := wide(channels(m.Pix, m.Stride, m.Rect, 2))
		return a.Reshape(a.Shape()[:2]...)
	}
	r := m.Bounds()
	c := image.NewNRGBA64(r)
	draw.Draw(c, r, m, r.Min, draw.Src)
	return From16(c)
}

// To returns an array of uint8 as an image: *image.Gray for shape (h, w) or (h, w, 1),
// *image.NRGBA for (h, w, 4) and (h, w, 3), in which all is opaque. It shares the
// elements, apart from the last case, if the channels of a pixel and the pixels of
// a row lie side by side, and the rows in order. It panics with ErrShape for
// other shapes.
func To(a ndarray.Array[uint8]) image.Image {
	h, w, n := size("To", a.Shape())
	r := image.Rect(0, 0, w, h)
	if n == 3 {
		b := ndarray.Full[uint8](255, h, w, 4)
		b.Slice(ndarray.Rest, ndarray.R(0, 3)).Assign(a)
		a, n = b, 4
	}
	pix, stride := rows(a.Reshape(h, w, n))
	if n == 1 {
		return &image.Gray{Pix: pix, Stride: stride, Rect: r}
	}
	return &image.NRGBA{Pix: pix, Stride: stride, Rect: r}
}

// To16 returns a copy of an array of uint16 as an image: *image.Gray16 for shape (h, w)
// or (h, w, 1), *image.NRGBA64 for (h, w, 4) and (h, w, 3). It panics with ErrShape
// for other shapes.
func To16(a ndarray.Array[uint16]) image.Image {
	h, w, n := size("To16", a.Shape())
	r := image.Rect(0, 0, w, h)
	if n == 3 {
		b := ndarray.Full[uint16](0xffff, h, w, 4)
		b.Slice(ndarray.Rest, ndarray.R(0, 3)).Assign(a)
		a, n = b, 4
	}
	pix := make([]uint8, 0, 2*a.Size())
	for v := range a.Values() {
		pix = append(pix, uint8(v>>8), uint8(v))
	}
	if n == 1 {
		return &image.Gray16{Pix: pix, Stride: 2 * w, Rect: r}
	}
	return &image.NRGBA64{Pix: pix, Stride: 8 * w, Rect: r}
}

// channels returns the bytes of an image with n of them for each pixel.
func channels(pix []uint8, stride int, r image.Rectangle, n int) ndarray.Array[uint8] {
	return ndarray.FromStrided(pix, 0, []int{r.Dy(), r.Dx(), n}, []int{stride, n, 1})
}

func plane(pix []uint8, stride int, r image.Rectangle) ndarray.Array[uint8] {
	return ndarray.FromStrided(pix, 0, []int{r.Dy(), r.Dx()}, []int{stride, 1})
}

// wide joins pairs of bytes, the higher one first.
func wide(a ndarray.Array[uint8]) ndarray.Array[uint16] {
	shape := a.Shape()
	s, _ := a.Copy().Data()
	v := make([]uint16, len(s)/2)
	for i := range v {
		v[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	shape[2] /= 2
	return ndarray.FromSlice(v).Reshape(shape...)
}

// rows returns the memory of pixels as package image describes it: rows of bytes, stride
// apart.
func rows(a ndarray.Array[uint8]) (pix []uint8, stride int) {
	shape := a.Shape()
	row := shape[1] * shape[2]
	s, strides, ok := a.Strided()
	if ok && (shape[2] == 1 || strides[2] == 1) && (shape[1] == 1 || strides[1] == shape[2]) && (shape[0] < 2 || strides[0] >= row) {
		if shape[0] < 2 {
			return s, row
		}
		return s, strides[0]
	}
	s, _ = a.Copy().Data()
	return s, row
}

func size(op string, shape []int) (h, w, n int) {
	switch {
	case len(shape) == 2:
		return shape[0], shape[1], 1
	case len(shape) == 3 && (shape[2] == 1 || shape[2] == 3 || shape[2] == 4):
		return shape[0], shape[1], shape[2]
	}
	panic(&ndarray.Error{Op: "imagearray." + op, Kind: ndarray.ErrShape,
		Msg: fmt.Sprintf("no image of shape %v: want (h, w), or (h, w, n) with n of 1, 3 or 4", shape)})
}
