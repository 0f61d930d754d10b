//go:build (!amd64 && !arm64) || noasm

package kernels

func uniformWords[F float](_ Level, dst []F) { uniformPortable(dst) }

func mtTwist(_ Level, key *[mtLen]uint32) { mtTwistPortable(key) }

func mtTemper(_ Level, dst, words []uint32) { mtTemperPortable(dst, words) }
