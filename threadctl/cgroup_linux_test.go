package threadctl

import (
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"unsafe"
)

const (
	v2Mount     = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"
	v1Mount     = "33 30 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:12 - cgroup cgroup rw,cpu,cpuacct\n"
	v1OtherTree = "34 30 0:30 / /sys/fs/cgroup/cpuset rw shared:13 - cgroup cgroup rw,cpuset\n"
)

func TestCgroupLimits(t *testing.T) {
	long := "/" + strings.Repeat(strings.Repeat("x", 99)+"/", 40) + "end"
	for _, c := range []struct {
		name   string
		mounts string
		groups string
		files  map[string]string
		want   int // 0 is no limit
	}{
		{"no files at all", "", "", nil, 0},
		{"no mount", "", "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": "100000 100000\n"}, 0},
		{"v2", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": "300000 100000\n"}, 3},
		{"v2 half a CPU", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": "50000 100000\n"}, 1},
		{"v2 1.5 CPUs", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": "150000 100000\n"}, 2},
		{"v2 2.5 CPUs", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": "250000 100000\n"}, 3},
		{"v2 other period", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": "40000 10000\n"}, 4},
		{"v2 no quota", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": "max 100000\n"}, 0},
		{"v2 empty", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": ""}, 0},
		{"v2 nonsense", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": "-1 x\n"}, 0},
		{"v2 period zero", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": "100000 0\n"}, 0},
		{"v2 huge", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/a/cpu.max": "9000000000000000000 1\n"}, maxBudget},
		{"v2 parent is tighter", v2Mount, "0::/a/b/c\n", map[string]string{
			"sys/fs/cgroup/a/cpu.max": "200000 100000\n", "sys/fs/cgroup/a/b/cpu.max": "max 100000\n",
			"sys/fs/cgroup/a/b/c/cpu.max": "800000 100000\n"}, 2},
		{"v2 sibling does not count", v2Mount, "0::/a\n", map[string]string{"sys/fs/cgroup/b/cpu.max": "100000 100000\n"}, 0},
		{"v2 top of a container", v2Mount, "0::/\n", map[string]string{"sys/fs/cgroup/cpu.max": "200000 100000\n"}, 2},
		{"v2 outside of the namespace", v2Mount, "0::/../a\n", map[string]string{
			"sys/fs/cgroup/cpu.max": "500000 100000\n", "sys/fs/cgroup/a/cpu.max": "100000 100000\n"}, 5},
		{"v2 part of the tree is mounted", "30 23 0:26 /pod /cg rw - cgroup2 cgroup2 rw\n", "0::/pod/a\n",
			map[string]string{"cg/a/cpu.max": "200000 100000\n", "cg/pod/a/cpu.max": "100000 100000\n"}, 2},
		{"v2 another part is mounted", "30 23 0:26 /pod /cg rw - cgroup2 cgroup2 rw\n", "0::/pods/a\n",
			map[string]string{"cg/cpu.max": "300000 100000\n", "cg/s/a/cpu.max": "100000 100000\n"}, 3},
		{"v2 mount with a space", "30 23 0:26 / /c\\040g rw - cgroup2 cgroup2 rw\n", "0::/a\n",
			map[string]string{"c g/a/cpu.max": "200000 100000\n"}, 2},
		{"v2 colon in the name", v2Mount, "0::/a:b\n", map[string]string{"sys/fs/cgroup/a:b/cpu.max": "200000 100000\n"}, 2},
		{"v2 long path", v2Mount, "0::" + long + "\n", map[string]string{"sys/fs/cgroup" + long + "/cpu.max": "200000 100000\n"}, 2},
		{"v1", v1OtherTree + v1Mount, "5:cpuset:/z\n4:cpu,cpuacct:/a/b\n", map[string]string{
			"sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us":  "300000\n",
			"sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_period_us": "100000\n"}, 3},
		{"v1 no quota", v1Mount, "4:cpu,cpuacct:/a\n", map[string]string{
			"sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us":  "-1\n",
			"sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us": "100000\n"}, 0},
		{"v1 parent is tighter", v1Mount, "4:cpu,cpuacct:/a/b\n", map[string]string{
			"sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us":    "100000\n",
			"sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us":   "100000\n",
			"sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us":  "300000\n",
			"sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_period_us": "100000\n"}, 1},
		{"v1 without period", v1Mount, "4:cpu,cpuacct:/a\n", map[string]string{
			"sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us": "100000\n"}, 0},
		{"hybrid", v1Mount + "31 30 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n", "4:cpu,cpuacct:/a\n0::/b\n",
			map[string]string{"sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us": "400000\n",
				"sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us": "100000\n",
				"sys/fs/cgroup/unified/b/cpu.stat":              "usage_usec 1\n"}, 4},
		{"malformed tables", "x\n - \n1 2 3 - cgroup2\n" + v2Mount, "\n0:\n:::\n0::/a\n",
			map[string]string{"sys/fs/cgroup/a/cpu.max": "200000 100000\n"}, 2},
	} {
		tree := fstest.MapFS{
			"proc/self/mountinfo": {Data: []byte("22 1 254:0 / / rw - ext4 /dev/vda rw\n" + c.mounts)},
			"proc/self/cgroup":    {Data: []byte(c.groups)},
		}
		for name, text := range c.files {
			tree[name] = &fstest.MapFile{Data: []byte(text)}
		}
		if c.mounts == "" && c.groups == "" {
			tree = nil
		}
		got := 0
		for _, s := range cgroupLimits(tree, cgroupMounts(tree)) {
			got = s.Limit
			if s.Name != "cgroup" || !strings.Contains(s.Detail, "CPUs by /") {
				t.Errorf("%s: %+v", c.name, s)
			}
		}
		if got != c.want {
			t.Errorf("%s: limit %d, want %d", c.name, got, c.want)
		}
	}
}

func TestAffinity(t *testing.T) {
	before := affinity()
	if before < 1 {
		t.Fatalf("affinity %d", before)
	}
	mask := func(call uintptr, mask *[128]uint64) (size uintptr) {
		size, _, errno := syscall.RawSyscall(call, uintptr(syscall.Getpid()), unsafe.Sizeof(*mask), uintptr(unsafe.Pointer(mask)))
		if errno != 0 {
			t.Skip(errno)
		}
		return size
	}
	var saved, one [128]uint64
	mask(syscall.SYS_SCHED_GETAFFINITY, &saved)
	for i, word := range saved {
		if word != 0 {
			one[i] = word & -word
			break
		}
	}
	mask(syscall.SYS_SCHED_SETAFFINITY, &one)
	got := affinity()
	mask(syscall.SYS_SCHED_SETAFFINITY, &saved)
	if got != 1 || affinity() != before {
		t.Errorf("affinity %d with one CPU, then %d, want %d", got, affinity(), before)
	}
}
