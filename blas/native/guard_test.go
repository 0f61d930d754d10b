package native

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// With this variable in its environment the test binary calls the routines of the library whose path it has, from the
// one on whose number guardStart has.
const (
	guardLibrary = "LANEWISE_NATIVE_TEST_GUARDS"
	guardStart   = "LANEWISE_NATIVE_TEST_GUARDS_START"
)

// TestGuards has vectors and matrices end, or begin, beside memory that can't be read. A library that leaves them ends
// the process, so that another one makes the calls and says before each what it is.
func TestGuards(t *testing.T) {
	if path := os.Getenv(guardLibrary); path != "" {
		start, _ := strconv.Atoi(os.Getenv(guardStart))
		for _, b := range found {
			if b.info.Path == path {
				callGuarded(t, b, start)
			}
		}
		return
	}
	each(t, func(t *testing.T, b *Backend) {
		for start := 0; start < routineSet.NumMethod(); start++ {
			c := exec.Command(os.Args[0], "-test.run", "^TestGuards$", fmt.Sprintf("-test.short=%v", testing.Short()))
			c.Env = append(os.Environ(), guardLibrary+"="+b.info.Path, fmt.Sprintf("%s=%d", guardStart, start))
			out, err := c.Output()
			if err == nil {
				return
			}
			lines := strings.Split(strings.TrimSpace(string(out)), "\n")
			last := -1
			for i, l := range lines {
				if strings.HasPrefix(l, "call ") {
					last = i
				}
			}
			if last < 0 {
				t.Skipf("this is another machine's program: %v", err)
			}
			var name string
			if _, err := fmt.Sscanf(lines[last], "call %d %s", &start, &name); err != nil {
				t.Fatal(err)
			}
			t.Errorf("%v: %s", err, lines[last])
		}
	})
}

// callGuarded calls routines. BLIS's sgemm for Haswell is known to read beside A; the package's documentation says so.
func callGuarded(t *testing.T, b *Backend, start int) {
	rounds := 100
	if testing.Short() {
		rounds = 20
	}
	defer func(old int) { maxDim = old }(maxDim)
	var arenas [3]*kerneltest.Arena
	for i := range arenas {
		arenas[i] = kerneltest.NewArena(t, 1<<16)
	}
	for i := start; i < routineSet.NumMethod(); i++ {
		m := routineSet.Method(i)
		if m.Name == "Sgemm" && b.info.Name == "blis" {
			continue
		}
		r := rand.New(rand.NewPCG(21, uint64(i)))
		for round := range rounds {
			maxDim = 1 + r.IntN(40) // kernels work on many elements at once
			a := draw(r, m.Name, m.Type)
			a.shrink(m.Name)
			slices := 0
			for j, v := range a.in {
				if v.Kind() == reflect.Slice {
					a.in[j] = guarded(arenas[slices], v, round%2 == 0)
					slices++
				}
			}
			fmt.Printf("call %d %s %v, front %v\n", i, m.Name, a, round%2 == 0)
			a.run(b, m.Name)
		}
	}
}

// shrink makes slices as short as the routine lets them be.
func (a arguments) shrink(name string) {
	b := onlyChecks()
	for i, v := range a.in {
		if v.Kind() != reflect.Slice {
			continue
		}
		a.in[i] = v.Slice(0, sort.Search(v.Len(), func(n int) bool {
			a.in[i] = v.Slice(0, n)
			_, panicked := a.run(b, name)
			return complaint(panicked) == ""
		}))
	}
}

// guarded copies a slice to where an arena begins or ends.
func guarded(arena *kerneltest.Arena, v reflect.Value, front bool) reflect.Value {
	if v.Len() == 0 {
		return v
	}
	bytes := v.Len() * int(v.Type().Elem().Size())
	memory := kerneltest.Back[byte](arena, bytes)
	if front {
		memory = kerneltest.Front[byte](arena, bytes)
	}
	s := reflect.SliceAt(v.Type().Elem(), unsafe.Pointer(&memory[0]), v.Len())
	reflect.Copy(s, v)
	return s
}
