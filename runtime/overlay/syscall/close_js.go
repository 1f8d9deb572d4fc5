package syscall

import "syscall/js"

// closeLater is Close that does not wait for the answer. The function Object takes it: it does nothing with what it is given.
func closeLater(fd int) {
	filesMu.Lock()
	delete(files, fd)
	filesMu.Unlock()
	jsFS.Call("close", fd, js.Global().Get("Object"))
}
