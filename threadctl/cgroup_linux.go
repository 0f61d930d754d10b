package threadctl

import (
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A mount is a mounted cgroup hierarchy that may carry CPU quotas.
type mount struct {
	v2    bool
	root  string // the cgroup that is mounted there
	point string
}

// cgroupMounts reads the table of mounts, in the format of proc(5):
//
//	36 35 0:31 /root /mount/point rw,noatime shared:1 - cgroup cgroup rw,cpu,cpuacct
func cgroupMounts(fsys fs.FS) []mount {
	table, _ := fs.ReadFile(fsys, "proc/self/mountinfo")
	var mounts []mount
	for line := range strings.Lines(string(table)) {
		left, right, _ := strings.Cut(line, " - ")
		where, what := strings.Fields(left), strings.Fields(right)
		if len(where) < 5 || len(what) < 3 {
			continue
		}
		v2 := what[0] == "cgroup2"
		if v2 || what[0] == "cgroup" && hasItem(what[2], "cpu") {
			mounts = append(mounts, mount{v2, unescape(where[3]), unescape(where[4])})
		}
	}
	return mounts
}

// cgroupLimits returns the least quota of the process's cgroups and their ancestors, if there is one.
func cgroupLimits(fsys fs.FS, mounts []mount) []Source {
	memberships, _ := fs.ReadFile(fsys, "proc/self/cgroup")
	cpus, file := math.Inf(1), ""
	for _, m := range mounts {
		group, ok := m.membership(string(memberships))
		if !ok {
			continue
		}
		for dir := m.directory(group); ; dir = path.Dir(dir) {
			name := strings.TrimPrefix(path.Join(m.point, dir), "/")
			if q := m.quota(fsys, name); q < cpus {
				cpus, file = q, name
			}
			if dir == "/" {
				break
			}
		}
	}
	if file == "" {
		return nil
	}
	limit := int(max(1, math.Ceil(min(cpus, maxBudget))))
	return []Source{{Name: "cgroup", Limit: limit, Detail: fmt.Sprintf("%.2f CPUs by /%s", cpus, file)}}
}

// membership finds the process's cgroup in this hierarchy. Lines are "0::/path" for v2 and "4:cpu,cpuacct:/path" for
// v1.
func (m mount) membership(lines string) (group string, ok bool) {
	for line := range strings.Lines(lines) {
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), ":", 3)
		if len(f) == 3 && (m.v2 && f[0] == "0" && f[1] == "" || !m.v2 && hasItem(f[1], "cpu")) {
			return f[2], true
		}
	}
	return "", false
}

// directory is the place of group below the mount point; "/" if the mount does not show it.
func (m mount) directory(group string) string {
	rest, ok := strings.CutPrefix(group, strings.TrimSuffix(m.root, "/"))
	if !ok || !strings.HasPrefix(rest, "/") || slices.Contains(strings.Split(rest, "/"), "..") {
		return "/"
	}
	return path.Clean(rest)
}

// quota returns the CPUs that the cgroup in dir may use; infinity if there is no quota or no readable one.
func (m mount) quota(fsys fs.FS, dir string) float64 {
	read := func(name string) []string {
		text, _ := fs.ReadFile(fsys, path.Join(dir, name))
		return strings.Fields(string(text))
	}
	var f []string // quota and period in microseconds
	if m.v2 {
		f = read("cpu.max")
	} else {
		f = append(read("cpu.cfs_quota_us"), read("cpu.cfs_period_us")...)
	}
	if len(f) != 2 {
		return math.Inf(1)
	}
	quota, err1 := strconv.ParseUint(f[0], 10, 63)
	period, err2 := strconv.ParseUint(f[1], 10, 63)
	if err1 != nil || err2 != nil || quota == 0 || period == 0 {
		return math.Inf(1) // "max", -1
	}
	return float64(quota) / float64(period)
}

func hasItem(list, item string) bool { return slices.Contains(strings.Split(list, ","), item) }

// unescape undoes the octal escapes of the table of mounts.
func unescape(s string) string {
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(s)
}
