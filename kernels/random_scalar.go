//go:build !amd64 || noasm

package kernels

// What only x86-64 has code for.

func pcgWords(_ Level, g *lcg, kind pcgKind, dst []uint64) { pcgPortable(g, kind, dst) }

func philoxBlocks(_ Level, g *Philox, dst []uint64) { philoxPortable(g, dst) }

func zigguratRun[U uint32 | uint64, F float](_ Level, table *ziggurat[U, F], l layout, dst []F, words []U) int {
	return zigguratPortable(table, l, dst, words)
}

func sfcRun(Level, *[4]uint64, []uint64) int { return 0 }
