package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/kernels"
)

type tablesCmd struct {
	Output string `default:"docs" type:"existingdir" placeholder:"FOLDER" help:"Folder to write to (${default})."`
	Data   string `default:"kernels/testdata/math" type:"existingdir" placeholder:"FOLDER" help:"Tables of correctly rounded values (${default})."`
	Names  string `default:"bench/testdata/arrayapi.txt" type:"existingfile" placeholder:"FILE" help:"Names of the Python array API (${default})."`
	Rows   string `default:"ndarray/numpy_test.go" type:"existingfile" placeholder:"FILE" help:"Go source that speaks NumPy (${default})."`
}

func (*tablesCmd) Help() string {
	return `Writes pages of documentation from the code: kernels.md, which kernel has vector code for which element type at
which level; accuracy.md, how far the elementary functions are from correctly rounded values at the levels that
this CPU has; arrayapi.md, where the names of the Python array API are; numpy.md, what NumPy's expressions are in Go.
Run it in the root of the repository after kernels or functions of arrays were added or changed.

Example:
  go run ./bench tables`
}

func (c *tablesCmd) Run(context.Context) error {
	accuracy, err := accuracyPage(c.Data)
	if err != nil {
		return err
	}
	api, err := arrayAPIPage(c.Names)
	if err != nil {
		return err
	}
	numpy, err := numpyPage(c.Rows)
	if err != nil {
		return err
	}
	for name, page := range map[string]string{"kernels.md": coveragePage(), "accuracy.md": accuracy, "arrayapi.md": api, "numpy.md": numpy} {
		path := filepath.Join(c.Output, name)
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			return err
		}
		fmt.Println("wrote", path)
	}
	return nil
}

const generatedNote = "<!-- Written by `go run ./bench tables`. Do not edit. -->\n"

var levelMarks = map[kernels.Level]string{kernels.AVX2: "2", kernels.AVX512: "5", kernels.NEON: "N"}

const coverageIntro = `
Which kernel of package ` + "`kernels`" + ` has code of its own at which level, for each element type:

| mark | meaning |
|---|---|
| 2 | AVX2 (level ` + "`avx2`, x86-64-v3" + `) |
| 5 | AVX-512 (level ` + "`avx512`, x86-64-v4" + `) |
| N | NEON (level ` + "`neon`, arm64" + `) |
| p | plain Go at every level |
| (empty) | there is no such function |

Where a level has no code of its own, a lower level of the same architecture or plain Go serves, with the same bits. (So does AVX2
for kernels with at most one operation for each load on processors that halve vectors of 64 bytes: see ` + "`ActiveForLoads`" + `.) A
function's name is the operation, then the element type: ` + "`AddF64`, `AndBool`" + `. Forms with a scalar operand stand beside
the operation where they are alike.
`

// coverageNEON says why code is missing that x86-64 has.
const coverageNEON = `
## What NEON has no code for

| function | reason |
|---|---|
| FloorDiv, Mod of I64 and U64 | some 35 operations for two lanes, while a core divides in 5 to 20 cycles |
| Philox, PCG64, PCG64DXSM | a 64-bit product takes a core two instructions, two lanes 16 |
| SFC64 | each word waits for the one before, and the compiler finds the same few instructions |
| Normal, Exponential | lanes look numbers up one by one |
| SearchSorted, HistogramEdges | plain Go makes eight searches side by side with conditional selections, as the code for x86-64 does |
| Sort, SortStable, Partition, Argsort, Argpartition, TopK | not written yet: two or four lanes instead of up to sixteen |
| Copy, Fill | the runtime's memmove is as fast |
`

// Element types as names of functions have them.
var suffixes = []string{"F64", "F32", "I64", "I32", "I16", "I8", "U64", "U32", "U16", "U8", "Bool", "C128", "C64"}

var (
	typedName      = regexp.MustCompile(`^(.+?)(` + strings.Join(suffixes, "|") + `)$`)
	formOf         = regexp.MustCompile(`^(?:Scalar)?(.+?)(?:Scalar|Right(Real)|(Real)s)?$`) // a function's operation, of whose names it is a form
	conversionName = regexp.MustCompile(`^To(` + strings.Join(suffixes, "|") + `)(` + strings.Join(suffixes, "|") + `)$`)
)

// An operation is a line of a table: the marks of its function for each element type.
type operation struct {
	names []string          // the operation and its forms
	marks map[string]string // by suffix
}

// coveragePage returns docs/kernels.md.
func coveragePage() string {
	operations, conversions, generic := sortOut(kernels.Coverage())
	var page strings.Builder
	page.WriteString("# Kernels and levels\n\n" + generatedNote + coverageIntro)
	for _, group := range kernelRows {
		var list []*operation
		for _, r := range group.rows {
			name := r.operation(operations)
			if o := operations[name]; o != nil {
				list = append(list, o)
				delete(operations, name)
			}
		}
		writeOperations(&page, group.title, list)
	}
	rest := slices.SortedFunc(maps.Values(operations), func(a, b *operation) int { return cmp.Compare(a.names[0], b.names[0]) })
	writeOperations(&page, "Others", rest)
	page.WriteString("\n## Conversions\n\n`ToF32F64` converts to float32 from float64: the line is the result, the column the argument.\n\n")
	writeTypes(&page, "to", conversions)
	page.WriteString("\n## Functions for several element types\n\nThese are generic, or work on bits.\n\n| function | code of its own |\n|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(generic)) {
		fmt.Fprintf(&page, "| %s | %s |\n", name, generic[name])
	}
	page.WriteString(coverageNEON)
	return page.String()
}

// operation returns the name of the row's functions without the type: that of the first one or, if it is a special, the
// one of the operations that is spelt as the row.
func (r *kernelRow) operation(operations map[string]*operation) string {
	if m := typedName.FindStringSubmatch(functionName(r.funcs[0])); m != nil {
		return m[1]
	}
	for name := range operations {
		if strings.ToLower(name) == strings.ReplaceAll(r.name, "-", "") {
			return name
		}
	}
	return ""
}

// sortOut parts the kernels into operations by name, conversions and functions whose name tells no type.
func sortOut(coverage map[string][]kernels.Level) (operations map[string]*operation, conversions []*operation, generic map[string]string) {
	operations, generic = map[string]*operation{}, map[string]string{}
	to := map[string]*operation{}
	for name, levels := range coverage {
		if m := conversionName.FindStringSubmatch(name); m != nil {
			set(to, m[1], m[2], levels)
		} else if m := typedName.FindStringSubmatch(name); m != nil {
			set(operations, m[1], m[2], levels)
		} else {
			generic[name] = marks(levels)
		}
	}
	for _, suffix := range suffixes {
		if to[suffix] != nil {
			conversions = append(conversions, to[suffix])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(operations)) {
		base := operations[formOf.ReplaceAllString(name, "$1$2$3")]
		if o := operations[name]; base != nil && base != o && o.alike(base) {
			base.names = append(base.names, name)
			delete(operations, name)
		}
	}
	return operations, conversions, generic
}

// alike reports whether a form with a scalar operand has the marks of the operation.
func (o *operation) alike(base *operation) bool { return maps.Equal(o.marks, base.marks) }

func set(operations map[string]*operation, name, suffix string, levels []kernels.Level) {
	if operations[name] == nil {
		operations[name] = &operation{[]string{name}, map[string]string{}}
	}
	operations[name].marks[suffix] = marks(levels)
}

func marks(levels []kernels.Level) (text string) {
	for _, l := range slices.Sorted(slices.Values(levels)) {
		text += levelMarks[l]
	}
	return cmp.Or(text, "p")
}

func writeOperations(page *strings.Builder, title string, list []*operation) {
	if len(list) > 0 {
		fmt.Fprintf(page, "\n## %s\n\n", title)
		writeTypes(page, "operation", list)
	}
}

// writeTypes writes a table with a column for each element type that some operation has.
func writeTypes(page *strings.Builder, head string, list []*operation) {
	present := slices.DeleteFunc(slices.Clone(suffixes), func(suffix string) bool {
		return !slices.ContainsFunc(list, func(o *operation) bool { return o.marks[suffix] != "" })
	})
	fmt.Fprintf(page, "| %s | %s |\n|---|%s\n", head, strings.Join(present, " | "), strings.Repeat(":-:|", len(present)))
	for _, o := range list {
		fmt.Fprintf(page, "| %s |", strings.Join(o.names, ", "))
		for _, suffix := range present {
			fmt.Fprintf(page, " %s |", o.marks[suffix])
		}
		page.WriteString("\n")
	}
}

// functionName returns the name of an exported function of package kernels, empty for others.
func functionName(f any) string {
	v := reflect.ValueOf(f)
	if _, ok := f.(special); ok || v.Kind() != reflect.Func {
		return ""
	}
	name := runtime.FuncForPC(v.Pointer()).Name()
	_, name, _ = strings.Cut(name[strings.LastIndex(name, "/")+1:], "kernels.")
	return strings.TrimSuffix(name, "[...]")
}
