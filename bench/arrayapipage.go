package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

const arrayAPIIntro = `
Every name of the [Python array API standard](https://data-apis.org/array-api/2025.12/), version 2025.12, where it is here, and the test that
covers it. ` + "`ndarray`, `linalg` and `dyn`" + ` are the packages ndarray, ndarray/linalg and ndarray/dyn. Element types are
static in ndarray: what the standard does with data types at run time is in dyn, which has most functions, too. Functions have an
out-form (` + "`AddTo`" + `) and often a method beside them that the table does not repeat.
`

// standardNames reads the names of the standard by group, in order.
func standardNames(path string) (titles []string, names map[string][]string, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	names = map[string][]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(line, "# "); ok {
			titles = append(titles, title)
		} else {
			title := titles[len(titles)-1]
			names[title] = append(names[title], line)
		}
	}
	return titles, names, nil
}

// arrayAPIPage returns docs/arrayapi.md.
func arrayAPIPage(standard string) (string, error) {
	titles, names, err := standardNames(standard)
	if err != nil {
		return "", err
	}
	here := map[string]apiName{}
	for _, g := range arrayAPI {
		for _, n := range g.names {
			here[n.name] = n
		}
	}
	var page, body strings.Builder
	var main [3]int // names that are here, that need no identifier, in all
	var count strings.Builder
	for _, title := range titles {
		group := [3]int{2: len(names[title])}
		fmt.Fprintf(&body, "\n## %s\n\n| standard | Go | test | note |\n|---|---|---|---|\n", title)
		for _, name := range names[title] {
			n, ok := here[name]
			if ok {
				group[b2i(n.goNames == "")]++
				fmt.Fprintf(&body, "| `%s` | %s | %s | %s |\n", name, codeList(n.goNames), codeList(n.test), n.note)
			} else {
				fmt.Fprintf(&body, "| `%s` | missing | | later |\n", name)
			}
		}
		if mainGroup(title) {
			for i, n := range group {
				main[i] += n
			}
		} else {
			fmt.Fprintf(&count, "| %s | %d | %d | %d |\n", title, group[0], group[1], group[2])
		}
	}
	page.WriteString("# The Python array API\n\n" + generatedNote + arrayAPIIntro)
	fmt.Fprintf(&page, "\n| part | here | not needed in Go | names |\n|---|---:|---:|---:|\n| Functions of the main namespace | %d | %d | %d |\n%s",
		main[0], main[1], main[2], count.String())
	page.WriteString(body.String())
	return page.String(), nil
}

// mainGroup reports whether the group has functions of the main namespace.
func mainGroup(title string) bool {
	return slices.Contains([]string{"Creation", "Data types: functions", "Element-wise", "Indexing", "Linear algebra", "Manipulation",
		"Searching", "Sets", "Sorting", "Statistics", "Utilities"}, title)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func codeList(names string) string {
	list := strings.Fields(names)
	for i, n := range list {
		list[i] = "`" + n + "`"
	}
	return strings.Join(list, ", ")
}
