package kernels

// PageSet is pageSet.
type PageSet = pageSet

// Add is add.
func (s *pageSet) Add(from, to uintptr) (lo, hi uintptr) { return s.add(from, to) }
