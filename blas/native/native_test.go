package native

import "testing"

func TestList(t *testing.T) {
	for _, b := range Backends() {
		t.Log(b)
	}
}
