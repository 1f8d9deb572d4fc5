package poll

import (
	"io"
	"syscall"
)

// Writes that never wait for another goroutine.
//
// A write to a file or to standard output ends by itself. With the stock path, which may park the goroutine in the
// descriptor's lock or in the poller, every function that prints would need a second body. Sockets keep the stock path.

// WriteFile writes all of p. It takes no lock: no other goroutine runs meanwhile.
func (fd *FD) WriteFile(p []byte) (int, error) {
	if !fd.fdmu.incref() {
		return 0, errClosing(fd.isFile)
	}
	n, err := fd.writeAll(p)
	fd.fdmu.decref()
	return n, err
}

func (fd *FD) writeAll(p []byte) (done int, err error) {
	for done < len(p) {
		n, err := writeOnce(fd.Sysfd, p[done:])
		switch {
		case n > 0:
			done += n
		case err == syscall.EINTR:
		case err == syscall.EAGAIN:
			waitWritable(fd.Sysfd)
		case err != nil:
			return done, err
		default:
			return done, io.ErrUnexpectedEOF
		}
	}
	return done, nil
}
