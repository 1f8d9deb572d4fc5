package sync

// Locks that nobody can wait for; see internal/sync.

func mutexLockFree(m *Mutex) {
	if !m.TryLock() {
		runtime_neverMutex()
	}
}

func rwmutexLockFree(rw *RWMutex) {
	if rw.TryLock() {
		return
	}
	if !rw.w.TryLock() {
		runtime_neverMutex()
	}
	rw.readerCount.Add(-rwmutexMaxReaders) // a writer that waits for readers keeps further ones out
	runtime_neverRWMutex()
}

func rwmutexRLockFree(rw *RWMutex) {
	if !rw.TryRLock() {
		runtime_neverRWMutexR()
	}
}

func runtime_neverMutex()
func runtime_neverRWMutex()
func runtime_neverRWMutexR()
