//go:build unix

package atomicfile

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestWriteToPipe: a pipe gets what is written, and stays a pipe.
func TestWriteToPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	got := make(chan string)
	go func() {
		b, _ := os.ReadFile(path)
		got <- string(b)
	}()
	err := Write(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "text")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if s, err := os.Lstat(path); err != nil || s.Mode()&os.ModeNamedPipe == 0 {
		t.Fatal(s, err)
	}
	if s := <-got; s != "text" {
		t.Errorf("got %q", s)
	}
}
