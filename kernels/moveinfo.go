package kernels

// Names of the movement kernels. The code of AVX2 serves AVX-512 too, which has its own
// for transposes. Of copies
// and fills it is the part past the caches, of index moves the check of indices,
// of strided copies what brings elements of 4 or 8 bytes together, or every second
// one, of strided maps and folds the copying of blocks, beside which they run other
// kernels. NEON has none for copies and fills, which the runtime's memmove does as
// fast.
var (
	moveNames      = []string{"Copy", "Fill"}
	transposeNames = []string{"CopyND", "Transpose2D"}
	moveNEONNames  = []string{
		"Reverse", "ByteSwap", "CopyStrided", "Take", "Put",
		"Compress", "Expand",
		"MapStrided", "MapStrided2", "MapStrided3", "FoldStrided", "FoldStrided2",
		"InterleaveC128", "InterleaveC64", "DeinterleaveC128", "DeinterleaveC64",
	}
)
