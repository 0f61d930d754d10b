package threadctl

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func TestSetBudget(t *testing.T) {
	original := SetBudget(0)
	defer SetBudget(original)
	automatic := Budget()
	if automatic < 1 || automatic > runtime.GOMAXPROCS(0) {
		t.Errorf("automatic budget %d", automatic)
	}
	for _, c := range []struct{ set, previous, budget int }{
		{7, 0, 7},
		{1, 7, 1},
		{maxBudget + 1, 1, maxBudget},
		{-3, maxBudget, automatic},
		{0, 0, automatic},
	} {
		if previous := SetBudget(c.set); previous != c.previous {
			t.Errorf("SetBudget(%d) returned %d, want %d", c.set, previous, c.previous)
		}
		if b := Budget(); b != c.budget {
			t.Errorf("after SetBudget(%d) the budget is %d, want %d", c.set, b, c.budget)
		}
	}
}

// What has changed is seen as soon as the last reading is old, or if the clock ran backwards.
func TestLimitsAreReadAgain(t *testing.T) {
	setBudget(t, 0)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, readAt := range []int64{int64(now() - rereadInterval), int64(now() + rereadInterval)} {
		runtime.GOMAXPROCS(3)
		Info()
		runtime.GOMAXPROCS(1)
		budget.readAt.Store(readAt)
		if b := Budget(); b != 1 {
			t.Errorf("budget %d", b)
		}
	}
}

func TestReportJSON(t *testing.T) {
	got, err := json.Marshal(Report{Budget: 4, Fixed: 4, InUse: 1, Helpers: 3,
		Sources: []Source{{Name: "GOMAXPROCS", Limit: 8}, {Name: "cgroup", Limit: 2, Detail: "d"}}})
	want := `{"budget":4,"fixed":4,"in_use":1,"helpers":3,` +
		`"sources":[{"name":"GOMAXPROCS","limit":8},{"name":"cgroup","limit":2,"detail":"d"}]}`
	if string(got) != want || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}

func TestInfo(t *testing.T) {
	setBudget(t, 3)
	var report Report
	ForWorker(background, 2, 1, onSlot(1, func() { report = Info() }))
	if report.Budget != 3 || report.Fixed != 3 || report.InUse < 1 || report.Helpers < 1 {
		t.Errorf("%+v", report)
	}
	if report.Sources[0].Name != "GOMAXPROCS" || report.Sources[0].Limit != runtime.GOMAXPROCS(0) {
		t.Errorf("%+v", report.Sources)
	}
}

func TestEnvironment(t *testing.T) {
	const ours, theirs = "LANEWISE_NUM_THREADS", "OMP_NUM_THREADS"
	for _, c := range []struct {
		env     []string
		limit   []Source
		ignored []string // variables that standard error names
	}{
		{nil, nil, nil},
		{[]string{ours + "=3"}, []Source{{Name: ours, Limit: 3}}, nil},
		{[]string{ours + "= 1 "}, []Source{{Name: ours, Limit: 1}}, nil},
		{[]string{ours + "="}, nil, nil},
		{[]string{theirs + "=2"}, []Source{{Name: theirs, Limit: 2}}, nil},
		{[]string{theirs + "=4, 3,2"}, []Source{{Name: theirs, Limit: 4}}, nil},
		{[]string{ours + "=5", theirs + "=1"}, []Source{{Name: ours, Limit: 5}}, nil},
		{[]string{ours + "=many", theirs + "=2"}, []Source{{Name: theirs, Limit: 2}}, []string{ours}},
		{[]string{ours + "=0", theirs + "=-1"}, nil, []string{ours, theirs}},
		{[]string{ours + "=4,2"}, nil, []string{ours}},
		{[]string{ours + "=99999999999999999999"}, nil, []string{ours}},
		{[]string{ours + "=1000000"}, []Source{{Name: ours, Limit: 1000000}}, nil},
	} {
		report, stderr := child(t, c.env)
		limits := slices.DeleteFunc(slices.Clone(report.Sources), func(s Source) bool {
			return !strings.HasSuffix(s.Name, "_NUM_THREADS")
		})
		if !slices.Equal(limits, c.limit) {
			t.Errorf("%q: %+v, want %+v", c.env, limits, c.limit)
		}
		least := maxBudget
		for _, s := range report.Sources {
			least = min(least, s.Limit)
		}
		if report.Budget != least || report.Fixed != 0 {
			t.Errorf("%q: budget %d of %+v", c.env, report.Budget, report.Sources)
		}
		lines := strings.SplitAfter(stderr, "\n")
		lines = lines[:len(lines)-1]
		if len(lines) != len(c.ignored) {
			t.Fatalf("%q: standard error %q", c.env, stderr)
		}
		for i, name := range c.ignored {
			if !strings.Contains(lines[i], name+"=") {
				t.Errorf("%q: %q does not name %s", c.env, lines[i], name)
			}
		}
	}
}

// child runs this test binary with an environment and returns its report.
func child(t *testing.T, env []string) (report Report, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return strings.HasSuffix(name, "_NUM_THREADS")
	}), childVariable+"=1", "GORACE=atexit_sleep_ms=0")
	cmd.Env = append(cmd.Env, env...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); errors.Is(err, syscall.ENOEXEC) {
		t.Skip("this is another machine's program, under an emulator")
	} else if err != nil {
		t.Fatal(err, errs.String())
	}
	if err := json.Unmarshal([]byte(out.String()), &report); err != nil {
		t.Fatal(err)
	}
	if reflect.DeepEqual(report, Report{}) {
		t.Fatal("empty report")
	}
	return report, errs.String()
}
