package main

import (
	"os"
	"sync/atomic"
	"time"

	"github.com/cheggaaa/pb/v3"
	"golang.org/x/term"
)

// A progress draws a bar on standard error if that is a terminal. Workers only add to a counter, which a
// goroutine shows now and then, so the bar costs the measured work nothing. A nil progress draws nothing.
type progress struct {
	done  atomic.Int64
	quit  chan struct{}
	ended chan struct{}
}

// newProgress starts a bar that is full at total.
func newProgress(total int64, quiet bool, label string) *progress {
	if quiet || !term.IsTerminal(int(os.Stderr.Fd())) {
		return nil
	}
	p := &progress{quit: make(chan struct{}), ended: make(chan struct{})}
	bar := pb.New64(total).SetTemplateString(`{{string . "label"}} {{bar . }} {{percent . }} {{etime . }}`)
	bar.SetWriter(os.Stderr).Set("label", label).Set(pb.Static, true).Set(pb.CleanOnFinish, true).SetMaxWidth(80).Start()
	go func() {
		defer close(p.ended)
		defer bar.Finish()
		ticker := time.NewTicker(100 * time.Millisecond)
		defer ticker.Stop()
		for {
			select {
			case <-p.quit:
				return
			case <-ticker.C:
				bar.SetCurrent(min(p.done.Load(), total-1)).Write() // full only at the end
			}
		}
	}()
	return p
}

func (p *progress) add(n int64) {
	if p != nil {
		p.done.Add(n)
	}
}

// close removes the bar from the terminal.
func (p *progress) close() {
	if p != nil {
		close(p.quit)
		<-p.ended
	}
}
