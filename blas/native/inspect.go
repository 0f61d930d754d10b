package native

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// A naming is how a library spells its symbols.
type naming struct{ prefix, fortran, cblas string }

// namings are those in use: the usual one, those of ILP64 builds beside others, SciPy's own builds, Apple's current
// interface, and MKL on Windows.
var namings = []naming{
	{"", "_", ""},
	{"", "_64_", "64_"},
	{"", "64_", "64_"},
	{"scipy_", "_", ""},
	{"scipy_", "_64_", "64_"},
	{"", "$NEWLAPACK", "$NEWLAPACK"},
	{"", "", ""},
}

// A library is an open file that has the routines.
type library struct {
	naming
	handle uintptr
	file   string
}

// inspect finds out how the library spells its symbols.
func inspect(handle uintptr, file string) (*library, error) {
	for _, n := range namings {
		lib := &library{n, handle, file}
		if lib.fortran("dgemm") != 0 && lib.fortran("zher2k") != 0 {
			return lib, nil
		}
	}
	return nil, errors.New("it is no BLAS: it has no dgemm_")
}

func (l *library) fortran(name string) uintptr {
	return lookup(l.handle, l.prefix+name+l.naming.fortran)
}

func (l *library) cblas(name string) uintptr { return l.own("cblas_" + name) }

// own looks up a function that isn't Fortran's.
func (l *library) own(name string) uintptr { return lookup(l.handle, l.prefix+name+l.naming.cblas) }

// first looks up the first that there is.
func (l *library) first(names ...string) uintptr {
	for _, name := range names {
		if address := l.own(name); address != 0 {
			return address
		}
	}
	return 0
}

// text calls a function without parameters that returns a string.
func text(address uintptr) string {
	if address == 0 {
		return ""
	}
	var f func() string
	bind(&f, address)
	return f()
}

// number calls a function without parameters that returns an int.
func number(address uintptr) int {
	if address == 0 {
		return 0
	}
	return int(int32(invoke(address)))
}

// identify fills in what the library is, by its symbols: files have any name.
func (l *library) identify(b *Backend) {
	b.threads = new(threads)
	switch {
	case l.own("openblas_get_config") != 0:
		l.openBLAS(b)
	case lookup(l.handle, "bli_info_get_version_str") != 0:
		l.blis(b)
	case lookup(l.handle, "MKL_Get_Version_String") != 0:
		l.mkl(b)
	case strings.Contains(l.file, "Accelerate"):
		b.info.Name, b.info.Threading = "accelerate", "its own"
	default:
		b.info.Name = "blas"
	}
}

func (l *library) openBLAS(b *Backend) {
	b.info.Name = "openblas"
	b.info.Core = text(l.own("openblas_get_corename"))
	config := strings.Fields(text(l.own("openblas_get_config")))
	if len(config) > 1 && config[0] == "OpenBLAS" {
		b.info.Version = config[1]
	}
	switch number(l.own("openblas_get_parallel")) {
	case 0:
		b.info.Threading = "sequential"
	case 1:
		b.info.Threading = "pthreads"
		b.threads = controlled(l.own("openblas_get_num_threads"), &threads{
			set:       l.first("openblas_set_num_threads", "goto_set_num_threads"),
			level2:    true,
			variables: []string{"OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS"},
		})
	case 2:
		// It asks OpenMP at each call and forgets what it was told, and puts the answer where calls of other threads see
		// it.
		b.info.Threading = "openmp"
		b.threads = controlled(lookup(l.handle, "omp_get_max_threads"), &threads{
			set:       lookup(l.handle, "omp_set_num_threads"),
			level2:    true,
			exclusive: true,
			variables: []string{"OPENBLAS_NUM_THREADS"},
		})
	}
}

func (l *library) blis(b *Backend) {
	symbol := func(name string) uintptr { return lookup(l.handle, name) }
	b.info.Name = "blis"
	b.info.Version = text(symbol("bli_info_get_version_str"))
	if strings.Contains(b.info.Version, "AOCL") {
		b.info.Name = "aocl"
	}
	if chooseKernels && b.info.Name == "blis" && hasAVX512(pathOf(symbol("bli_init"), l.file)) {
		// Version 0.9 knows numbers only, and takes words for 0, which is skx. Builds without it would end the process.
		defer setMissing(map[string]string{"BLIS_ARCH_TYPE": "skx"})()
	}
	if start := symbol("bli_init"); start != 0 {
		invoke(start)
	}
	if id, name := symbol("bli_arch_query_id"), symbol("bli_arch_string"); id != 0 && name != 0 {
		var f func(id int) string
		bind(&f, name)
		b.info.Core = f(number(id))
	}
	b.info.Threading = "sequential"
	for _, layer := range []string{"openmp", "pthreads"} {
		if number(symbol("bli_info_get_enable_"+layer)) != 0 {
			b.info.Threading = layer
			b.threads = controlled(symbol("bli_thread_get_num_threads"), &threads{
				set:       symbol("bli_thread_set_num_threads"),
				variables: []string{"BLIS_NUM_THREADS"},
			})
			break
		}
	}
}

// hasAVX512 reports whether a library has kernels for AVX-512: it counts fused multiply-adds of 512 bits. BLIS has such
// for skx only, or for knl, which isn't without skx. (Asking its own functions would have it choose its kernels.)
func hasAVX512(file string) bool {
	code, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	count := 0
	for i := 0; i+5 < len(code); i++ {
		// EVEX prefix with map 2, prefix 66 and length 512, then VFMADD231PS or VFMADD231PD.
		if code[i] == 0x62 && code[i+1]&0x0f == 2 && code[i+2]&7 == 5 && code[i+3]&0x60 == 0x40 && code[i+4] == 0xb8 {
			count++
		}
	}
	return count >= 100
}

func (l *library) mkl(b *Backend) {
	b.info.Name = "mkl"
	buffer := make([]byte, 200)
	c := newCall()
	slice(c, buffer)
	c.value(len(buffer))
	c.invoke(lookup(l.handle, "MKL_Get_Version_String"))
	c.release()
	line, _, _ := strings.Cut(string(buffer), "\x00")
	if _, v, ok := strings.Cut(line, "Version "); ok {
		b.info.Version, _, _ = strings.Cut(v, " ")
		b.info.Version = strings.TrimSuffix(b.info.Version, "-Product")
	}
	if _, core, ok := strings.Cut(line, " for "); ok {
		b.info.Core = strings.TrimSuffix(strings.TrimSpace(core), " applications")
	}
	b.info.Threading = "its layer"
	if layer := mklLayer(); layer != "" {
		b.info.Threading = layer
	}
	if set := lookup(l.handle, "MKL_Set_Num_Threads"); set != 0 {
		invoke(set, 1)
	}
	b.threads = controlled(lookup(l.handle, "MKL_Get_Max_Threads"), &threads{
		set:       lookup(l.handle, "MKL_Set_Num_Threads_Local"),
		level2:    true,
		variables: []string{"MKL_NUM_THREADS"},
	})
}

// A family is what Open knows by name.
type family struct {
	name                   string
	linux, darwin, windows []string
}

// families are in the order in which they are preferred.
//
// For a second library of one kind, or one that isn't here, there are paths.
var families = []family{
	{name: "accelerate", darwin: []string{"/System/Library/Frameworks/Accelerate.framework/Accelerate"}},
	{"openblas",
		[]string{"libopenblas.so.0", "libopenblasp.so.0", "libopenblas.so", "libopenblas64.so.0", "libopenblas64_.so.0"},
		[]string{"libopenblas.0.dylib", "libopenblas.dylib", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib", "/usr/local/opt/openblas/lib/libopenblas.dylib"},
		[]string{"libopenblas.dll", "openblas.dll", "libopenblas64_.dll"}},
	{"mkl",
		[]string{"libmkl_rt.so.3", "libmkl_rt.so.2", "libmkl_rt.so.1", "libmkl_rt.so", "/opt/intel/oneapi/mkl/latest/lib/libmkl_rt.so", "/opt/intel/mkl/lib/intel64/libmkl_rt.so"},
		[]string{"libmkl_rt.2.dylib", "libmkl_rt.1.dylib", "libmkl_rt.dylib"},
		[]string{"mkl_rt.3.dll", "mkl_rt.2.dll", "mkl_rt.1.dll", "mkl_rt.dll"}},
	{"aocl",
		[]string{"libblis-mt.so.5", "libblis-mt.so.4", "libblis-mt.so.3", "libblis-mt.so"},
		nil,
		[]string{"AOCL-LibBlis-Win-MT-dll.dll"}},
	{"blis",
		[]string{"libblis.so.4", "libblis.so.5", "libblis.so.3", "libblis.so", "libblis64.so.4"},
		[]string{"libblis.4.dylib", "libblis.dylib", "/opt/homebrew/opt/blis/lib/libblis.dylib"},
		[]string{"libblis.4.dll", "libblis.dll"}},
}

func familyOf(name string) *family {
	for i := range families {
		if families[i].name == name {
			return &families[i]
		}
	}
	return nil
}

func familyNames() string {
	var names []string
	for _, f := range families {
		names = append(names, f.name)
	}
	return strings.Join(names, ", ")
}

// base is the name of a file without its folder, in lower case.
func base(file string) string { return strings.ToLower(filepath.Base(file)) }
