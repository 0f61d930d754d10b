package kerneltest

import (
	"runtime"
	"runtime/metrics"
	"slices"
	"testing"
)

// StopTheWorld calls run without a pause on a goroutine while garbage is collected
// all the time, and reports how long the collector waited for it and its helpers to
// stop. Assembly can't be preempted, so this shows that no stay in it is long. On a
// busy machine it shows how long others kept the processor.
func StopTheWorld(b *testing.B, run func()) {
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
				run()
			}
		}
	}()
	before := pauses()
	for b.Loop() {
		runtime.GC()
	}
	after := pauses()
	close(stop)
	<-done
	p50, p99, most := quantiles(before, after)
	b.ReportMetric(p50*1e6, "p50-us")
	b.ReportMetric(p99*1e6, "p99-us")
	b.ReportMetric(most*1e6, "max-us")
}

// pauses returns how long the world took to stop, as a histogram.
func pauses() *metrics.Float64Histogram {
	s := []metrics.Sample{{Name: "/sched/pauses/stopping/gc:seconds"}}
	metrics.Read(s)
	h := s[0].Value.Float64Histogram()
	return &metrics.Float64Histogram{Counts: slices.Clone(h.Counts), Buckets: h.Buckets}
}

// quantiles returns upper bounds of the median, the 99th percentile and the
// longest of what came between two histograms.
func quantiles(before, after *metrics.Float64Histogram) (p50, p99, most float64) {
	var total, sum uint64
	for i := range after.Counts {
		total += after.Counts[i] - before.Counts[i]
	}
	for i := range after.Counts {
		n := after.Counts[i] - before.Counts[i]
		if n == 0 {
			continue
		}
		sum += n
		bound := after.Buckets[i+1]
		if p50 == 0 && 2*sum >= total {
			p50 = bound
		}
		if p99 == 0 && 100*sum >= 99*total {
			p99 = bound
		}
		most = bound
	}
	return p50, p99, most
}
