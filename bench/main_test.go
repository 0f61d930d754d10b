package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"math"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanewise/lanewise/kernels"
)

var binary string // the compiled program

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	folder, err := os.MkdirTemp("", "bench-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	binary = filepath.Join(folder, "bench.exe")
	if output, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, output)
		return 1
	}
	return m.Run()
}

// execute runs the program in an empty folder and returns what it printed and left there.
func execute(t *testing.T, args ...string) (stdout, stderr string, status int, folder string) {
	t.Helper()
	folder = t.TempDir()
	command := exec.Command(binary, args...)
	command.Dir = folder
	var out, err bytes.Buffer
	command.Stdout, command.Stderr = &out, &err
	if e := command.Run(); e != nil && command.ProcessState == nil {
		t.Fatal(e)
	}
	return out.String(), err.String(), command.ProcessState.ExitCode(), folder
}

func files(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// missingLevel returns a level that this CPU lacks.
func missingLevel() string {
	for l := kernels.Portable; ; l++ {
		if !slices.Contains(kernels.Levels(), l) {
			return l.String()
		}
	}
}

func TestUsageErrors(t *testing.T) {
	for _, test := range []struct {
		args string
		want string // part of the message
	}{
		{"bogus", "bogus"},
		{"--bogus", "bogus"},
		{"pi --width 3", "--width"},
		{"mandelbrot extra", "extra"},
		{"mandelbrot --width 0", "--width=0: must be at least 1"},
		{"mandelbrot --width -5", "--width=-5: must be at least 1"},
		{"mandelbrot --width wide", "--width"},
		{"mandelbrot --width 1048576 --height 1048576", "--height=1048576: at most 256"},
		{"mandelbrot --width 268435456 --height 2", "--height=2: at most 1"},
		{"mandelbrot --width 9223372036854775807 --height 9223372036854775807", "--width"},
		{"mandelbrot --width 99999999999999999999", "--width"},
		{"mandelbrot --height 0", "--height=0"},
		{"mandelbrot --iterations 0", "--iterations=0: must be at least 1"},
		{"mandelbrot --iterations -1", "--iterations=-1"},
		{"mandelbrot --iterations 2147483648", "counts are int32"},
		{"mandelbrot --xmin NaN", "not a finite region"},
		{"mandelbrot --xmax Inf", "not a finite region"},
		{"mandelbrot --ymin -inf", "not a finite region"},
		{"mandelbrot --xmin 1 --xmax 1", "min < max"},
		{"mandelbrot --ymin 1 --ymax -1", "min < max"},
		{"mandelbrot --xmin -1e308 --xmax 1e308", "not a finite region"},
		{"mandelbrot --xmin -1e40 --dtype float32", "not a finite region of float32"},
		{"mandelbrot --xmin 0.1 --xmax 0.1000000001 --dtype float32", "min < max"},
		{"mandelbrot --dtype float16", "--dtype"},
		{"mandelbrot --level sse2", "unknown level"},
		{"mandelbrot --level " + missingLevel(), "not available"},
		{"mandelbrot --threads 0", "--threads=0: must be at least 1"},
		{"mandelbrot --threads -1", "--threads=-1"},
		{"mandelbrot --threads 1000000", "at most 1024"},
		{"mandelbrot --output missing/m.png", "missing"},
		{"mandelbrot --output m.jpeg", "must end in .png"},
		{"mandelbrot --output " + os.DevNull, "--output"},
		{"julia --cr NaN", "--cr=NaN: must be finite"},
		{"julia --ci Inf", "--ci=+Inf: must be finite"},
		{"julia --output missing/j.png", "missing"},
		{"pi --samples 0", "--samples=0: must be at least 1"},
		{"pi --samples -4", "--samples=-4"},
		{"pi --samples 9007199254740992", "not exact"},
		{"pi --method guess", "--method"},
		{"kernels --n 0", "--n=0: must be at least 1"},
		{"kernels --n 15", "--n=15: at least 16"},
		{"kernels --n 1000000000", "100 bytes"},
		{"kernels --rounds 0", "--rounds=0"},
		{"kernels --match (", "--match=("},
		{"gemm --dtype int8", "--dtype=int8"},
		{"gemm --sizes 0", "--sizes=0: must be at least 1"},
		{"gemm --sizes 64,9000", "--sizes=9000"},
		{"gemm --output missing/g.png", "missing"},
		{"tables --output missing", "missing"},
		{"pi --seed -1", "--seed"},
		{"pi --method montecarlo --dtype float32", "--dtype=float32"},
		{"pi --threads 0", "--threads=0"},
		{"all --output missing", "missing"},
		{"--output missing", "missing"},
		{"compare --rounds 0", "--rounds=0"},
		{"compare --samples -1", "--samples=-1"},
		{"compare --width 1048576 --height 1048576", "--height"},
	} {
		t.Run(test.args, func(t *testing.T) {
			stdout, stderr, status, folder := execute(t, strings.Fields(test.args)...)
			if status != exitUsage {
				t.Errorf("exit status %d, want %d", status, exitUsage)
			}
			if strings.Count(stderr, "\n") != 1 || !strings.HasSuffix(stderr, "\n") || !strings.Contains(stderr, test.want) {
				t.Errorf("standard error is not one line with %q:\n%s", test.want, stderr)
			}
			if stdout != "" {
				t.Errorf("standard output: %s", stdout)
			}
			if names := files(t, folder); len(names) > 0 {
				t.Errorf("wrote %v", names)
			}
		})
	}
}

func TestMessageIsOneLine(t *testing.T) {
	_, stderr, status, _ := execute(t, "bogus\nargument")
	if status != exitUsage || strings.Count(stderr, "\n") != 1 {
		t.Errorf("status %d, standard error %q", status, stderr)
	}
}

func TestOutputIsFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "m.png")
	if err := os.Mkdir(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	_, stderr, status, _ := execute(t, "mandelbrot", "--output", folder)
	if status != exitUsage || !strings.Contains(stderr, "no regular file") {
		t.Errorf("status %d, standard error %q", status, stderr)
	}
}

// checkRow checks a row's fields against each other.
func checkRow(t *testing.T, line []byte) (r row) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	for _, key := range []string{
		"case", "dtype", "level", "threads", "seconds", "rate", "unit", "limit", "share", "peak_rss_bytes", "alloc_bytes",
	} {
		if !bytes.Contains(line, []byte(`"`+key+`":`)) {
			t.Errorf("no %s in %s", key, line)
		}
	}
	near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Abs(b) }
	if !near(r.Rate, r.Work/r.Seconds/1e9) || !near(r.Share, r.Rate/r.Limit) || r.Threads < 1 {
		t.Errorf("fields disagree: %s", line)
	}
	return r
}

func TestJSON(t *testing.T) {
	for _, test := range []struct{ args, name, dtype, unit string }{
		{"mandelbrot --width 64 --height 48 --iterations 50", "mandelbrot", "float64", "Giter/s"},
		{"mandelbrot --width 64 --height 48 --dtype float32 --level portable --threads 1", "mandelbrot", "float32", "Giter/s"},
		{"julia --width 33 --height 17 --threads 3 --output=", "julia", "float64", "Giter/s"},
		{"pi --samples 1000", "pi-midpoint", "float64", "Gsteps/s"},
		{"pi --samples 1000 --dtype float32", "pi-midpoint", "float32", "Gsteps/s"},
		{"pi --samples 3000000 --method montecarlo --seed 18446744073709551615", "pi-montecarlo", "uint32", "Gsamples/s"},
	} {
		t.Run(test.args, func(t *testing.T) {
			stdout, stderr, status, _ := execute(t, append(strings.Fields(test.args), "--json")...)
			if status != 0 || stderr != "" || strings.Count(stdout, "\n") != 1 {
				t.Fatalf("status %d, standard output %q, standard error %q", status, stdout, stderr)
			}
			r := checkRow(t, []byte(stdout))
			if r.Case != test.name || r.Dtype != test.dtype || r.Unit != test.unit {
				t.Errorf("row %+v", r)
			}
			if r.Value != nil && (math.Abs(*r.Value-math.Pi) > 0.01 || *r.Error != *r.Value-math.Pi) {
				t.Errorf("pi = %v, error %v", *r.Value, *r.Error)
			}
		})
	}
}

func TestPiIsReproducible(t *testing.T) {
	for _, method := range []string{"midpoint", "montecarlo"} {
		var values []float64
		for _, threads := range []string{"1", "2", "5"} {
			stdout, _, _, _ := execute(t, "pi", "--json", "--samples", "20000000", "--seed", "3", "--method", method, "--threads", threads)
			values = append(values, *checkRow(t, []byte(stdout)).Value)
		}
		if values[0] != values[1] || values[0] != values[2] {
			t.Errorf("%s: %v on 1, 2 and 5 threads", method, values)
		}
	}
}

func TestAllQuick(t *testing.T) {
	stdout, stderr, status, folder := execute(t, "--quick", "--json")
	if status != 0 || stderr != "" {
		t.Fatalf("status %d, standard error %q", status, stderr)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(stdout) {
		r := checkRow(t, []byte(line))
		seen[fmt.Sprint(r.Case, " ", r.Level)] = true
	}
	for _, level := range kernels.Levels() {
		for _, name := range []string{"mandelbrot", "pi-midpoint", "pi-montecarlo"} {
			if !seen[fmt.Sprint(name, " ", level)] {
				t.Errorf("no row for %s at %v", name, level)
			}
		}
	}
	if names := files(t, folder); !slices.Equal(names, []string{"lanewise-chart.png", "lanewise-mandelbrot.png"}) {
		t.Errorf("wrote %v", names)
	}
}

func TestPicture(t *testing.T) {
	_, _, status, folder := execute(t, "mandelbrot", "--width", "51", "--height", "41")
	f, err := os.Open(filepath.Join(folder, "mandelbrot.png"))
	if err != nil || status != 0 {
		t.Fatal(status, err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 51 || size.Y != 41 {
		t.Errorf("size %v, want 51x41", size)
	}
	black := func(x, y int) bool { r, g, b, _ := picture.At(x, y).RGBA(); return r+g+b == 0 }
	if !black(40, 20) || black(0, 0) { // c = 0 and c = -2 + 1.25i
		t.Error("the inside is not black or the outside is")
	}
	if names := files(t, folder); !slices.Equal(names, []string{"mandelbrot.png"}) {
		t.Errorf("wrote %v", names)
	}
}

func TestInfo(t *testing.T) {
	stdout, stderr, status, _ := execute(t, "info", "--json")
	var report map[string]any
	if err := json.Unmarshal([]byte(stdout), &report); err != nil || status != 0 || stderr != "" {
		t.Fatalf("status %d, %v, standard error %q", status, err, stderr)
	}
	for _, key := range []string{"version", "go", "os", "arch", "kernels", "threads"} {
		if report[key] == nil {
			t.Errorf("no %s in %s", key, stdout)
		}
	}
}

func TestHelp(t *testing.T) {
	for _, command := range []string{"", "all", "mandelbrot", "julia", "pi", "info", "compare", "kernels", "ndarray", "gemm"} {
		stdout, stderr, status, _ := execute(t, strings.Fields(command+" --help")...)
		if status != 0 || stderr != "" || !strings.Contains(stdout, "Usage: bench "+command) {
			t.Errorf("%s: status %d, standard error %q", command, status, stderr)
		}
	}
}

func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	command := exec.Command(binary, "pi", "--samples", "10")
	command.Stdout = full
	if err := command.Run(); command.ProcessState.ExitCode() != exitFailure {
		t.Errorf("lost output goes unnoticed: %v", err)
	}
}

// An interrupt ends a computation of years with status 130 and leaves no file.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process can't interrupt itself there")
	}
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, os.Interrupt) // those that come before or after run listens shall not end the test
	defer signal.Stop(caught)
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"mandelbrot --width 16384 --height 16384 --iterations 1000000 --json",
		"pi --samples 4503599627370496 --json",
		"pi --samples 4503599627370496 --json --method montecarlo",
	} {
		t.Chdir(t.TempDir())
		status := make(chan int)
		go func() { status <- run(strings.Fields(args)) }()
		for pending := true; pending; {
			select {
			case got := <-status:
				pending = false
				if got != exitInterrupted {
					t.Errorf("%s: status %d, want %d", args, got, exitInterrupted)
				}
			case <-time.After(10 * time.Millisecond):
				self.Signal(os.Interrupt)
			}
		}
		if names := files(t, "."); len(names) > 0 {
			t.Errorf("%s: left %v", args, names)
		}
	}
}
