package runtime

import _ "unsafe"

// What only tests of the standard library pull.

// haveHighResSleep is pulled by time.
var haveHighResSleep = true

// blockevent is pulled by runtime/pprof.
func blockevent(cycles int64, skip int) {}

func blockUntilEmptyFinalizerQueue(timeout int64) bool {
	for end := nanotime() + timeout; gcStat(gcStatQueued) > 0; {
		if nanotime() > end {
			return false
		}
		rt_yield()
	}
	rt_yield() // the one taken out last may still be running
	return true
}

//go:linkname unique_blockUntilEmptyCleanupQueue unique.runtime_blockUntilEmptyCleanupQueue
func unique_blockUntilEmptyCleanupQueue(timeout int64) bool {
	return blockUntilEmptyFinalizerQueue(timeout)
}

//go:linkname sync_test_blockUntilEmptyCleanupQueue sync_test.runtime_blockUntilEmptyCleanupQueue
func sync_test_blockUntilEmptyCleanupQueue(timeout int64) bool {
	return blockUntilEmptyFinalizerQueue(timeout)
}
