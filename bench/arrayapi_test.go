package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// apiPackage is what a package exports, its tests, and the names that these use.
type apiPackage struct{ exported, tests, used map[string]bool }

func parseAPI(t *testing.T, folder string) apiPackage {
	p := apiPackage{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatal(folder, err)
	}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(path, "_test.go") {
			p.addTests(file)
		} else {
			p.addExports(file)
		}
	}
	return p
}

func (p apiPackage) addTests(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			p.tests[n.Name.Name] = true
			if of, ok := strings.CutPrefix(n.Name.Name, "Example"); ok {
				p.used[of] = true
			}
		case *ast.Ident:
			p.used[n.Name] = true
		}
		return true
	})
}

func (p apiPackage) addExports(file *ast.File) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			name := d.Name.Name
			if d.Recv != nil {
				name = receiver(d.Recv.List[0].Type) + "." + name
			}
			p.exported[name] = true
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.ValueSpec:
					for _, n := range s.Names {
						p.exported[n.Name] = true
					}
				case *ast.TypeSpec:
					p.exported[s.Name.Name] = true
				}
			}
		}
	}
}

// receiver returns the name of a receiver's type.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// TestArrayAPI checks that the table of the array API has every name of the standard
// but those of fft, and that the identifiers and tests that it names exist.
func TestArrayAPI(t *testing.T) {
	packages := map[string]apiPackage{}
	for name, folder := range map[string]string{"ndarray": "../ndarray", "linalg": "../ndarray/linalg", "dyn": "../ndarray/dyn"} {
		packages[name] = parseAPI(t, folder)
	}
	titles, names, err := standardNames("testdata/arrayapi.txt")
	if err != nil {
		t.Fatal(err)
	}
	here := map[string]bool{}
	for _, g := range arrayAPI {
		for _, n := range g.names {
			here[n.name] = true
			checkAPIName(t, packages, n)
		}
	}
	total := map[bool]int{}
	for _, title := range titles {
		for _, name := range names[title] {
			if !here[name] && title != "Extension fft" {
				t.Errorf("the table lacks %s", name)
			}
			delete(here, name)
		}
		total[mainGroup(title)] += len(names[title])
	}
	for name := range here {
		t.Errorf("%s is not in the standard", name)
	}
	if total[true] != 135 || len(names["Extension linalg"]) != 25 {
		t.Errorf("%d main names, %d of linalg", total[true], len(names["Extension linalg"]))
	}
}

func checkAPIName(t *testing.T, packages map[string]apiPackage, n apiName) {
	if n.goNames == "" {
		if n.note == "" || n.test != "" {
			t.Errorf("%s: no identifier and no reason", n.name)
		}
		return
	}
	for id := range strings.FieldsSeq(n.goNames) {
		pkg, name, _ := strings.Cut(id, ".")
		p := packages[pkg]
		if !p.exported[name] {
			t.Errorf("%s: there is no %s", n.name, id)
		}
		if last := name[strings.LastIndex(name, ".")+1:]; !p.used[last] && !strings.HasPrefix(n.note, "the function of package ndarray") {
			t.Errorf("%s: no test uses %s", n.name, id)
		}
	}
	pkg, test, _ := strings.Cut(n.test, ".")
	if !packages[pkg].tests[test] {
		t.Errorf("%s: there is no test %s", n.name, n.test)
	}
}

// TestArrayAPIPage holds docs/arrayapi.md against the table.
func TestArrayAPIPage(t *testing.T) {
	want, err := arrayAPIPage("testdata/arrayapi.txt")
	if err != nil {
		t.Fatal(err)
	}
	if page, err := os.ReadFile("../docs/arrayapi.md"); err != nil || string(page) != want {
		t.Errorf("docs/arrayapi.md is out of step: go run ./bench tables (%v)", err)
	}
}

// TestNumPyPage holds docs/numpy.md against its source, which is tested in ndarray.
func TestNumPyPage(t *testing.T) {
	want, err := numpyPage("../ndarray/numpy_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if page, err := os.ReadFile("../docs/numpy.md"); err != nil || string(page) != want {
		t.Errorf("docs/numpy.md is out of step: go run ./bench tables (%v)", err)
	}
	if n := strings.Count(want, "\n| `"); n < 150 {
		t.Errorf("%d rows", n)
	}
}

// TestArrayPages holds the blocks of docs/memory.md and docs/examples.md against
// the examples of package ndarray: their code, and what they print.
func TestArrayPages(t *testing.T) {
	paths, err := filepath.Glob("../ndarray/example_*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	var source string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		source += squeeze(string(text)) + "\n"
	}
	for page, least := range map[string]int{"memory.md": 8, "examples.md": 5} {
		text, err := os.ReadFile("../docs/" + page)
		if err != nil {
			t.Fatal(err)
		}
		code := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(text), -1)
		for _, b := range code {
			if !strings.Contains(source, squeeze(b[1])) {
				t.Errorf("%s: no example has this block:\n%s", page, b[1])
			}
		}
		prints := regexp.MustCompile("(?s)```text\n(.*?)\n```").FindAllStringSubmatch(string(text), -1)
		for _, b := range prints {
			output := squeeze("// " + strings.ReplaceAll(b[1], "\n", "\n// "))
			if !strings.Contains(source, output) && !strings.Contains(source, "// Output: "+strings.TrimPrefix(output, "// ")) {
				t.Errorf("%s: no example prints\n%s", page, b[1])
			}
		}
		if len(code) < least || len(prints) == 0 {
			t.Errorf("%s: %d blocks of code, %d of text", page, len(code), len(prints))
		}
	}
}
