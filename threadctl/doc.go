// Package threadctl shares the processors of the machine among all parallel loops of a process, so that they compose: a
// loop that runs inside another, or beside it, takes the threads that are left and never adds threads of its own.
//
// # The budget
//
// A process has one budget of threads (Budget). A parallel region, which is a call of For, ForWorker or Reduce, is
// worked on by the goroutine that makes the call and by helpers: goroutines of this package, one less than the budget,
// which are started when first needed and kept. A region leases idle helpers while it has chunks left to start. Where
// none is idle, it simply runs on its caller. There are no queues, nobody waits for a thread, and a waiting goroutine
// never takes up foreign work, so nesting to any depth cannot deadlock, also under locks.
//
// The calling goroutine is not taken from the budget: it runs anyway. So regions that start from one goroutine, however
// they nest, use at most Budget() threads, and k goroutines that start regions independently of each other k + Budget()
// - 1 goroutines, which the runtime spreads over GOMAXPROCS threads.
//
// Threads that are not this package's, those of a native library above all, come out of the same budget by a Lease: who
// starts them leases what is idle, uses no more, and gives it back.
//
// WithLimit attaches a cap to a context, for one part of a program: all regions under that context share it.
//
// # The rules for a body
//
//   - A chunk should take 20 us to 100 us. The caller of For says by grain how much that is.
//   - Bodies of one region must not wait for one another; they may run one after the other on one thread.
//   - A body that leaves its goroutine locked to a thread, or labelled, changes a helper for good.
//   - In a testing/synctest bubble, helpers are outside: use WithLimit(ctx, 1) if bodies or their context depend on the
//     bubble.
//
// # Costs
//
// Measured on two cores of a virtual machine; the bodies are empty:
//
//	region of one chunk                   10-15 ns
//	region of 8 chunks, no helper idle  200-280 ns
//	region of 8 chunks, helper awake     440-490 ns
//	waking a parked helper                  7-9 us for who wakes it; it starts after 25 us
//
// For and ForWorker allocate nothing, apart from the closure that a caller makes of its body. Helpers stay awake for
// 50 us after a region, at most two of them, and only while the budget does not exceed GOMAXPROCS. An idle process
// runs nothing.
package threadctl
