package kernels

import (
	"fmt"
	"os"
	"sync/atomic"

	"github.com/klauspost/cpuid/v2"
)

// Level is an instruction-set level: a set of CPU features that kernels are
// written for. Levels of one architecture are ordered, and a CPU that runs one
// runs those below it.
type Level uint8

const (
	// Portable is plain Go. It runs everywhere.
	Portable Level = iota
	// AVX2 is x86-64-v3: AVX2, FMA and BMI2, 32-byte vectors.
	AVX2
	// AVX512 is x86-64-v4: AVX-512 F, BW, CD, DQ and VL, 64-byte vectors. A CPU that works on
	// halves of them (Zen 4) runs kernels with at most one operation for each load by the code
	// of AVX2, unless LANEWISE_LEVEL or SetLevel asks for this level: the bits are the same.
	AVX512
	// NEON is the vector unit that every arm64 CPU has, 16-byte vectors. Probe,
	// sorting and some random streams are portable there.
	NEON
)

var levelNames = [...]string{Portable: "portable", AVX2: "avx2", AVX512: "avx512", NEON: "neon"}

// String returns the name that LANEWISE_LEVEL takes: "portable", "avx2",
// "avx512" or "neon".
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return fmt.Sprintf("Level(%d)", uint8(l))
}

// MarshalText returns the level's name.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText sets l to the level of that name, as ParseLevel does.
func (l *Level) UnmarshalText(text []byte) error {
	v, err := ParseLevel(string(text))
	if err == nil {
		*l = v
	}
	return err
}

// ParseLevel returns the level of that name.
func ParseLevel(name string) (Level, error) {
	for l, s := range levelNames {
		if s == name {
			return Level(l), nil
		}
	}
	return Portable, fmt.Errorf("kernels: unknown level %q (known: portable, avx2, avx512, neon)", name)
}

// LevelError says that this process can't run a level.
type LevelError struct {
	Level  Level
	Reason string
}

func (e *LevelError) Error() string {
	return fmt.Sprintf("kernels: level %s is not available: %s", e.Level, e.Reason)
}

// active is the level that every kernel switches on. An atomic load is an
// ordinary load on amd64, so that changing levels is safe at no cost.
var active atomic.Uint32

// activeForLoads is the level of kernels that do at most one operation for each load.
var activeForLoads atomic.Uint32

// available holds the levels of this process in ascending order: those that
// the CPU runs, without those above LANEWISE_LEVEL.
var available []Level

func init() {
	levels, err := chooseLevels(cpuLevels(), os.Getenv("LANEWISE_LEVEL"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		if os.Getenv("LANEWISE_REQUIRE") == "1" {
			os.Exit(2)
		}
	}
	available = levels
	best := levels[len(levels)-1]
	setLevel(best)
	if best == AVX512 && os.Getenv("LANEWISE_LEVEL") == "" && halvesVectors(cpuid.CPU) {
		activeForLoads.Store(uint32(AVX2))
	}
}

// halvesVectors reports whether a CPU with AVX-512 works on 64-byte vectors by halves: of AMD's
// family 25 that is Zen 4.
func halvesVectors(c cpuid.CPUInfo) bool { return c.VendorID == cpuid.AMD && c.Family == 25 }

// setLevel makes all kernels run at l.
func setLevel(l Level) (previous Level) {
	activeForLoads.Store(uint32(l))
	return Level(active.Swap(uint32(l)))
}

// chooseLevels returns the levels of cpu (ascending) up to the one that name
// asks for, or all of them and an error if name asks for one that cpu lacks.
func chooseLevels(cpu []Level, name string) ([]Level, error) {
	if name == "" {
		return cpu, nil
	}
	want, err := ParseLevel(name)
	if err != nil {
		return cpu, fmt.Errorf("LANEWISE_LEVEL: %w; using %s", err, cpu[len(cpu)-1])
	}
	for i, l := range cpu {
		if l == want {
			return cpu[:i+1], nil
		}
	}
	return cpu, fmt.Errorf("LANEWISE_LEVEL: %w; using %s", &LevelError{want, "this CPU lacks it"}, cpu[len(cpu)-1])
}

// Active returns the level that kernels run at now: the best one that the CPU
// has, unless LANEWISE_LEVEL or SetLevel lowered it.
func Active() Level { return Level(active.Load()) }

// ActiveForLoads is Active for kernels that do at most one operation for each load, such as
// sums: AVX2 instead of AVX512 on a Zen 4, which takes as long for a 64-byte operation as for
// two of 32 bytes, unless LANEWISE_LEVEL or SetLevel asked for AVX512. Measured there, AVX2
// takes 0.87 of the time for additions in the first cache, and 0.8 to 0.95 past the second.
func ActiveForLoads() Level { return Level(activeForLoads.Load()) }

// Levels returns the levels that SetLevel takes in this process, in ascending
// order; the first is Portable. LANEWISE_LEVEL in the environment removes
// those above it.
func Levels() []Level { return append([]Level(nil), available...) }

// SetLevel makes every kernel of the process run at level l, with no choice left to
// [ActiveForLoads], and returns the level that was active before. A level outside
// Levels is a *LevelError, and nothing changes. Kernels that run meanwhile finish at
// either level; tests and benchmarks use it, programs have no reason to.
func SetLevel(l Level) (previous Level, err error) {
	for _, a := range available {
		if a == l {
			return setLevel(l), nil
		}
	}
	return Active(), &LevelError{l, "this CPU lacks it, or LANEWISE_LEVEL is lower"}
}
