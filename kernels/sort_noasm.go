//go:build !amd64 || noasm

package kernels

func hasVectors[T Real](Level) bool { return false }

func sortSmall[T Real](_ Level, _ *T, _ int, _ *T) {}

func partitionBlocks[T Real](_ Level, _ *T, _ *int, _ T, _ int) {}

func partitionVectors[T Real](_ Level, _, _ *T, _ int, _ T) int { return 0 }

func anyNaN[T Real](_ Level, _ *T, _ int) int { return 0 }

func searchLeft[T Real](_ Level, _ *T, _ *int, _ int, _ *T, _ int) {}

func searchRight[T Real](_ Level, _ *T, _ *int, _ int, _ *T, _ int) {}

func keys[T Real](_ Level, _ *T, _ *uint64, _ int, _ uint64, _ *int64) {}

func packKeys[T Real](_ Level, _ *T, _ int, _ uint64, _, _, _ int) {}
