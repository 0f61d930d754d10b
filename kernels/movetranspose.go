package kernels

import (
	"fmt"
	"sync"
	"unsafe"

	"github.com/klauspost/cpuid/v2"
)

// Transpose2D sets dst[j*ldd+i] = src[i*lds+j] for 0 <= i < rows, 0 <= j < cols:
// src holds rows rows whose beginnings are lds >= cols elements apart, dst cols
// rows that are ldd >= rows apart. What lies between the rows of dst stays as it
// is. Outputs of a quarter of [StreamBytes] or more are written past the caches.
//
// It panics with *RangeError if a size is negative, a stride is too short or a
// slice ends before its last element, and with *OverlapError if the parts of
// the slices from the first to the last element overlap, before any write.
func Transpose2D[T Element](dst []T, ldd int, src []T, lds int, rows, cols int) {
	const fn = "Transpose2D"
	if rows < 0 || cols < 0 || ldd < rows || lds < cols {
		panic(&RangeError{fn, fmt.Sprintf("%d rows of %d elements with strides %d of src and %d of dst", rows, cols, lds, ldd)})
	}
	if rows == 0 || cols == 0 {
		return
	}
	dst, src = reach(fn, "dst", dst, []int{cols, rows}, []int{ldd, 1}), reach(fn, "src", src, []int{rows, cols}, []int{lds, 1})
	if intersect(dst, src) {
		panic(&OverlapError{fn})
	}
	transposePlane[T](Active(), transposeStreams(rows*cols*sizeOf[T]()), plane{unsafe.Pointer(&dst[0]), ldd}, plane{unsafe.Pointer(&src[0]), lds}, rows, cols)
}

// transposeStreams reports whether an output of so many bytes is written past the
// caches, for which runs of it at some distance are harder to hold than the same
// bytes in a row. Measured on a Xeon with 2 MiB of L2 and a share of 300 MiB of
// L3, float64, in GB/s with ordinary stores and past the caches: 8 MiB 10.4 and
// 16, 32 MiB 5.1 and 13, 128 MiB 5.2 and 16.
func transposeStreams(bytes int) bool { return bytes >= streamBytes/4 }

// reach returns the part of s from the lowest to the highest element of an
// array that is not empty.
func reach[T any](fn, name string, s []T, shape, strides []int) []T {
	rest := len(s) - 1 // elements after those reached so far
	for d, n := range shape {
		stride := max(strides[d], -strides[d])
		if n == 1 || stride == 0 {
			continue
		}
		if stride < 0 || n-1 > max(rest, 0)/stride {
			rest = -1
			break
		}
		rest -= (n - 1) * stride
	}
	if rest < 0 {
		panic(&RangeError{fn, fmt.Sprintf("%s has %d elements, which sizes and strides leave", name, len(s))})
	}
	return s[:len(s)-rest]
}

// plane is an operand of two dimensions: its first element and the stride of
// its rows, which may be negative; that within rows is one.
type plane struct {
	at     unsafe.Pointer
	stride int
}

// from returns the plane that begins at row i, element j.
func from[T any](p plane, i, j int) plane {
	return plane{unsafe.Add(p.at, (i*p.stride+j)*sizeOf[T]()), p.stride}
}

const (
	// transposeSmall is the size in bytes up to which the order makes no difference.
	transposeSmall = 64 << 10
	// tileBlock is the side of blocks of tiles, in elements: a page of either
	// operand is used up before it leaves the translation buffers.
	tileBlock = 1024
	// tileBuffer holds the largest tile of the buffered way, that of single bytes.
	tileBuffer = 128 * (256 + line)
	// gatherMost is the longest side of a tile of bytes that is copied before it is streamed.
	gatherMost = 256
	line       = 64
)

// gathered holds tiles of bytes, whose rows share no sets of the cache.
var gathered = sync.Pool{New: func() any { return new([gatherMost * (gatherMost + line)]byte) }}

var gatherSide = chooseGatherSide(cpuid.CPU.Cache.L1D)

// chooseGatherSide returns the side for a first-level cache of so many bytes. Of 4096 by 4096
// bytes an element takes a Zen 4, which has 32 KiB, 0.09 ns with sides of 128 and 0.12 with 256;
// a Zen 5, which has 48, takes 0.057 with 256.
func chooseGatherSide(l1 int) int {
	if 0 < l1 && l1 < 48<<10 {
		return gatherMost / 2
	}
	return gatherMost
}

// transposeWay is how a large plane goes from src to dst, by tiles.
type transposeWay int

const (
	// straight is for dst in the caches: a tile is a line of each row of src, which
	// becomes runs of 512 bytes of dst.
	straight transposeWay = iota
	// streamed writes whole lines of dst past the caches from registers. Rows must begin at lines.
	// Bytes, of which a line takes 64 rows of src, are copied near the core first: where
	// rows are a power of two apart, these lie in one set of the cache, as do lines of as many
	// rows of dst, which are written 16 rows at a time for that reason.
	streamed
	// buffered is for what has no code that writes whole lines: tiles are transposed
	// into a buffer near the core, from which dst is written in runs.
	buffered
)

// tile returns how many rows and columns of src, with elements of so many bytes,
// a tile has.
func (w transposeWay) tile(size int) (rows, cols int) {
	switch {
	case w == straight:
		return 512 / size, line / size
	case w == streamed && size == 1:
		return gatherSide, gatherSide
	case w == streamed:
		return 256 / size, 32
	case size == 1: // shorter runs keep the tile in the first-level cache
		return 256, 128
	}
	return 512 / size, min(256/size, 64)
}

// wayOf chooses the way for elements of so many bytes. Measured on a Zen 5, float64
// and float32, in ns per element: 256 by 256, straight 0.24 and 0.09, buffered 0.30
// and 0.16, as the copy from the buffer costs more than the transpose to it; 4096 by
// 4096, streamed 0.37 and 0.21, buffered 0.77 and 0.42, a copy past the caches 0.30 and 0.15.
func wayOf(l Level, stream bool, dst plane, size int) transposeWay {
	aligned := (uintptr(dst.at)|uintptr(dst.stride*size))%line == 0
	switch {
	case stream && aligned && (l == AVX512 || l == AVX2 && size > 2): // which has too few registers
		return streamed
	case stream || size == 1 && l != AVX512: // bytes have half lines at AVX2
		return buffered
	}
	return straight
}

// transposePlane sets dst[j][i] = src[i][j].
func transposePlane[T any](l Level, stream bool, dst, src plane, rows, cols int) {
	size := sizeOf[T]()
	if rows*cols*size <= transposeSmall {
		step := max(chunk/cols/32*32, 32)
		for i := 0; i < rows; i += step {
			transposeTile[T](l, from[T](dst, 0, i), from[T](src, i, 0), min(step, rows-i), cols)
		}
		return
	}
	way := wayOf(l, stream, dst, size)
	for j := 0; j < cols; j += tileBlock {
		for i := 0; i < rows; i += tileBlock {
			d, s, height, width := from[T](dst, j, i), from[T](src, i, j), min(tileBlock, rows-i), min(tileBlock, cols-j)
			if way == buffered {
				transposeBuffered[T](l, stream, d, s, height, width)
			} else {
				transposeBlock[T](l, way, d, s, height, width)
			}
		}
	}
	if way == streamed {
		storeFenceAsm(l, 1) // others see the elements before what this goroutine writes next
	}
}

// transposeBlock is transposePlane by tiles without a buffer.
func transposeBlock[T any](l Level, way transposeWay, dst, src plane, rows, cols int) {
	tileRows, tileCols := way.tile(sizeOf[T]())
	for i := 0; i < rows; i += tileRows {
		height := min(tileRows, rows-i)
		for j := 0; j < cols; j += tileCols {
			width := min(tileCols, cols-j)
			if way == streamed {
				streamTile[T](l, from[T](dst, j, i), from[T](src, i, j), height, width)
			} else {
				transposeTile[T](l, from[T](dst, j, i), from[T](src, i, j), height, width)
			}
		}
	}
}

// streamTile is transposeTile with stores past the caches of all whole lines.
func streamTile[T any](l Level, dst, src plane, rows, cols int) {
	size := sizeOf[T]()
	blockRows, blockCols := line/size, 16/size
	if size == 1 {
		blockCols = line
	}
	height, width := rows/blockRows*blockRows, cols/blockCols*blockCols
	if height == 0 || width == 0 || !streamBlocks[T](l, dst, src, height, width) {
		height, width = 0, 0
	}
	if height < rows {
		transposeTile[T](l, from[T](dst, 0, height), from[T](src, height, 0), rows-height, cols)
	}
	if width < cols && height > 0 {
		transposeTile[T](l, from[T](dst, width, 0), from[T](src, 0, width), height, cols-width)
	}
}

// streamBlocks is streamTile for whole blocks, if the level has code for it. (A call of one
// function or the other through a variable would take operands to the heap.)
func streamBlocks[T any](l Level, dst, src plane, rows, cols int) bool {
	size := sizeOf[T]()
	d, s := (*byte)(dst.at), (*byte)(src.at)
	rowBlocks, colBlocks := rows*size/line, cols*size/16
	switch size {
	case 1:
		memory := gathered.Get().(*[gatherMost * (gatherMost + line)]byte)
		defer gathered.Put(memory)
		stride := gatherSide + line
		return gatherLinesAsm(l, 1, &memory[0], stride, s, src.stride, rows, cols/line) &&
			transposeStreamSmallAsm(l, 1, d, dst.stride, &memory[0], stride, rowBlocks, colBlocks)
	case 2:
		return transposeStreamSmallAsm(l, size, d, dst.stride*size, s, src.stride*size, rowBlocks, colBlocks)
	}
	return transposeStreamAsm(l, size, d, dst.stride*size, s, src.stride*size, rowBlocks, colBlocks)
}

// transposeBuffered is transposePlane by tiles through a buffer.
func transposeBuffered[T any](l Level, stream bool, dst, src plane, rows, cols int) {
	var memory [tileBuffer / 8]uint64
	size := sizeOf[T]()
	tileRows, tileCols := buffered.tile(size)
	buffer := plane{unsafe.Pointer(&memory), tileRows + line/size} // rows that share no sets of the cache
	for i := 0; i < rows; i += tileRows {
		height := min(tileRows, rows-i)
		for j := 0; j < cols; j += tileCols {
			width := min(tileCols, cols-j)
			transposeTile[T](l, buffer, from[T](src, i, j), height, width)
			copyPlane[T](l, stream, from[T](dst, j, i), buffer, width, height)
		}
	}
}

// copyPlane sets dst[i][j] = src[i][j]. Short rows that begin or end within a line
// are not worth streaming: lines that are written in two ways are slow.
func copyPlane[T any](l Level, stream bool, dst, src plane, rows, cols int) {
	size := sizeOf[T]()
	row := cols * size
	aligned := (uintptr(dst.at)|uintptr(dst.stride*size)|uintptr(row))%64 == 0
	for stream && rows > 0 && row <= moveChunk && (aligned || row >= 8<<10) {
		n := min(rows, moveChunk/row)
		if !streamAsm(l, 1, (*byte)(dst.at), dst.stride*size, (*byte)(src.at), src.stride*size, n, row) {
			break
		}
		if rows -= n; rows > 0 { // no pointer past the end
			dst, src = from[T](dst, n, 0), from[T](src, n, 0)
		}
	}
	if stream {
		storeFenceAsm(l, 1)
	}
	for i := range rows {
		d, s := unsafe.Slice((*T)(from[T](dst, i, 0).at), cols), unsafe.Slice((*T)(from[T](src, i, 0).at), cols)
		if stream && row > moveChunk {
			streamRow(l, d, s)
		} else {
			copyRow(l, d, s)
		}
	}
}

// transposeTile is transposePlane for at most about chunk elements.
func transposeTile[T any](l Level, dst, src plane, rows, cols int) {
	size := sizeOf[T]()
	blockRows, blockCols := 32/size, 16/size
	switch {
	case l == AVX512 && rows < 2*blockRows:
		l = AVX2
	case l == AVX512:
		blockRows *= 2
	}
	if rows < blockRows || cols < blockCols || !transposeBlocks[T](l, dst, src, rows/blockRows, cols/blockCols) {
		transposeGo[T](dst, src, rows, cols)
		return
	}
	// The blocks that cover what is left overlap those before.
	i, j := rows-blockRows, cols-blockCols
	if rows%blockRows > 0 {
		transposeBlocks[T](l, from[T](dst, 0, i), from[T](src, i, 0), 1, cols/blockCols)
	}
	if cols%blockCols > 0 {
		transposeBlocks[T](l, from[T](dst, j, 0), from[T](src, 0, j), rows/blockRows, 1)
	}
	if rows%blockRows > 0 && cols%blockCols > 0 {
		transposeBlocks[T](l, from[T](dst, j, i), from[T](src, i, j), 1, 1)
	}
}

// transposeBlocks transposes so many blocks, if the level has code for it.
func transposeBlocks[T any](l Level, dst, src plane, rows, cols int) bool {
	size := sizeOf[T]()
	return transposeAsm(l, size, (*byte)(dst.at), dst.stride*size, (*byte)(src.at), src.stride*size, rows, cols)
}

// transposeGo is transposeTile without assembly.
func transposeGo[T any](dst, src plane, rows, cols int) {
	size := sizeOf[T]()
	for i := range rows {
		stridedGo[T](unsafe.Add(dst.at, i*size), dst.stride, unsafe.Add(src.at, i*src.stride*size), 1, cols)
	}
}
