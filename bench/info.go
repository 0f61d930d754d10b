package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

type infoCmd struct {
	JSON bool `help:"Print one JSON object on one line."`
}

func (*infoCmd) Help() string {
	return `Tells the instruction-set level, the CPU's features and caches, which implementation each kernel uses, and
where the number of threads comes from. Put it into reports.`
}

func (c *infoCmd) Run(context.Context) error {
	report := struct {
		Version string `json:"version"`
		Go      string `json:"go"`
		OS      string `json:"os"`
		Arch    string `json:"arch"`
		Kernels any    `json:"kernels"`
		Threads any    `json:"threads"`
	}{version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, kernels.Info(), threadctl.Info()}
	if c.JSON {
		return writeJSON(os.Stdout, report)
	}
	encoded, err := json.Marshal(report)
	if err != nil {
		return err
	}
	var tree map[string]any
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	decoder.UseNumber() // sizes stay integers
	if err := decoder.Decode(&tree); err != nil {
		return err
	}
	var text strings.Builder
	writeTree(&text, tree, "")
	_, err = fmt.Print(text.String())
	return err
}

// writeTree writes a JSON object as indented lines "key: value", lists of plain values on one line and
// each object of a list on its own.
func writeTree(w *strings.Builder, tree map[string]any, indent string) {
	for _, key := range slices.Sorted(maps.Keys(tree)) {
		switch v := tree[key].(type) {
		case map[string]any:
			fmt.Fprintf(w, "%s%s:\n", indent, key)
			writeTree(w, v, indent+"  ")
		case []any:
			fmt.Fprintf(w, "%s%s:", indent, key)
			for _, item := range v {
				if object, ok := item.(map[string]any); ok {
					fmt.Fprintf(w, "\n%s -", indent)
					for _, k := range slices.Sorted(maps.Keys(object)) {
						fmt.Fprintf(w, " %s %v", k, object[k])
					}
				} else {
					fmt.Fprintf(w, " %v", item)
				}
			}
			w.WriteString("\n")
		default:
			fmt.Fprintf(w, "%s%s: %v\n", indent, key, v)
		}
	}
}

// version returns the version of the library as the build recorded it.
func version() string {
	const module = "github.com/lanewise/lanewise"
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, m := range append(build.Deps, &build.Main) {
		if m.Path == module {
			return m.Version
		}
	}
	return "unknown"
}
