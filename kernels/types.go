package kernels

// Real is an element type that is ordered.
type Real interface {
	int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64 | float32 | float64
}

// Element is an element type of kernels that move elements without looking at
// them.
type Element interface {
	Real | bool | complex64 | complex128
}
