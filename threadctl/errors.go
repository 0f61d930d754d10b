package threadctl

import (
	"fmt"
	"runtime/debug"
)

// An ArgumentError is the panic value for misuse: a nil context, a nil function, a grain or a limit below one, more
// chunks than Reduce takes. It is raised before any work starts.
type ArgumentError struct {
	Func string // the function of this package that was called
	Msg  string // what is wrong
}

func (e *ArgumentError) Error() string { return "threadctl." + e.Func + ": " + e.Msg }

// A PanicError carries a panic out of a body to the goroutine that called For, ForWorker or Reduce, where it is
// raised again once every participant has left the region. It looks the same whichever thread the body ran on.
// If several bodies panic, the first one is kept.
type PanicError struct {
	Value any    // what the body panicked with
	Stack []byte // the stack of the body at that moment, as debug.Stack formats it
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("panic in a parallel region: %v\n\n%s", e.Value, e.Stack)
}

// Unwrap returns Value if it is an error, so that errors.Is and errors.As see through.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// newPanicError must be called while the panic unwinds, so that the stack still shows its origin.
// What a nested region raised is passed on as it is.
func newPanicError(v any) *PanicError {
	if e, ok := v.(*PanicError); ok {
		return e
	}
	return &PanicError{Value: v, Stack: debug.Stack()}
}

// rethrow is deferred around a body that runs without a region.
func rethrow() {
	if v := recover(); v != nil {
		panic(newPanicError(v))
	}
}
