package kernels_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/klauspost/cpuid/v2"
	"github.com/lanewise/lanewise/kernels"
)

// TestMain lets the test program serve as the subject of TestEnvironment.
func TestMain(m *testing.M) {
	if os.Getenv("KERNELS_TEST_PRINT") == "1" {
		os.Stdout.WriteString(kernels.Active().String())
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// self is a command that runs this test program: through the emulator that
// LANEWISE_TEST_EXEC names, if it is set.
func self() *exec.Cmd {
	if emulator := os.Getenv("LANEWISE_TEST_EXEC"); emulator != "" {
		return exec.Command(emulator, os.Args[0])
	}
	return exec.Command(os.Args[0])
}

// TestEnvironment runs processes with LANEWISE_LEVEL set.
func TestEnvironment(t *testing.T) {
	best := kernels.Info().CPULevels[len(kernels.Info().CPULevels)-1].String()
	foreign := "neon"
	if kernels.Info().Arch == "arm64" {
		foreign = "avx512"
	}
	for _, c := range []struct {
		level, require string
		want, stderr   string
		fails          bool
	}{
		{"", "", best, "", false},
		{"", "1", best, "", false},
		{"portable", "1", "portable", "", false},
		{best, "1", best, "", false},
		{foreign, "", best, "level " + foreign + " is not available", false},
		{foreign, "1", "", "level " + foreign + " is not available", true},
		{"sse9", "", best, `unknown level "sse9"`, false},
		{"sse9", "1", "", `unknown level "sse9"`, true},
	} {
		cmd := self()
		cmd.Env = append(os.Environ(), "KERNELS_TEST_PRINT=1", "LANEWISE_LEVEL="+c.level, "LANEWISE_REQUIRE="+c.require)
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if errors.Is(err, syscall.ENOEXEC) {
			t.Skip("this is another machine's program: set LANEWISE_TEST_EXEC to its emulator")
		}
		if (err != nil) != c.fails || string(out) != c.want {
			t.Errorf("level %q, require %q: printed %q, error %v; want %q", c.level, c.require, out, err, c.want)
		}
		if !strings.Contains(stderr.String(), c.stderr) || c.stderr == "" && stderr.Len() > 0 || strings.Count(stderr.String(), "\n") > 1 {
			t.Errorf("level %q, require %q: stderr is %q", c.level, c.require, stderr.String())
		}
	}
}

func TestSetLevel(t *testing.T) {
	start := kernels.Active()
	defer kernels.SetLevel(start)
	for _, l := range kernels.Levels() {
		before := kernels.Active()
		if previous, err := kernels.SetLevel(l); err != nil || previous != before || kernels.Active() != l {
			t.Errorf("SetLevel(%s) = %s, %v; active is %s", l, previous, err, kernels.Active())
		}
	}
	var e *kernels.LevelError
	if _, err := kernels.SetLevel(kernels.Level(77)); !errors.As(err, &e) || e.Level != 77 {
		t.Errorf("an unknown level gave %v", err)
	}
}

// TestActiveForLoads: a level that is asked for is that of every kernel; at the start, of the
// CPUs with AVX-512, a Zen 4 has another for some of them.
func TestActiveForLoads(t *testing.T) {
	defer kernels.SetLevel(kernels.Active())
	for _, l := range kernels.Levels() {
		if kernels.SetLevel(l); kernels.ActiveForLoads() != l {
			t.Errorf("at level %s, kernels that wait for loads run at %s", l, kernels.ActiveForLoads())
		}
	}
	for _, c := range []struct {
		vendor cpuid.Vendor
		family int
		want   bool
	}{{cpuid.AMD, 25, true}, {cpuid.AMD, 26, false}, {cpuid.Intel, 6, false}} {
		if got := kernels.HalvesVectors(cpuid.CPUInfo{VendorID: c.vendor, Family: c.family}); got != c.want {
			t.Errorf("%s, family %d: %v", c.vendor, c.family, got)
		}
	}
}

func TestLevelText(t *testing.T) {
	for _, l := range []kernels.Level{kernels.Portable, kernels.AVX2, kernels.AVX512, kernels.NEON} {
		text, err := json.Marshal(l)
		var back kernels.Level
		if err != nil || json.Unmarshal(text, &back) != nil || back != l {
			t.Errorf("%s went to %s and came back as %s (%v)", l, text, back, err)
		}
	}
	if _, err := kernels.ParseLevel("AVX2"); err == nil {
		t.Error("names are in lower case")
	}
}

func TestInfo(t *testing.T) {
	text, err := json.Marshal(kernels.Info())
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Level   string            `json:"level"`
		Levels  []string          `json:"levels"`
		Kernels map[string]string `json:"kernels"`
	}
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	if r.Level != kernels.Active().String() || len(r.Levels) != len(kernels.Levels()) {
		t.Errorf("levels in %s", text)
	}
	for name := range generated {
		if have := r.Kernels[name]; have != r.Level && have != "portable" {
			t.Errorf("%s: level %q, want %q or portable", name, have, r.Level)
		}
	}
	if have := r.Kernels["FloorDivI64"]; have != "portable" && r.Level == kernels.NEON.String() {
		t.Errorf("FloorDivI64: level %q, but it has no vector form on NEON", have)
	}
	for _, name := range []string{"AddF64", "LessI8", "ToU8F64", "SumI16", "MandelbrotF64", "JuliaSmoothF32", "PiMidpointF64", "PiMonteCarlo"} {
		if r.Kernels[name] != r.Level {
			t.Errorf("%s: level %q, want %q", name, r.Kernels[name], r.Level)
		}
	}
}
