package kernels

import (
	"runtime"
	"slices"

	"github.com/klauspost/cpuid/v2"
)

// Report describes the machine as this package sees it. It marshals to JSON.
type Report struct {
	Arch      string   `json:"arch"`       // GOARCH
	CPU       string   `json:"cpu"`        // brand name, empty if unknown
	Level     Level    `json:"level"`      // active now
	Levels    []Level  `json:"levels"`     // that SetLevel takes
	CPULevels []Level  `json:"cpu_levels"` // that the CPU has, whatever LANEWISE_LEVEL says
	Features  []string `json:"features"`   // CPU features by their usual names
	Cores     Cores    `json:"cores"`
	Caches    Caches   `json:"caches"`
	// Kernels tells at which level each kernel runs now.
	Kernels map[string]Level `json:"kernels"`
}

// Cores counts processors; zero is unknown.
type Cores struct {
	Physical int `json:"physical"`
	Logical  int `json:"logical"`
}

// Caches holds cache sizes in bytes; -1 is unknown.
type Caches struct {
	Line int `json:"line"`
	L1D  int `json:"l1d"`
	L2   int `json:"l2"`
	L3   int `json:"l3"`
}

// Info describes the CPU, the level in use and where each kernel runs.
func Info() Report {
	c := &cpuid.CPU
	r := Report{
		Arch: runtime.GOARCH, CPU: c.BrandName,
		Level: Active(), Levels: Levels(), CPULevels: cpuLevels(),
		Features: c.FeatureSet(),
		Cores:    Cores{c.PhysicalCores, c.LogicalCores},
		Caches:   Caches{c.CacheLine, c.Cache.L1D, c.Cache.L2, c.Cache.L3},
		Kernels:  map[string]Level{},
	}
	for _, f := range slices.Concat(generatedFamilies, families) {
		for _, name := range f.names {
			r.Kernels[name] = f.serves(r.Level)
		}
	}
	return r
}

// Coverage tells for each kernel at which levels, of all architectures, it has
// code of its own. Without any, AVX512 runs that of AVX2 if there is such code, and
// other levels run portable Go.
func Coverage() map[string][]Level {
	all := map[string][]Level{}
	for _, f := range slices.Concat(generatedFamilies, families) {
		for _, name := range f.names {
			all[name] = slices.Clone(f.levels)
		}
	}
	return all
}

// family is a list of exported functions that have code of their own at the
// same levels. Where AVX-512 has none, that of AVX2 serves, and where a level
// has none, portable Go.
type family struct {
	names  []string
	levels []Level // besides Portable
}

// serves returns the level whose code runs when l is active.
func (f family) serves(l Level) Level {
	if slices.Contains(f.levels, l) {
		return l
	}
	if l == AVX512 && slices.Contains(f.levels, AVX2) {
		return AVX2
	}
	return Portable
}

// families lists the kernels that asm/defs does not describe.
var families = []family{
	{specialNames, []Level{AVX2, AVX512, NEON}},
	{reduceNames, []Level{AVX2, AVX512, NEON}},
	{cumulativeNames, nil},
	{complexReduceNames, []Level{AVX2, AVX512, NEON}},
	{complexConvertNames, []Level{AVX2, AVX512}},
	{complexPartNames, []Level{AVX2, AVX512, NEON}},
	{moveNames, []Level{AVX2}},
	{moveNEONNames, []Level{AVX2, NEON}},
	{transposeNames, []Level{AVX2, AVX512, NEON}},
	{randomNames, []Level{AVX2, AVX512}},
	{randomNEONNames, []Level{AVX2, AVX512, NEON}},
	{integerRandomNames, []Level{AVX2}},
	{serialRandomNames, nil},
	{orderNames, []Level{AVX2, AVX512}}, // for elements of 4 and 8 bytes
	{orderScalarNames, nil},
}

// specialNames lists the fractal and pi kernels.
var specialNames = []string{
	"MandelbrotF64", "MandelbrotF32", "JuliaF64", "JuliaF32",
	"MandelbrotSmoothF64", "MandelbrotSmoothF32", "JuliaSmoothF64", "JuliaSmoothF32",
	"PiMidpointF64", "PiMidpointF32", "PiMonteCarlo",
}

// reduceNames lists the reductions that are built on others.
var reduceNames = []string{
	"Argmin", "Argmax", "MeanF64", "MeanF32", "MomentsF64", "MomentsF32", "Norm2F64", "Norm2F32",
}

// cumulativeNames lists the kernels that are plain Go everywhere; Any, All and
// Count run on the standard library's search in bytes.
var cumulativeNames = []string{"Cumsum", "Cumprod", "Cummin", "Cummax", "Any", "All", "Count"}
