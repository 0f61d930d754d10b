package kernels

import (
	"fmt"
	"math"
)

// ProbeKind names an instruction whose throughput Probe measures.
type ProbeKind uint8

const (
	ProbeFMAF64 ProbeKind = iota // fused multiply-add, float64
	ProbeFMAF32                  // fused multiply-add, float32
	ProbeMulU32                  // product of 32-bit integers, 64 bits wide
)

// probeChains is the number of independent instructions in a round.
const probeChains = 12

// Probe runs independent instructions of one kind at the active level, rounds
// times 12, and returns how many lane operations that were. Divided by the time
// that it takes, that is the most that one core can do: a limit to hold kernels
// against. It panics with *RangeError if the kind is unknown.
func Probe(kind ProbeKind, rounds int) (laneOps int) {
	if kind > ProbeMulU32 {
		panic(&RangeError{"Probe", fmt.Sprintf("unknown kind %d", kind)})
	}
	const piece = 1 << 12 // rounds between preemption points, about 7 us
	level, lanes := Active(), 0
	for left := rounds; left > 0; left -= piece {
		lanes = probeRounds(level, kind, min(left, piece))
	}
	return max(rounds, 0) * probeChains * lanes
}

// probeSink keeps the compiler from dropping the portable probes.
var probeSink [2]uint64

func probePortable(kind ProbeKind, rounds int) (lanes int) {
	var f [probeChains]float64
	var u [probeChains]uint64
	for range rounds {
		if kind == ProbeMulU32 {
			for i := range u {
				u[i] = uint64(uint32(u[i])) * uint64(uint32(u[i])|1)
			}
			continue
		}
		for i := range f {
			f[i] = math.FMA(f[i], 0.5, 1)
		}
	}
	if probeSink[0] == 1 { // never
		probeSink = [2]uint64{u[0], math.Float64bits(f[0])}
	}
	return 1
}
