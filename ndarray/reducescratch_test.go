package ndarray

import "testing"

// A room that was left for a larger one must not be given back once more by a
// deferred release: two users of the pool would write to the same memory.
func TestScratchGrow(t *testing.T) {
	for range 100 {
		func() {
			s := newScratch[float64](0)
			defer s.release()
			rooms.Put(new([]uint64)) // what grow takes, instead of what it leaves
			s.grow(100)
		}()
		rooms := map[*[]uint64]bool{}
		for range 10 {
			s := borrow[float64](1)
			if rooms[s.room] {
				t.Fatal("the pool has a room twice")
			}
			rooms[s.room] = true
		}
	}
}
