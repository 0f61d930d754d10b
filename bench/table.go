package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// A row is what one measurement found. It is one line of --json and of the table, here and in the peers.
type row struct {
	Library      string   `json:"library"`
	Case         string   `json:"case"`
	Dtype        string   `json:"dtype"`
	Level        string   `json:"level,omitempty"`
	Threads      int      `json:"threads"`
	Seconds      float64  `json:"seconds"` // median of the repeats
	MinSeconds   float64  `json:"min_seconds"`
	MaxSeconds   float64  `json:"max_seconds"`
	Repeats      int      `json:"repeats"`
	Work         float64  `json:"work"` // units of work of one repeat
	Rate         float64  `json:"rate"`
	Unit         string   `json:"unit"`
	Limit        float64  `json:"limit,omitempty"` // of the machine, in the same unit
	Share        float64  `json:"share,omitempty"` // rate / limit
	PeakRSSBytes uint64   `json:"peak_rss_bytes"`
	AllocBytes   uint64   `json:"alloc_bytes"` // by one repeat
	Value        *float64 `json:"value,omitempty"`
	Error        *float64 `json:"error,omitempty"` // of the value
	Speedup      float64  `json:"speedup,omitempty"`
	Ratio        float64  `json:"ratio,omitempty"` // how many times as fast lanewise is
	Output       string   `json:"output,omitempty"`
}

// newRow sums up a trial.
func newRow(t *trial, m *machine) *row {
	w := t.load
	r := &row{
		Library: "lanewise", Case: w.name, Dtype: w.dtype, Level: t.level.String(), Threads: t.threads,
		Work: w.work(), Unit: w.unit, Limit: m.limit(w.limit, t.threads),
		PeakRSSBytes: t.peakBytes, AllocBytes: t.allocated,
	}
	r.time(t.seconds)
	if r.Limit > 0 {
		r.Share = r.Rate / r.Limit
	}
	if w.value != nil {
		v, e := w.value()
		r.Value, r.Error = &v, &e
	}
	return r
}

// time enters the times of the repeats and the rate that follows.
func (r *row) time(seconds []float64) {
	r.Seconds, r.Repeats = median(seconds), len(seconds)
	r.MinSeconds, r.MaxSeconds = slices.Min(seconds), slices.Max(seconds)
	r.Rate = (&workload{unit: r.Unit}).rate(r.Work, r.Seconds)
}

// measureOne measures a single trial, with a progress bar, and returns its row.
func measureOne(ctx context.Context, t *trial, quiet bool) (*row, error) {
	p := newProgress(maxRepeats*t.load.chunks, quiet, t.load.name)
	defer p.close()
	m := newMachine()
	if err := measure(ctx, m, p, t); err != nil {
		return nil, err
	}
	return newRow(t, m), nil
}

// printRows writes rows to standard output as a table or as JSON lines.
func printRows(asJSON bool, rows ...*row) error {
	if asJSON {
		return writeJSON(os.Stdout, rows...)
	}
	if err := writeTable(os.Stdout, rowTable(rows)); err != nil {
		return err
	}
	for _, r := range rows {
		if r.Value != nil {
			fmt.Printf("pi = %.15g, error %.2g\n", *r.Value, *r.Error)
		}
		if r.Output != "" {
			fmt.Println("wrote", r.Output)
		}
	}
	return nil
}

func writeJSON[T any](w io.Writer, values ...T) error {
	encoder := json.NewEncoder(w)
	for _, v := range values {
		if err := encoder.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

// rowTable lays rows out as cells under a header.
func rowTable(rows []*row) [][]string {
	speedup := slices.ContainsFunc(rows, func(r *row) bool { return r.Speedup > 0 })
	header := []string{"case", "dtype", "level", "threads", "seconds", "rate", "unit", "of limit", "peak MiB", "alloc KiB"}
	if speedup {
		header = slices.Insert(header, 7, "speed-up")
	}
	table := [][]string{header}
	for _, r := range rows {
		cells := []string{
			r.Case, r.Dtype, r.Level, fmt.Sprint(r.Threads), fmt.Sprintf("%.4f", r.Seconds),
			significant(r.Rate), r.Unit, percent(r.Share),
			fmt.Sprintf("%.1f", float64(r.PeakRSSBytes)/(1<<20)), fmt.Sprintf("%.1f", float64(r.AllocBytes)/(1<<10)),
		}
		if speedup {
			cells = slices.Insert(cells, 7, significant(r.Speedup)+"x")
		}
		table = append(table, cells)
	}
	return table
}

// significant formats v with three digits or, above 100, as an integer.
func significant(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	case v >= 1:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.3f", v)
}

func percent(share float64) string {
	switch {
	case share == 0:
		return "-"
	case share < 0.0995:
		return fmt.Sprintf("%.1f %%", 100*share)
	}
	return fmt.Sprintf("%.0f %%", 100*share)
}

// writeTable aligns the columns of a table: numbers right, words left.
func writeTable(w io.Writer, table [][]string) error {
	widths, numbers := make([]int, len(table[0])), make([]bool, len(table[0]))
	for row, line := range table {
		for i, cell := range line {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
			numbers[i] = numbers[i] || row > 0 && numeric(cell)
		}
	}
	var text strings.Builder
	for _, line := range table {
		var cells []string
		for i, cell := range line {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if numbers[i] {
				cells = append(cells, pad+cell)
			} else {
				cells = append(cells, cell+pad)
			}
		}
		text.WriteString(strings.TrimRight(strings.Join(cells, "  "), " ") + "\n")
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// numeric reports whether a cell shows a number, or the absence of one.
func numeric(cell string) bool {
	return cell == "-" || cell != "" && strings.ContainsRune("0123456789", rune(cell[0]))
}
