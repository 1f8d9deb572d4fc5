package poll

import (
	"syscall"
	"unsafe"
)

func writeOnce(fd int, p []byte) (int, error) { return syscall.Write(fd, p) }

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
