package ndarray

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestMarshalJSON(t *testing.T) {
	type pair struct{ A, B int }
	a := Arange(0, 6, 1).Reshape(2, 3)
	for _, c := range []struct {
		a    any
		want string
	}{
		{a, "[[0,1,2],[3,4,5]]"},
		{a.T(), "[[0,3],[1,4],[2,5]]"},
		{a.BroadcastTo(2, 2, 3), "[[[0,1,2],[3,4,5]],[[0,1,2],[3,4,5]]]"},
		{Of[uint8](1, 255), "[1,255]"},
		{Of[float32](0.1), "[0.1]"},
		{Of("a", "<"), `["a","\u003c"]`},
		{Of(pair{1, 2}), `[{"A":1,"B":2}]`},
		{Of([2]int{1, 2}), "[[1,2]]"},
		{Full(1.5), "1.5"},
		{Zeros[int](0), "[]"},
		{Zeros[int](2, 0), "[[],[]]"},
		{Array[bool]{}, "[]"},
		{struct{ X Array[bool] }{Of(true)}, `{"X":[true]}`},
	} {
		got, err := json.Marshal(c.a)
		if err != nil || string(got) != c.want {
			t.Errorf("%s %v, want %s", got, err, c.want)
		}
	}
	var unsupported *json.UnsupportedValueError
	if _, err := json.Marshal(Of(math.NaN())); !errors.As(err, &unsupported) {
		t.Error(err)
	}
}

func unmarshal[T any](t *testing.T, text, want string, shape ...int) {
	t.Helper()
	var a Array[T]
	err := json.Unmarshal([]byte(text), &a)
	switch {
	case err != nil:
		if !strings.HasPrefix(want, "error") {
			t.Errorf("%s: %v", text, err)
		}
	case fmt.Sprint(a) != want || !slices.Equal(a.Shape(), shape):
		t.Errorf("%s: %v of shape %v, want %s of %v", text, a, a.Shape(), want, shape)
	}
}

func TestUnmarshalJSON(t *testing.T) {
	unmarshal[int](t, "[[0,1,2],[3,4,5]]", "[[0 1 2]\n [3 4 5]]", 2, 3)
	unmarshal[int](t, " [ [ 1 ] ] ", "[[1]]", 1, 1)
	unmarshal[float64](t, "[1,null]", "[ 1. nan]", 2)
	unmarshal[float64](t, "2.5", "2.5")
	unmarshal[float64](t, "[[],[]]", "[]", 2, 0)
	unmarshal[float64](t, "[]", "[]", 0)
	unmarshal[float64](t, "null", "[]", 0)
	unmarshal[uint8](t, "[1,255]", "[  1 255]", 2)
	unmarshal[[2]int](t, "[[1,2],[3,4]]", "[[1 2] [3 4]]", 2)
	unmarshal[string](t, `[["null"]]`, "[['null']]", 1, 1)
	unmarshal[int](t, "[1,null]", "error")
	unmarshal[int](t, "[1,1.5]", "error")
	unmarshal[uint8](t, "[256]", "error")
	unmarshal[int](t, "[[1,2],[3]]", "error")
	unmarshal[int](t, "[[1,2],3]", "error")
	unmarshal[int](t, "[1,[2]]", "error")
	unmarshal[int](t, `"x"`, "error")
	unmarshal[[2]int](t, "3", "error")
	unmarshal[int](t, strings.Repeat("[", 65)+strings.Repeat("]", 65), "error")
	var a Array[int]
	if err := json.Unmarshal([]byte("[[1,2],[3]]"), &a); err == nil || err.Error() != "ndarray: ragged: element [1] has length 1, others have 2" {
		t.Error(err)
	}
}

func TestMarshalHalves(t *testing.T) {
	half := Of(NewFloat16(0.1), NewFloat16(-65504), NewFloat16(6e-8))
	brain := Of(NewBFloat16(1e30), NewBFloat16(math.Pi))
	for _, c := range []struct {
		a    any
		want string
	}{{half, "[0.1,-65500,6e-08]"}, {brain, "[1e+30,3.14]"}, {Full(NewFloat16(2)), "2"}} {
		if b, err := json.Marshal(c.a); err != nil || string(b) != c.want {
			t.Errorf("got %s, %v, want %s", b, err, c.want)
		}
	}
	var h Array[Float16]
	if err := json.Unmarshal([]byte("[0.1, -65500, 6e-08]"), &h); err != nil || fmt.Sprint(h) != fmt.Sprint(half) {
		t.Error(h, err)
	}
	var b Array[BFloat16]
	if err := json.Unmarshal([]byte("[[null, 1e30]]"), &b); err != nil || fmt.Sprint(b) != "[[   nan 1.e+30]]" {
		t.Error(b, err)
	}
	for _, text := range []string{"[65520]", "[1e999]", "[true]", `["1"]`, "[{}]"} {
		if err := json.Unmarshal([]byte(text), &h); err == nil {
			t.Errorf("%s: no error", text)
		}
	}
	for _, x := range []float64{math.NaN(), math.Inf(-1)} {
		if s, err := json.Marshal(Of(NewFloat16(x))); err == nil {
			t.Errorf("%s", s)
		}
		if s, err := json.Marshal(Of(NewBFloat16(x))); err == nil {
			t.Errorf("%s", s)
		}
	}
}
