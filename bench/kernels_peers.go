package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/kernels"
)

//go:embed peers/kernels.py
var numpySource string

//go:embed peers/sleef.c
var sleefSource string

//go:embed peers/bandwidth.c
var bandwidthSource string

// peers starts the peers that are asked for.
func (c *kernelsCmd) peers(ctx context.Context, selected []selection) (peers []*peer) {
	arguments := []string{fmt.Sprint(c.N), fmt.Sprint(roundTime.Seconds())}
	add := func(p *peer, err error) { peers = appendPeer(ctx, peers, p, err) }
	if c.Compare {
		add(c.numpy(ctx, selected, arguments))
		add(c.sleef(ctx, selected, arguments))
	}
	if c.N >= memoryBound {
		add(startC(ctx, c.CC, cProgram{source: bandwidthSource, flags: []string{"-march=native"}}, arguments))
	}
	return peers
}

// numpy starts NumPy with the rows that it is to evaluate.
func (c *kernelsCmd) numpy(ctx context.Context, selected []selection, arguments []string) (*peer, error) {
	type line struct {
		Case    string  `json:"case"`
		Dtype   string  `json:"dtype"`
		Out     string  `json:"out"`
		Domains domains `json:"domains"`
		NumPy   string  `json:"numpy"`
	}
	var lines []line
	for _, s := range selected {
		if s.numpy != "" {
			lines = append(lines, line{s.name, s.dtype, s.out, s.in, s.numpy})
		}
	}
	encoded, err := json.Marshal(lines)
	if err != nil {
		return nil, err
	}
	return startPython(ctx, c.Python, numpySource, append(slices.Clone(arguments), string(encoded)))
}

// sleef compiles calls of SLEEF's functions. Their names end in dN (float64) or fN (float32) with N lanes, the error in
// tenths of an ULP, and the instruction set.
func (c *kernelsCmd) sleef(ctx context.Context, selected []selection, arguments []string) (*peer, error) {
	type target struct {
		level        kernels.Level
		march, isa   string
		vectors      map[string]string
		typeAndLanes map[string]string
	}
	targets := []target{
		{kernels.AVX512, "x86-64-v4", "avx512f",
			map[string]string{"float64": "__m512d", "float32": "__m512"}, map[string]string{"float64": "d8", "float32": "f16"}},
		{kernels.AVX2, "x86-64-v3", "avx2",
			map[string]string{"float64": "__m256d", "float32": "__m256"}, map[string]string{"float64": "d4", "float32": "f8"}},
	}
	at := slices.IndexFunc(targets, func(t target) bool { return slices.Contains(kernels.Levels(), t.level) })
	if at < 0 {
		return nil, errors.New("sleef: needs the level avx2 or avx512")
	}
	t := targets[at]
	var rows strings.Builder
	for _, s := range selected {
		if s.sleef == "" || t.vectors[s.dtype] == "" {
			continue
		}
		name, accuracy, _ := strings.Cut(s.sleef, "_")
		form, x, y := [...]string{1: "UNARY", 2: "BINARY"}[s.reads], s.in[0], s.in[1]
		if s.writes > 1 {
			form = "PAIR"
		}
		fmt.Fprintf(&rows, " %s(%s, %s, %s, Sleef_%s%s_%s%s, %g, %g, %g, %g)", form, s.name,
			map[string]string{"float64": "double", "float32": "float"}[s.dtype], t.vectors[s.dtype],
			name, t.typeAndLanes[s.dtype], accuracy, t.isa, x[0], x[1], y[0], y[1])
	}
	if rows.Len() == 0 {
		return nil, errors.New("sleef: has none of these kernels")
	}
	program := cProgram{
		source:    "#define ROWS" + rows.String() + "\n" + sleefSource,
		flags:     []string{"-march=" + t.march, "-ffp-contract=off"},
		libraries: []string{"-lsleef"},
	}
	return startC(ctx, c.CC, program, arguments)
}
