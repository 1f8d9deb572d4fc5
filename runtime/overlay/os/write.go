package os

import "runtime"

// fileWrite takes the path that never waits for another goroutine; see internal/poll.
//
//gocw:replaces fileWrite os.(*File).write
func fileWrite(f *File, b []byte) (n int, err error) {
	n, err = f.pfd.WriteFile(b)
	runtime.KeepAlive(f)
	return n, err
}
