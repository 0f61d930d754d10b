// Package npy reads and writes NumPy's files: npy, with one array, and npz, an
// archive of several.
//
//	err := npy.WriteFile("a.npy", a)
//	a, err := npy.ReadFile[float64]("a.npy")
//
// [Map] puts a file in memory without reading it. Where the type of the elements
// is not known beforehand, [ReadHeader] and [Decode] tell it.
//
// Files come from outside: all that can be wrong with them is an error, not a
// panic.
package npy
