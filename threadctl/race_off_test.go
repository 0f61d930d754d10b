//go:build !race

package threadctl

const raceEnabled = false
