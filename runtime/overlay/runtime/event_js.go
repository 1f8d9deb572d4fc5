package runtime

import _ "unsafe"

// Events from JavaScript. The helper calls the export resume; the C runtime then runs handleEvent on a goroutine of its own and
// goes on until nothing is runnable. Calls nest when a handler calls JavaScript that calls Go.

var eventHandler func() bool

//go:linkname setEventHandler syscall/js.setEventHandler
func setEventHandler(f func() bool) {
	eventHandler = f
}

// handleEvent lets syscall/js take the pending event. If there is none, a timeout that the runtime had asked for has
// passed, which the C runtime sees by its clock.
func handleEvent() {
	if eventHandler != nil {
		eventHandler()
	}
}
