package poll

import _ "unsafe"

//go:linkname writeOnce syscall.writeSync
func writeOnce(fd int, p []byte) (int, error)

// waitWritable just tries again: JavaScript can't wait for a pipe that is full.
func waitWritable(fd int) {}
