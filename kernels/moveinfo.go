package kernels

// moveNames lists the movement kernels. Their code is written for AVX2 and serves
// AVX-512 too. Of copies and fills it is the part past the caches, of index moves
// the check of indices, of strided maps and folds the copying of blocks, beside
// which they run other kernels.
var moveNames = []string{
	"Copy", "Fill", "Reverse", "ByteSwap", "CopyStrided", "CopyND", "Transpose2D", "Take", "Put", "Compress", "Expand",
	"MapStrided", "MapStrided2", "MapStrided3", "FoldStrided", "FoldStrided2",
	"InterleaveC128", "InterleaveC64", "DeinterleaveC128", "DeinterleaveC64",
}
