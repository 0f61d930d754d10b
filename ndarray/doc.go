// Package ndarray is an N-dimensional array for Go, with the semantics of NumPy
// and on all cores.
//
// # Arrays
//
// An [Array] is a small value, like a slice: an address and a layout, which holds
// the shape and the strides. [FromSlice] wraps memory that exists; [Zeros],
// [Full], [Of], [Arange] and [Linspace] make some. Elements are of any type;
// arithmetic needs numbers, named types such as
//
//	type Celsius float64
//
// included. There is no implicit conversion between element types.
//
// # Views
//
// [Array.Slice], [Array.Row], [Array.T], [Array.Reshape] and [Array.BroadcastTo]
// return views: no element is copied, and writing to one array changes the other.
// (Reshape copies where strides can't express the shape; [Array.TryView] does
// not.) [Array.Copy] makes an array of its own. A view that repeats elements, from
// BroadcastTo, is read-only.
//
// [Array.Index] is NumPy's indexing in full, with lists, arrays of indices and masks
// among slices, and copies what it selects; [Array.SetIndex] and [Array.FillIndex]
// write there. [Array.Mask] and [Take] are its most frequent forms.
//
// # Operations
//
// The element-wise operations are those of package kernels, with their error
// bounds and special values: arithmetic, comparisons (which make arrays of bool),
// logic, rounding, elementary and special functions. An element's result does not
// depend on where it lies. Each comes in three forms with the same results:
//
//	c := ndarray.Add(a, b)      // a new array
//	ndarray.AddTo(c, a, b)      // into an array that exists
//	c = a.Add(b).MulScalar(2)   // a method, for chains
//
// Methods are there for what NumPy has as operators, ufuncs and methods of arrays;
// whatever else has a function and an out-form. What comes back in a length that
// depends on values, or in several arrays, has no out-form. The constraints of functions
// are checked by the compiler, those of methods (a mean of strings) when they run.
//
// For arrays of more than some hundred elements memory costs more than
// arithmetic: loops that run often should use the To forms. Operands are
// broadcast: shapes are aligned at the right, and axes of length 1 and missing
// ones are repeated. An output may be one of the inputs, or overlap them in any
// way.
//
// [Op] numbers the operations, for what works with any of them: [Call] and [Call2]
// compute where a mask holds, [Reduce], [Accumulate] and [ReduceAt] fold arrays,
// [Outer] takes all pairs, [ApplyAt] counts indices that repeat. [Map] applies a
// function of yours.
//
// # Loops that must be fast
//
// [X] begins an expression, which [Expr.Eval] or [Expr.EvalTo] computes in one pass
// over memory, with the bits of the operations one by one:
//
//	ndarray.X(x).Square().MulScalar(2).Add(ndarray.X(y)).EvalTo(out) // 2*x*x + y
//
// A [Workspace] keeps the memory of intermediate results between the turns of a loop.
//
// # Order
//
// A result of operands that are transposed in the same way has their order in
// memory, and otherwise C order. The shape never depends on it.
//
// # Threads
//
// Operations on at least 65536 elements use the threads that package threadctl
// has to give; smaller ones never do. Results have the same bits for every number
// of threads. An array may be read by several goroutines at once; writing needs
// the care that writing to a slice does.
//
// # Errors
//
// Misuse (shapes that do not fit, an index out of range, a write to a read-only
// view) panics with an *[Error] before anything is written. [Try] turns that
// panic into an error where the input is not the program's own.
//
// # Other packages
//
// Package ndarray/linalg has linear algebra, and ndarray/dyn arrays whose element type is
// known at run time only, with NumPy's promotion. Packages npy, text and jsonarray read and
// write files, npy also by mapping them to memory. Packages gonum, gorgonia and
// imagearray share memory with matrices, tensors and images.
//
// # More
//
// The repository has pages about what NumPy's expressions are in Go (docs/numpy.md), where
// the names of the Python array API are (docs/arrayapi.md), memory, aliasing and threads
// (docs/memory.md), and small programs (docs/examples.md).
package ndarray
