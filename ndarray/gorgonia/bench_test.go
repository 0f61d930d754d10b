package gorgonia_test

import (
	"testing"
	"time"
)

// compareTimes runs f(0) and f(1) in turn and reports the ratio of their times.
func compareTimes(b *testing.B, f func(i int)) {
	var spent [2]time.Duration
	for range b.N {
		for i := range spent {
			start := time.Now()
			f(i)
			spent[i] += time.Since(start)
		}
	}
	b.ReportMetric(float64(spent[1])/float64(b.N), "engine-ns/op")
	b.ReportMetric(float64(spent[0])/float64(max(spent[1], 1)), "times-StdEng")
}
