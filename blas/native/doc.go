// Package native runs gonum's BLAS on a native library that is installed on the machine: OpenBLAS, BLIS, MKL, AOCL,
// Apple's Accelerate, or any other with the Fortran routines. It opens the library while the program runs and needs no
// cgo.
//
//	b, err := native.Open("openblas") // or "native", the first one found, or a path
//	if err != nil {
//		log.Fatal(err) // says what was looked for
//	}
//	b.Use() // gonum's mat, lapack, stat, ... now compute there
//
// Importing the package also makes [blas.Backends] list what is found, and obeys the environment variable LANEWISE_BLAS
// when the program starts: native, openblas, blis, mkl, aocl, accelerate or the path of a library has that library
// installed for gonum as by Use; lanewise, or no value, does nothing. If it can't be opened, one line on standard error
// says so, [Chosen] has the error, and what was installed stays.
//
// # Threads
//
// A call leases threads from the budget of package threadctl, as many as are idle and its size pays for, and the library
// is told to use that many. So its threads never come on top of those of this process: in parallel code each call has
// one. Where a library has one count of threads for the process (OpenBLAS, BLIS before version 2), a call on several
// threads has the library to itself: other calls wait until it has ended, and where others are under way it doesn't wait
// for them but runs on one thread. What the environment says of the library's threads (OPENBLAS_NUM_THREADS,
// BLIS_NUM_THREADS, MKL_NUM_THREADS) is an upper bound. Accelerate decides itself how many threads it uses. BLIS's threads
// spin while they wait for one another: on a machine that is busy otherwise, two can take longer than one.
//
// # Kernels
//
// OpenBLAS and BLIS choose kernels for the processor. Those that they don't know, as AMD's Zen 5 and, in virtual machines,
// Intel's servers since Sapphire Rapids, get kernels for older ones or for none in particular. There, unless
// OPENBLAS_CORETYPE and BLIS_ARCH_TYPE are set, the package has them take those for AVX-512 (SkylakeX, skx), which makes
// products of matrices up to 6 times as fast.
//
// # Results
//
// They are the library's: the last bits depend on it, on its kernels, and on the number of threads of a call. Parameters
// are checked as gonum does before the library sees them, and with a NaN or an infinity in an operand results are what
// the library makes of it.
//
// # Memory
//
// Some kernels read beside their operands, which changes no result but ends the program where no memory is. Of OpenBLAS
// 0.3.21 these are symv, hemv and, for vectors with strides, complex gemv and dot products; the package computes those
// itself. BLIS 0.9's sgemm for Haswell reads up to another row of A in small products: operands of Sgemm should not lie
// at the very end of a mapped file.
//
// # Costs
//
// A call takes 0.1 to 0.2 us beside its work; Ddot, Dnrm2, Dasum and others that return a real number take 0.4 us and
// allocate 160 bytes. Where that matters, Backend.Crossover gives small calls to another implementation. Programs that
// import the package are linked dynamically to the C library, also without cgo.
package native
