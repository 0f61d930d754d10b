package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/lanewise/lanewise/kernels"
)

// kernelTimes are what was measured of a kernel at one element type.
type kernelTimes struct {
	Kernel  string                    `json:"kernel"`
	Dtype   string                    `json:"dtype"`
	N       int                       `json:"n"`
	NS      map[kernels.Level]float64 `json:"ns"` // per element, at each level
	Speedup float64                   `json:"speedup"`
	Peers   map[string]*peerTime      `json:"peers,omitempty"`
	GBps    float64                   `json:"gb_per_s,omitempty"`
	Limit   float64                   `json:"limit_gb_per_s,omitempty"`
	Share   float64                   `json:"share,omitempty"`
}

// peerTime is a peer's time.
type peerTime struct {
	Library string  `json:"library"`
	NS      float64 `json:"ns"`
	Ratio   float64 `json:"ratio"` // how many times as fast the best level of ours is
}

func (c *kernelsCmd) newKernelTimes(s selection, sides *contest) *kernelTimes {
	t := &kernelTimes{Kernel: s.name, Dtype: s.dtype, N: c.N, NS: map[kernels.Level]float64{}, Peers: map[string]*peerTime{}}
	for _, trial := range sides.ours {
		t.NS[trial.level] = typicalTime(trial.seconds, c.Least) / trial.load.work() * 1e9
	}
	best := t.NS[kernels.Active()]
	t.Speedup = t.NS[kernels.Portable] / best
	if c.N >= memoryBound {
		t.GBps = float64(s.bytes) / best
	}
	for _, e := range sides.theirs {
		library, perWork := e.peer.offers[e.offer].Library, typicalTime(e.seconds, c.Least)/e.last.Work*1e9
		if library == "c" {
			t.Limit = 1 / perWork // its unit of work is the byte
			t.Share = t.GBps / t.Limit
			continue
		}
		name, _, _ := strings.Cut(library, " ")
		t.Peers[name] = &peerTime{library, perWork, perWork / best}
	}
	return t
}

var peerNames = []string{"numpy", "sleef"}

// report writes the table and what it comes to.
func (c *kernelsCmd) report(w io.Writer, times []*kernelTimes) error {
	header := []string{"kernel", "dtype"}
	for _, l := range kernels.Levels() {
		header = append(header, l.String())
	}
	header = append(header, "speed-up")
	var present []string
	for _, name := range peerNames {
		if libraries := librariesOf(times, name); libraries != "" {
			present = append(present, name)
			header = append(header, libraries, "ours is")
		}
	}
	if c.N >= memoryBound {
		header = append(header, "GB/s", "limit", "of limit")
	}
	table := [][]string{header}
	for _, t := range times {
		table = append(table, t.cells(present))
	}
	what := "median"
	if c.Least {
		what = "least"
	}
	if _, err := fmt.Fprintf(w, "ns per element, arrays of %d elements, one thread, %s of %d rounds\n\n", c.N, what, c.Rounds); err != nil {
		return err
	}
	if err := writeTable(w, table); err != nil {
		return err
	}
	for _, name := range present {
		if _, err := io.WriteString(w, "\n"+summary(times, name)); err != nil {
			return err
		}
	}
	return nil
}

func librariesOf(times []*kernelTimes, name string) string {
	for _, t := range times {
		if p := t.Peers[name]; p != nil {
			return p.Library
		}
	}
	return ""
}

// cells lays a kernel's times out as a line of the table.
func (t *kernelTimes) cells(peers []string) []string {
	cells := []string{t.Kernel, t.Dtype}
	for _, l := range kernels.Levels() {
		cells = append(cells, significant(t.NS[l]))
	}
	cells = append(cells, significant(t.Speedup)+"x")
	for _, name := range peers {
		if p := t.Peers[name]; p != nil {
			cells = append(cells, significant(p.NS), significant(p.Ratio)+"x")
		} else {
			cells = append(cells, "-", "-")
		}
	}
	if t.GBps > 0 {
		limit := "-"
		if t.Limit > 0 {
			limit = significant(t.Limit)
		}
		cells = append(cells, significant(t.GBps), limit, percent(t.Share))
	}
	return cells
}

// summary tells how we compare with a peer: geometric means, and where we are slower.
func summary(times []*kernelTimes, peer string) string {
	var text strings.Builder
	var slower []string
	fmt.Fprintf(&text, "beside %s, geometric mean:", librariesOf(times, peer))
	for _, dtype := range []string{"float64", "float32", "int64", "int32", "uint8", "bool", "complex128", "complex64"} {
		logs, count := 0.0, 0
		for _, t := range times {
			p := t.Peers[peer]
			if p == nil || t.Dtype != dtype {
				continue
			}
			logs, count = logs+math.Log(p.Ratio), count+1
			if p.Ratio < 1 {
				slower = append(slower, fmt.Sprintf("%s %s %sx", t.Kernel, dtype, significant(p.Ratio)))
			}
		}
		if count > 0 {
			fmt.Fprintf(&text, " %s %sx of %d,", dtype, significant(math.Exp(logs/float64(count))), count)
		}
	}
	result := strings.TrimSuffix(text.String(), ",") + "\n"
	if len(slower) == 0 {
		return result + "slower: none\n"
	}
	return result + "slower: " + strings.Join(slower, ", ") + "\n"
}
