package kernels

import (
	"fmt"
	"sync"
	"unsafe"
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
	line       = 64
	// stageSize holds a tile as stageAsm leaves it, from anywhere in the first page.
	stageSize = 4*8192 + page
	page      = 4096
)

// stages holds memory for tiles on their way.
var stages = sync.Pool{New: func() any { return new([stageSize]byte) }}

// transposeWay is how a large plane goes from src to dst, by tiles.
type transposeWay int

const (
	// straight is for dst in the caches: a tile is a line of each row of src, which
	// becomes runs of 512 bytes of dst.
	straight transposeWay = iota
	// streamed writes whole lines of dst past the caches from registers. Rows must begin at lines.
	streamed
	// staged does so for 1 or 2 bytes, of which a line takes many rows of src: where these are a
	// power of two apart, they share a set of the cache, so they are copied near the core first.
	staged
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
	case w == staged: // lines one after the other
		return 4 * line / size, tileBlock
	case w == streamed:
		return 512 / size, 16
	case size == 1: // shorter runs keep the tile in the first-level cache
		return 256, 128
	}
	return 512 / size, min(256/size, 64)
}

// wayOf chooses the way for elements of so many bytes. Measured on a Zen 5, float64
// and float32, in ns per element: 256 by 256, straight 0.24 and 0.09, buffered 0.30
// and 0.16, as the copy from the buffer costs more than the transpose to it; 4096 by
// 4096, streamed 0.37 and 0.21, buffered 0.77 and 0.42, a copy past the caches 0.30 and 0.15.
// On a Zen 4, 4096 by 4096 of 2 bytes: staged 0.15, by 16 bytes of a row without a stage 0.34.
func wayOf(l Level, stream bool, dst plane, size int) transposeWay {
	aligned := (uintptr(dst.at)|uintptr(dst.stride*size))%line == 0
	switch {
	case stream && aligned && l == AVX512 && size <= 2:
		return staged
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
	if way == streamed || way == staged {
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
			if way == streamed || way == staged {
				streamTile[T](l, way, from[T](dst, j, i), from[T](src, i, j), height, width)
			} else {
				transposeTile[T](l, from[T](dst, j, i), from[T](src, i, j), height, width)
			}
		}
	}
}

// streamTile is transposeTile with stores past the caches of all whole lines.
func streamTile[T any](l Level, way transposeWay, dst, src plane, rows, cols int) {
	size := sizeOf[T]()
	blockRows, blockCols := line/size, 16/size
	if way == staged || size == 4 && l == AVX512 {
		blockCols = line / size
	}
	height, width := rows/blockRows*blockRows, cols/blockCols*blockCols
	if height == 0 || width == 0 || !streamBlocks[T](l, way, dst, src, height/blockRows, width/blockCols) {
		height, width = 0, 0
	}
	if height < rows {
		transposeTile[T](l, from[T](dst, 0, height), from[T](src, height, 0), rows-height, cols)
	}
	if width < cols && height > 0 {
		transposeTile[T](l, from[T](dst, width, 0), from[T](src, 0, width), height, cols-width)
	}
}

// streamBlocks is streamTile for whole blocks, if the level has code for it.
func streamBlocks[T any](l Level, way transposeWay, dst, src plane, rows, cols int) bool {
	size := sizeOf[T]()
	dstStride, srcStride := dst.stride*size, src.stride*size
	if way == streamed {
		return transposeStreamAsm(l, size, (*byte)(dst.at), dstStride, (*byte)(src.at), srcStride, rows, cols)
	}
	// What is read from the stage shares the lowest 12 bits of its address with nothing that is
	// written at the time if rows of dst are pages apart: 3 KiB of each page are used, and what dst
	// has in a page, 256 bytes from d on, falls into the middle of the fourth.
	memory := stages.Get().(*[stageSize]byte)
	defer stages.Put(memory)
	stage := &memory[(uintptr(dst.at)+512-uintptr(unsafe.Pointer(memory)))%page]
	for j := range cols {
		d, s := (*byte)(from[T](dst, j*line/size, 0).at), (*byte)(from[T](src, 0, j*line/size).at)
		if !stageAsm(l, size, stage, s, srcStride, rows) {
			return false
		}
		transposeStagedAsm(l, size, d, dstStride, stage, rows)
	}
	return true
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
