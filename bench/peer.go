package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lanewise/lanewise/kernels"
)

//go:embed peers/peers.py
var pythonSource string

//go:embed peers/mandelbrot.c
var cSource string

// A peer is a running program that measures on request, by the protocol that peers.py describes.
type peer struct {
	offers  []offer
	missing []string
	command *exec.Cmd
	stdin   io.WriteCloser
	stdout  *json.Decoder
	folder  string // temporary, if not empty
}

// An offer is a case that a peer can measure.
type offer struct {
	Library  string `json:"library"`
	Case     string `json:"case"`
	Dtype    string `json:"dtype"`
	Parallel bool   `json:"parallel"`
}

// An answer is one run of an offer.
type answer struct {
	Seconds      float64  `json:"seconds"`
	Work         float64  `json:"work"`
	PeakRSSBytes uint64   `json:"peak_rss_bytes"`
	Value        *float64 `json:"value"`
	Error        *float64 `json:"error"`
}

// startPeers starts every peer that this machine can run, and says on standard error what the others lack.
func startPeers(ctx context.Context, c *compareCmd) []*peer {
	sizes := strings.Fields(fmt.Sprint(c.Width, c.Height, c.Iterations, c.Samples, c.Samples))
	var peers []*peer
	add := func(p *peer, err error) { peers = appendPeer(ctx, peers, p, err) }
	add(startPython(ctx, c.Python, pythonSource, sizes))
	for _, flag := range []string{"-DFLOAT64", "-DFLOAT32"} {
		if !slices.Contains(kernels.Levels(), kernels.AVX512) {
			add(nil, errors.New("c-avx512: needs the level avx512"))
			break
		}
		p, err := startC(ctx, c.CC, cProgram{source: cSource, flags: []string{"-march=x86-64-v4", "-mprefer-vector-width=512", flag}}, sizes)
		add(p, err)
		if err != nil {
			break
		}
	}
	return peers
}

// appendPeer appends a peer that has started, and says on standard error what it or one that has not lacks.
func appendPeer(ctx context.Context, peers []*peer, p *peer, err error) []*peer {
	switch {
	case ctx.Err() != nil && err != nil:
		return peers // interrupted: nothing is amiss with the peer
	case err != nil:
		complain(err.Error())
		return peers
	}
	for _, what := range p.missing {
		complain(what)
	}
	return append(peers, p)
}

func complain(what string) { fmt.Fprintln(os.Stderr, "bench: left out:", oneLine(what)) }

// startPython runs the script from the command line, since a wrapped interpreter may see other folders than we do.
func startPython(ctx context.Context, command, script string, arguments []string) (*peer, error) {
	words, err := find(command, "--python", "python3", "python")
	if err != nil {
		return nil, err
	}
	p, err := start(ctx, slices.Concat(words, []string{"-c", script}, arguments))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", words[0], err)
	}
	return p, nil
}

// A cProgram is C to be compiled with -O3 and the given flags, and linked with the given libraries.
type cProgram struct {
	source           string
	flags, libraries []string
}

// startC compiles a C program in a temporary folder and runs it.
func startC(ctx context.Context, command string, c cProgram, arguments []string) (*peer, error) {
	words, err := find(command, "--cc", "gcc", "cc")
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return nil, err
	}
	source, program := filepath.Join(folder, "peer.c"), filepath.Join(folder, "peer")
	compile := slices.Concat(words[1:], []string{"-O3"}, c.flags, []string{"-o", program, source}, c.libraries)
	if err = os.WriteFile(source, []byte(c.source), 0o600); err == nil {
		var output []byte
		output, err = exec.CommandContext(ctx, words[0], compile...).CombinedOutput()
		if err != nil {
			first, _, _ := bytes.Cut(bytes.TrimSpace(output), []byte("\n"))
			err = fmt.Errorf("%s: %w: %s", words[0], err, first)
		}
	}
	if err == nil {
		var p *peer
		if p, err = start(ctx, append([]string{program}, arguments...)); err == nil {
			p.folder = folder
			return p, nil
		}
	}
	os.RemoveAll(folder)
	return nil, err
}

// find splits a command into words or, if it is empty, looks for a program on PATH.
func find(command, flag string, programs ...string) ([]string, error) {
	if words := strings.Fields(command); len(words) > 0 {
		return words, nil
	}
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return []string{path}, nil
		}
	}
	return nil, fmt.Errorf("no %s on PATH (give one with %s)", strings.Join(programs, " or "), flag)
}

// start starts a peer and reads what it offers.
func start(ctx context.Context, words []string) (*peer, error) {
	p := &peer{command: exec.CommandContext(ctx, words[0], words[1:]...)}
	p.command.WaitDelay = time.Second
	var stderr bytes.Buffer
	p.command.Stderr = &stderr
	var err error
	if p.stdin, err = p.command.StdinPipe(); err != nil {
		return nil, err
	}
	stdout, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	p.stdout = json.NewDecoder(stdout)
	var head struct {
		Offers  []offer  `json:"offers"`
		Missing []string `json:"missing"`
	}
	if err := p.stdout.Decode(&head); err != nil {
		p.stop()
		lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("did not start: %s", lines[len(lines)-1])
	}
	p.offers, p.missing = head.Offers, head.Missing
	return p, nil
}

// ask has the peer run an offer once.
func (p *peer) ask(offer, threads int) (a answer, err error) {
	if _, err = fmt.Fprintln(p.stdin, offer, threads); err == nil {
		err = p.stdout.Decode(&a)
	}
	if err == nil && !(a.Seconds > 0 && a.Work > 0) {
		err = fmt.Errorf("reports %v seconds for %v units of work", a.Seconds, a.Work)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", p.offers[offer].Library, err)
	}
	return a, err
}

// stop ends the peer, which leaves at the end of its input.
func (p *peer) stop() {
	p.stdin.Close()
	p.command.Wait()
	if p.folder != "" {
		os.RemoveAll(p.folder)
	}
}
