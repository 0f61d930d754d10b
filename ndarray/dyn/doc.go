// Package dyn is for arrays whose element type is known at run time only: those of
// files, of JSON, and of tools. An [Array] holds an array of package ndarray; [Of] and
// [To] lead from one to the other without copying.
//
// # Promotion
//
// Functions here take operands of any types and work in the type that NumPy would
// take: [Add] of int8 and uint8 is of int16, of int64 and uint64 of float64, [Div] of
// integers is of float64. Operands are
//
//   - an Array, or an ndarray.Array of numbers, bools or strings, named types apart,
//   - a number or bool of any Go type, or a string.
//
// An int, a float64 and a complex128, which is what constants are, give way to arrays, as
// Python's numbers do: Add(a, 1) has the type of a, Add(a, 1.5) too if a is inexact,
// and else float64. An integer beyond the range of a's type panics with
// ErrOverflow, other than in comparisons, which are exact. [Scalar] makes a number
// that counts with its type. [ResultType] tells what comes out.
//
// Where NumPy works in float16, for functions of bools and integers of 8 bits such as
// [Sqrt], this package works in float32.
//
// # Errors
//
// Misuse, such as operands without a common type, shapes that do not fit, a function that
// does not exist for a type, panics with an *[ndarray.Error] as in package ndarray;
// ndarray.Try turns it into an error. [To] and [Parse], which are about data, return
// errors.
package dyn
