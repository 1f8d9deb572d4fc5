package syscall

import "syscall/js"

// writeSync is Write by way of fs.writeSync, which does not wait for an event; internal/poll uses it for files.
func writeSync(fd int, b []byte) (n int, err error) {
	f, err := fdToFile(fd)
	if err != nil {
		return 0, err
	}
	at := js.Null()
	if f.seeked {
		at = js.ValueOf(f.pos)
	}
	buf := uint8Array.New(len(b))
	js.CopyBytesToJS(buf, b)
	n, err = callWriteSync(fd, buf, len(b), at)
	f.pos += int64(n)
	return n, err
}

func callWriteSync(fd int, buf js.Value, size int, at js.Value) (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			thrown, ok := r.(js.Error)
			if !ok {
				panic(r)
			}
			err = mapJSError(thrown.Value)
		}
	}()
	return jsFS.Call("writeSync", fd, buf, 0, size, at).Int(), nil
}
