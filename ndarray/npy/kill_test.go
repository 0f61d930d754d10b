package npy_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/npy"
)

// writer is the variable that makes TestWriterKilled write to the file that it names,
// over and over.
const writer = "LANEWISE_TEST_WRITER"

// TestWriterKilled kills processes that write a file: it is the old one or the new one.
func TestWriterKilled(t *testing.T) {
	const n = 1 << 17
	if path := os.Getenv(writer); path != "" {
		for v := 1.0; ; v++ {
			if err := npy.WriteFile(path, ndarray.Full(v, n)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if os.Getenv("LANEWISE_TEST_EXEC") != "" {
		t.Skip("the emulator would have to start the process")
	}
	program, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	path := filepath.Join(t.TempDir(), "a.npy")
	if err := npy.WriteFile(path, ndarray.Full(0.0, n)); err != nil {
		t.Fatal(err)
	}
	r, written := rand.New(rand.NewPCG(1, 1)), 0
	for range 10 {
		c := exec.Command(program, "-test.run=^TestWriterKilled$")
		c.Env = append(os.Environ(), writer+"="+path)
		if err := c.Start(); err != nil {
			t.Skip(err)
		}
		time.Sleep(time.Duration(10+r.IntN(60)) * time.Millisecond)
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if c.Wait() == nil {
			t.Fatal("the writer was not killed")
		}
		a, err := npy.ReadFile[float64](path)
		if err != nil {
			t.Fatal(err)
		}
		v := a.At(0)
		if a.Size() != n || a.Min() != v || a.Max() != v {
			t.Fatalf("%d elements from %v to %v: neither of two files", a.Size(), a.Min(), a.Max())
		}
		if v > 0 {
			written++
		}
	}
	t.Logf("%d of 10 were killed after they had replaced the file", written)
}
