package sync

import _ "unsafe"

// Locks that nobody can wait for; see internal/sync.

//go:linkname lockedTwice internal/sync.lockedTwice
func lockedTwice()

func mutexLockFree(m *Mutex) {
	if !m.TryLock() {
		lockedTwice()
	}
}

func rwmutexLockFree(rw *RWMutex) {
	if !rw.TryLock() {
		lockedTwice()
	}
}

func rwmutexRLockFree(rw *RWMutex) {
	if !rw.TryRLock() {
		lockedTwice()
	}
}
