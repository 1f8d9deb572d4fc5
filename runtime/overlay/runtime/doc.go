// Package runtime is the Go side of gocw's runtime: what the language and the standard library expect from a
// package of this name, over the C functions of runtime/abi.def.
//
// It divides the work with the C runtime so: memory, goroutines, channels, semaphores, timers and the host are C
// (they work on raw memory and must not be interrupted); whatever calls user code or handles Go values is Go
// (panics and deferred calls, interfaces, hashing, strings, finalizers, event handlers).
//
// include/gocw/gort.def lists the functions that the compiler calls for language constructs. Hooks for other
// packages are pushed to them with //go:linkname, in files named hooks_*.go.
//
// Rules for code in here: one thread runs, and it changes goroutines only in functions that wait, so plain variables
// need no locks; an element pointer given to a C function must not be expected to be used after a wait; nothing
// that imports package runtime may be imported.
package runtime
