package runtime

import (
	"internal/runtime/math"
	"unsafe"
)

// Channels. The C runtime keeps the queues; an operation tries, waits if it was queued, and finishes. The compiler
// emits these steps itself for receive and select, see gort.def.

const (
	chanWait   = 0
	chanDone   = 1
	chanClosed = 2
)

func makechan(t *chantype, size int) unsafe.Pointer {
	bytes, overflow := math.MulUintptr(t.Elem.Size_, uintptr(size))
	if size < 0 || overflow || bytes > maxAlloc {
		panic(plainError("makechan: size out of range"))
	}
	return rt_chan_make(t, size)
}

// chansend1 may be given an element on the stack: it has been copied when the goroutine waits.
func chansend1(c, elem unsafe.Pointer) {
	st := rt_chan_send_try(c, elem, true)
	if st == chanWait {
		rt_park(waitChanSend)
		st = rt_chan_send_finish()
	}
	if st == chanClosed {
		panic(plainError("send on closed channel"))
	}
}

func chansendnb(c, elem unsafe.Pointer) bool {
	st := rt_chan_send_try(c, elem, false)
	if st == chanClosed {
		panic(plainError("send on closed channel"))
	}
	return st == chanDone
}

// chanrecvheap receives into memory that is not on the stack.
func chanrecvheap(c, elem unsafe.Pointer) (ok bool) {
	st := rt_chan_recv_try(c, elem, true)
	if st == chanWait {
		rt_park(waitChanRecv)
		st = rt_chan_recv_finish(elem)
	}
	return st == chanDone
}

func closechan(c unsafe.Pointer) {
	if c == nil {
		panic(plainError("close of nil channel"))
	}
	if rt_chan_close(c) != 0 {
		panic(plainError("close of closed channel"))
	}
}

func selectblock() {
	for {
		rt_park(waitSelectNoCases)
	}
}

// A selectCase is struct SelectCase of runtime/include/chan.h.
type selectCase struct {
	c    unsafe.Pointer
	elem unsafe.Pointer
	dir  uint32
	_    uint32
}

const (
	selectSend    = 1
	selectRecv    = 2
	selectDefault = 3 // reflect's number; never in a selectCase
)

// selectheap is select with cases and received elements in the heap. i is -1 if block is false and none is ready.
func selectheap(cases []selectCase, block bool) (i int, ok bool) {
	i = rt_select_try(unsafe.Pointer(unsafe.SliceData(cases)), len(cases), block)
	if i < 0 {
		if !block {
			return -1, false
		}
		rt_park(waitSelect)
		i = rt_select_finish()
	}
	if cases[i].dir == selectSend {
		if rt_select_ok(nil) == chanClosed {
			panic(plainError("send on closed channel"))
		}
		return i, false
	}
	return i, rt_select_ok(cases[i].elem) == chanDone
}
