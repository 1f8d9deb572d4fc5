package sync

// Locks that nobody can wait for.
//
// Nothing pre-empts a goroutine, so a mutex can be found locked only if its holder parked while holding it. Where the
// compiler shows that no holder does, it calls this in the place of Lock: the caller then needs no second body. Finding
// the mutex locked all the same means that it will never be unlocked.

func mutexLockFree(m *Mutex) {
	if !m.TryLock() {
		runtime_neverMutex()
	}
}

func runtime_neverMutex()
