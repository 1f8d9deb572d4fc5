package runtime

import "unsafe"

// A g is a goroutine: the first part of struct G in runtime/include/g.h, which says what the fields mean.
type g struct {
	next        *g
	goid        uint64
	fn          func()
	frames      unsafe.Pointer
	defers      *_defer
	panics      *_panic
	labels      unsafe.Pointer
	bubble      *synctestBubble
	coro        *coro
	param       unsafe.Pointer
	deferfn     uint32
	defertoken  uint32
	unwindToken uint32
	state       uint8
	waitReason  waitReason
	flags       uint8
	fips        uint8
	parent      uint64
	goSite      uint32
	ticket      uint32
}

// A waitReason says what a goroutine waits for; the texts are in g.h.
type waitReason uint8

const (
	waitNone waitReason = iota
	waitChanRecv
	waitChanSend
	waitChanRecvNil
	waitChanSendNil
	waitSelect
	waitSelectNoCases
	waitSleep
	waitSemacquire
	waitMutex
	waitRWMutexR
	waitRWMutex
	waitWaitGroup
	waitCond
	waitIO
	waitCoroutine
	waitSynctestRun
	waitSynctestWait
	waitPanic
	waitGC
	waitSynctestRecv
	waitSynctestSend
	waitSynctestSelect
	waitSynctestWaitGroup
)
