//go:build (!amd64 && !arm64) || noasm

package kernels

func tileVectors(Level) (bytes, slots int) { return 64, 1 }

func escapeTile[T float](*tile[T], Level, int, int, int, bool) int {
	panic("kernels: no assembly")
}
