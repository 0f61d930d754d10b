// Command guest is the first process of the machine that .ci/avx512 emulates.
// It runs the jobs of /jobs, one per line: a folder and a command of fields that
// tabs separate. Everything goes to the serial port; the last line is
// "guest: done".
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

func main() {
	for _, m := range []struct{ source, folder, kind string }{
		{"proc", "/proc", "proc"}, {"dev", "/dev", "devtmpfs"}, {"tmp", "/tmp", "tmpfs"},
	} {
		os.MkdirAll(m.folder, 0o755)
		syscall.Mount(m.source, m.folder, m.kind, 0, "")
	}
	console, err := os.OpenFile("/dev/ttyS0", os.O_WRONLY, 0)
	if err != nil {
		console = os.Stdout
	}
	info, _ := os.ReadFile("/proc/cpuinfo")
	if _, flags, ok := bytes.Cut(info, []byte("\nflags")); ok {
		flags, _, _ = bytes.Cut(flags, []byte("\n"))
		for _, f := range bytes.Fields(flags) {
			if bytes.HasPrefix(f, []byte("avx512")) {
				fmt.Fprintf(console, "guest: %s\n", f)
			}
		}
	}
	jobs, err := os.ReadFile("/jobs")
	if err != nil {
		fmt.Fprintln(console, "guest:", err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(jobs)), "\n") {
		run(console, strings.Split(line, "\t"))
	}
	fmt.Fprintln(console, "guest: done")
	for { // the emulator, which nothing here can switch off, is killed
		time.Sleep(time.Hour)
	}
}

func run(console *os.File, job []string) {
	result := "PASS"
	c := exec.Command(job[1], job[2:]...)
	c.Dir, c.Stdout, c.Stderr = job[0], console, console
	c.Env = []string{"LANEWISE_LEVEL=avx512", "LANEWISE_REQUIRE=1", "GOMAXPROCS=1", "HOME=/tmp", "TMPDIR=/tmp"}
	if err := c.Run(); err != nil {
		result = "FAIL " + err.Error()
	}
	fmt.Fprintf(console, "guest: %s %s: %s\n", job[0], job[len(job)-1], result)
}
