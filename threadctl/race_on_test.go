//go:build race

package threadctl

const raceEnabled = true
