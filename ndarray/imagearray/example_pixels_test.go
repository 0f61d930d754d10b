package imagearray_test

import (
	"fmt"
	"image"
	"image/color"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/imagearray"
)

// The array is the image's own pixels: here its right half becomes red.
func ExampleFrom() {
	m := image.NewNRGBA(image.Rect(0, 0, 4, 2))
	a := imagearray.From(m)
	a.Slice(ndarray.All, ndarray.R(2, 4)).Assign(ndarray.Of[uint8](255, 0, 0, 255))
	fmt.Println(a.Shape(), m.NRGBAAt(0, 0), m.NRGBAAt(3, 1))
	// Output: [2 4 4] {0 0 0 0} {255 0 0 255}
}

// The mean color of an image, whatever type it has.
func ExampleRGB() {
	m := image.NewYCbCr(image.Rect(0, 0, 8, 8), image.YCbCrSubsampleRatio420)
	ndarray.FromSlice(m.Y).Fill(120)
	ndarray.FromSlice(m.Cb).Fill(128)
	ndarray.FromSlice(m.Cr).Fill(128)
	fmt.Println(ndarray.As[float64](imagearray.RGB(m)).MeanAxis(0, 1))
	// Output: [120. 120. 120.]
}

// An array becomes an image for image/png and others.
func ExampleTo() {
	gradient := ndarray.Arange[uint8](0, 250, 50).BroadcastTo(3, 5).Copy()
	m := imagearray.To(gradient)
	fmt.Println(m.Bounds(), m.At(4, 0))
	fmt.Printf("%T\n", imagearray.To(ndarray.Zeros[uint8](3, 5, 3)))
	// Output:
	// (0,0)-(5,3) {200}
	// *image.NRGBA
}

func ExampleShares() {
	r := image.Rect(0, 0, 2, 2)
	fmt.Println(imagearray.Shares(image.NewRGBA(r)), imagearray.Shares(image.NewPaletted(r, color.Palette{color.Black})))
	// Output: true false
}

// Measurements of 12 bits are stretched to the whole range of 16.
func ExampleTo16() {
	raw := ndarray.Of[uint16](0, 1024, 2048, 4095).Reshape(2, 2)
	m := imagearray.To16(raw.MulScalar(16))
	fmt.Println(m.At(1, 0), m.At(1, 1))

	back := imagearray.From16(m).FloorDivScalar(16)
	fmt.Println(back)
	// Output:
	// {16384} {65520}
	// [[   0 1024]
	//  [2048 4095]]
}

// The pixels of an image of 16 bits are copied: package image keeps them in another order of bytes.
func ExampleFrom16() {
	m := image.NewGray16(image.Rect(0, 0, 3, 1))
	m.SetGray16(1, 0, color.Gray16{Y: 1000})
	fmt.Println(imagearray.From16(m))
	// Output: [[   0 1000    0]]
}
