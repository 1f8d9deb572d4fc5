package poll

// Closing without waiting for other goroutines.

// closeFD marks the descriptor as closed and wakes those who wait in reads and writes; the last of them closes it. The stock method
// waits until that has happened, which only the host could notice, and with it everything that closes a file or a connection.
//
//gocw:replaces closeFD internal/poll.(*FD).Close
func closeFD(fd *FD) error {
	if !fd.fdmu.increfAndClose() {
		return errClosing(fd.isFile)
	}
	fd.pd.evict()
	return fd.decref()
}

// CloseGarbage closes a descriptor that nobody refers to any more: no operation on it is in progress, and none will be.
func (fd *FD) CloseGarbage() {
	if fd.fdmu.increfAndClose() {
		fd.pd.close()
		fd.forget()
	}
}
