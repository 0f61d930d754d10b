package main

import (
	littleendian "encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

const accuracyIntro = `
How far the elementary functions are from the correctly rounded value (ties to even) over the tables in
` + "`kernels/testdata/math`" + `: ordinary arguments, arguments close to where a result is hard to round, borders of the range,
subnormals and special values. "worst" counts steps between neighbouring floats; 0 is the correctly rounded value, so
that 1 step means an error below 1.5 ULP, mostly just above 0.5. The last column is an argument of the worst result.

`

// A mathTable is a file of correctly rounded values, described in manifest.json.
type mathTable struct {
	File, Name, Dtype string
	Arity, Count      int
	Sections          []struct {
		Name         string
		Start, Count int
	}
}

// illConditioned reports whether a row is one where a larger error is documented.
func (t *mathTable) illConditioned(row int) bool {
	for _, s := range t.Sections {
		if s.Name == "illcond" && row >= s.Start && row < s.Start+s.Count {
			return true
		}
	}
	return false
}

// A finding is what a table tells of a function at a level.
type finding struct {
	rows, right int
	worst       uint64
	at          string // arguments of the worst
}

// accuracyPage returns docs/accuracy.md.
func accuracyPage(folder string) (string, error) {
	text, err := os.ReadFile(filepath.Join(folder, "manifest.json"))
	if err != nil {
		return "", err
	}
	var manifest struct{ Files []mathTable }
	if err := json.Unmarshal(text, &manifest); err != nil {
		return "", fmt.Errorf("manifest.json: %w", err)
	}
	functions := map[string]any{}
	for _, group := range kernelRows {
		for _, r := range group.rows {
			for _, f := range r.funcs {
				functions[functionName(f)] = f
			}
		}
	}
	var page strings.Builder
	fmt.Fprintf(&page, "# Accuracy\n\n%s%s%s\n", generatedNote, accuracyIntro, levelsNote())
	page.WriteString("| function | levels | arguments | correctly rounded | worst, steps | at |\n|---|---|--:|--:|--:|---|\n")
	var missing []string
	for _, t := range manifest.Files {
		name := goName(t.Name, t.Dtype)
		if functions[name] == nil {
			missing = append(missing, name)
			continue
		}
		find := findings[float64]
		if t.Dtype == "f32" {
			find = findings[float32]
		}
		if err := writeFindings(&page, folder, &t, name, functions[name], find); err != nil {
			return "", fmt.Errorf("%s: %w", t.File, err)
		}
	}
	if len(missing) > 0 {
		fmt.Fprintf(&page, "\nTables without a function yet: %s.\n", strings.Join(missing, ", "))
	}
	if err := writeVerdicts(&page, filepath.Join(folder, "..", "exhaustive.json"), manifest.Files); err != nil {
		return "", err
	}
	return page.String(), nil
}

const exhaustiveIntro = `
## All inputs in float32

The functions of one argument in float32 for all 2^32 inputs, NaN among them, beside the functions in float64 rounded to
float32. The tables above hold those to one step (two for gamma and lgamma), so that they decide which result is
correctly rounded but where the value is within such a step of the middle between two float32. Every 16th of their
results is beside Go's package math, where it has the function: the two agree to 40 bits or, rounded, in float32.

` + "`go test ./kernels -run Exhaustive -v -exhaustive -record -timeout 3h`" + ` finds and records these figures for
this page. Without ` + "`-record`" + ` it expects them. An ordinary test holds 2^16 results of each function to the checksum that
stands with its figures, so that they can't be of other code.

| function | correctly rounded | others | worst, steps | first at |
|---|--:|--:|--:|---|
`

// writeVerdicts writes what the test of all float32 inputs recorded in a file, and
// of which functions it did not.
func writeVerdicts(page *strings.Builder, file string, tables []mathTable) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var list []struct {
		Name  string
		Right int
		Worst uint64
		At    float32
	}
	if err := json.Unmarshal(text, &list); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	page.WriteString(exhaustiveIntro)
	done := map[string]bool{}
	for _, v := range list {
		at := ""
		if v.Worst > 0 {
			at = fmt.Sprint(v.At)
		}
		done[v.Name] = true
		fmt.Fprintf(page, "| %s | %.4f %% | %d | %d | %s |\n",
			goName(v.Name, "f32"), 100*float64(v.Right)/(1<<32), 1<<32-v.Right, v.Worst, at)
	}
	var missing []string
	for _, t := range tables {
		if t.Arity == 1 && t.Dtype == "f32" && !done[t.Name] {
			missing = append(missing, goName(t.Name, t.Dtype))
		}
	}
	if len(missing) > 0 {
		fmt.Fprintf(page, "\nNot run for the present code: %s.\n", strings.Join(missing, ", "))
	}
	return nil
}

// goName returns the name of the function in package kernels.
func goName(name, dtype string) string {
	return strings.ToUpper(name[:1]) + name[1:] + strings.ToUpper(dtype)
}

// levelsNote tells which levels the page is about.
func levelsNote() string {
	var absent []string
	for l := kernels.Portable; l <= kernels.NEON; l++ {
		if !slices.Contains(kernels.Levels(), l) {
			absent = append(absent, l.String())
		}
	}
	note := "Levels measured on the machine that wrote this page: " + names(kernels.Levels()) + "."
	if len(absent) > 0 {
		note += " Not measured, for the machine lacks them: " + strings.Join(absent, ", ") +
			". Tests hold every level to the same bits."
	}
	return note + "\n"
}

func names(levels []kernels.Level) string {
	var list []string
	for _, l := range levels {
		list = append(list, l.String())
	}
	return strings.Join(list, ", ")
}

// writeFindings writes a function's lines: one where all levels agree, and another for ill-conditioned arguments.
func writeFindings(page *strings.Builder, folder string, t *mathTable, name string, f any,
	find func(folder string, t *mathTable, f any) ([2]finding, error)) error {
	var lines [2][]finding
	var levels [2][][]kernels.Level
	defer kernels.SetLevel(kernels.Active())
	for _, l := range kernels.Levels() {
		if _, err := kernels.SetLevel(l); err != nil {
			return err
		}
		found, err := find(folder, t, f)
		if err != nil {
			return err
		}
		for part, one := range found {
			at := slices.Index(lines[part], one)
			if at < 0 {
				at = len(lines[part])
				lines[part], levels[part] = append(lines[part], one), append(levels[part], nil)
			}
			levels[part][at] = append(levels[part][at], l)
		}
	}
	for part := range lines {
		for i, one := range lines[part] {
			if one.rows == 0 {
				continue
			}
			where := "all measured"
			if len(lines[part]) > 1 {
				where = names(levels[part][i])
			}
			label := name
			if part == 1 {
				label += ", ill-conditioned"
			}
			fmt.Fprintf(page, "| %s | %s | %d | %.2f %% | %d | %s |\n",
				label, where, one.rows, 100*float64(one.right)/float64(one.rows), one.worst, one.at)
		}
	}
	return nil
}

// findings holds f against a table at the active level: its well-conditioned part and the rest.
func findings[T kerneltest.Float](folder string, t *mathTable, f any) (parts [2]finding, err error) {
	columns, err := readColumns[T](folder, t)
	if err != nil {
		return parts, err
	}
	want, got := columns[t.Arity], make([]T, t.Count)
	switch f := f.(type) {
	case func(dst, x []T):
		f(got, columns[0])
	case func(dst, x, y []T):
		f(got, columns[0], columns[1])
	default:
		return parts, fmt.Errorf("the function is a %T", f)
	}
	for i := range want {
		part := &parts[0]
		if t.illConditioned(i) {
			part = &parts[1]
		}
		part.rows++
		steps := kerneltest.Steps(got[i], want[i])
		if steps == 0 {
			part.right++
		}
		if steps > part.worst {
			part.worst, part.at = steps, fmt.Sprint(columns[0][i])
			if t.Arity == 2 {
				part.at += ", " + fmt.Sprint(columns[1][i])
			}
		}
	}
	return parts, nil
}

// readColumns reads a table: the arguments, then the values.
func readColumns[T kerneltest.Float](folder string, t *mathTable) ([][]T, error) {
	data, err := os.ReadFile(filepath.Join(folder, t.File))
	if err != nil {
		return nil, err
	}
	rows := make([]T, t.Count*(t.Arity+1))
	if _, err := littleendian.Decode(data, littleendian.LittleEndian, rows); err != nil {
		return nil, err
	}
	columns := make([][]T, t.Arity+1)
	for i, v := range rows {
		c := i % len(columns)
		columns[c] = append(columns[c], v)
	}
	return columns, nil
}
