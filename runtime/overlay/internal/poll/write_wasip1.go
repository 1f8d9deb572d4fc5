package poll

import (
	"io"
	"syscall"
	"unsafe"
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
		n, err := syscall.Write(fd.Sysfd, p[done:])
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

// A subscription to poll_oneoff for one descriptor to become writable.
type writeSubscription struct {
	userdata uint64
	tag      uint8
	fd       uint32
	_        [24]byte
}

const eventFdWrite = 2

//go:wasmimport wasi_snapshot_preview1 poll_oneoff
//go:noescape
func pollOneoff(in, out unsafe.Pointer, n uint32, nevents unsafe.Pointer) uint32

// waitWritable stops the program until the descriptor, which is in non-blocking mode, takes bytes again.
func waitWritable(fd int) {
	in := writeSubscription{tag: eventFdWrite, fd: uint32(fd)}
	var out [32]byte
	var nevents uint32
	pollOneoff(unsafe.Pointer(&in), unsafe.Pointer(&out), 1, unsafe.Pointer(&nevents))
}
