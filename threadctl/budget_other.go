//go:build !linux

package threadctl

// systemLimits has nothing to add where the runtime alone knows the number of CPUs.
func systemLimits() []Source { return nil }
