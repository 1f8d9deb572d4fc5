package os

import (
	"internal/poll"
	"runtime"
	"syscall"
)

// newFileFor makes a File of a descriptor. What may have to be waited for is put into non-blocking mode and polled, unless
// it cannot be.
//
//gocw:replaces newFileFor os.newFile
func newFileFor(fd int, name string, kind newFileKind, nonBlocking bool) *File {
	f := &file{name: name, stdoutOrErr: fd == syscall.Stdout || fd == syscall.Stderr}
	f.pfd = poll.FD{Sysfd: fd, IsStream: true, ZeroReadIsEOF: true}
	made := false // non-blocking by us
	if !nonBlocking && (kind == kindOpenFile || kind == kindPipe || kind == kindSock) {
		made = syscall.SetNonblock(fd, true) == nil
	}
	err := f.pfd.Init("file", nonBlocking || made)
	if err != nil && made && syscall.SetNonblock(fd, false) == nil {
		made = false
	}
	f.nonblock = made || nonBlocking && kind == kindSock
	runtime.SetFinalizer(f, closeGarbage)
	return &File{f}
}

// closeGarbage closes the descriptor of a file that nobody refers to any more: there is nobody to wait for, and nobody to
// tell about errors. So it never suspends, which close, the stock finalizer, may, in every program that prints.
func closeGarbage(f *file) { f.pfd.CloseGarbage() }
