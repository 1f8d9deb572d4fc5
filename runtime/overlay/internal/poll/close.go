package poll

// CloseGarbage closes a descriptor that nobody refers to any more: no operation on it is in progress, and none will be. Unlike
// Close it never waits for another goroutine.
func (fd *FD) CloseGarbage() {
	if fd.fdmu.increfAndClose() {
		fd.pd.close()
		fd.forget()
	}
}
