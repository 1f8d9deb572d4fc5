package poll

import _ "unsafe"

//go:linkname closeLater syscall.closeLater
func closeLater(fd int)

func (fd *FD) forget() { closeLater(fd.Sysfd) }
