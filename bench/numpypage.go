package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
)

const numpyIntro = `
What NumPy's expressions are in Go: ` + "`np`" + ` is numpy, and ` + "`nd`" + ` is package ndarray (` + "`import nd \"github.com/lanewise/lanewise/ndarray\"`" + `),
whose sub-packages go by their names. The Go side is compiled, and prints what NumPy 2.4 prints for the other one: this page is made from
ndarray/numpy_test.go. Functions have an out-form that ends in To and takes the output first: ` + "`nd.AddTo(out, a, b)`" + `. Operands of
different types are converted by ` + "`nd.As`" + `, never implicitly; package dyn has NumPy's promotion.
`

// numpyPage returns docs/numpy.md, made from a source file: functions whose names begin
// with numpy return a title, a setup for Python, and rows of an expression of NumPy and
// a function. Statements before the return are the setup for Go.
func numpyPage(path string) (string, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	page := "# NumPy to lanewise\n\n" + generatedNote + numpyIntro
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || !strings.HasPrefix(f.Name.Name, "numpy") || f.Type.Params.NumFields() > 0 {
			continue
		}
		section, err := numpySection(set, f)
		if err != nil {
			return "", fmt.Errorf("%s: %w", f.Name.Name, err)
		}
		page += section
	}
	return page, nil
}

func numpySection(set *token.FileSet, f *ast.FuncDecl) (string, error) {
	body := f.Body.List
	fields := body[len(body)-1].(*ast.ReturnStmt).Results[0].(*ast.CompositeLit).Elts
	title, err := stringOf(fields[0])
	if err != nil {
		return "", err
	}
	setup, err := stringOf(fields[1])
	if err != nil {
		return "", err
	}
	lines, err := source(set, body[:len(body)-1])
	if err != nil {
		return "", err
	}
	page := fmt.Sprintf("\n## %s\n\n```python\n%s\n```\n\n```go\n%s\n```\n\n| NumPy | lanewise |\n|---|---|\n", title,
		strings.ReplaceAll(setup, "; ", "\n"), strings.Join(lines, "\n"))
	for _, e := range fields[2].(*ast.CompositeLit).Elts {
		row := e.(*ast.CompositeLit).Elts
		numpy, err := stringOf(row[0])
		if err != nil {
			return "", err
		}
		code, err := source(set, shown(row[1].(*ast.FuncLit).Body.List))
		if err != nil {
			return "", err
		}
		page += fmt.Sprintf("| %s | %s |\n", cell(numpy), cell(inOneLine(code)))
	}
	return page, nil
}

// shown returns what a row shows of a function: the value that it returns if that is
// all, otherwise the statements before.
func shown(body []ast.Stmt) []ast.Stmt {
	if len(body) > 1 {
		return body[:len(body)-1]
	}
	return []ast.Stmt{&ast.ExprStmt{X: body[0].(*ast.ReturnStmt).Results[0]}}
}

func source(set *token.FileSet, statements []ast.Stmt) (lines []string, err error) {
	for _, s := range statements {
		var text bytes.Buffer
		if err := format.Node(&text, set, s); err != nil {
			return nil, err
		}
		lines = append(lines, text.String())
	}
	return lines, nil
}

// inOneLine joins statements. What is in braces takes one line, too.
func inOneLine(statements []string) string {
	text := strings.Join(statements, "; ")
	text = strings.ReplaceAll(text, "{\n", "{ ")
	text = strings.ReplaceAll(text, "\n\t}", " }")
	text = strings.ReplaceAll(text, "\n}", " }")
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\n", "; ")), " ")
}

func stringOf(e ast.Expr) (string, error) { return strconv.Unquote(e.(*ast.BasicLit).Value) }

// cell returns code for a cell of a table, where bars would end it.
func cell(code string) string { return "`" + strings.ReplaceAll(code, "|", "\\|") + "`" }
