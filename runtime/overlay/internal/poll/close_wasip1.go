package poll

func (fd *FD) forget() { fd.SysFile.destroy(fd.Sysfd) }
