package runtime

import "unsafe"

// The poller behind internal/poll: descriptors of sockets and pipes, deadlines. C has one Poller for each descriptor, armed when a goroutine
// waits for it; the scheduler looks at the armed ones when nothing is runnable.

// A pollDesc is one open descriptor. The context that internal/poll keeps is its address, as an integer, so the list pollDescs
// has to keep it alive.
type pollDesc struct {
	next, prev *pollDesc
	poller     unsafe.Pointer
	closing    bool
	side       [2]pollSide // reading, writing
}

// A pollSide is the state of one direction.
type pollSide struct {
	timer    timer // the deadline
	deadline bool  // the timer is set
	expired  bool
}

// rt_poll_wake makes the goroutines that wait for either direction look again; the one that has no reason to finds its operation not
// ready and waits again.

const (
	pollOK          = 0
	pollErrClosing  = 1
	pollErrTimeout  = 2
	pollErrNotFile  = 3
	pollReading     = 0
	pollWriting     = 1
	wasiErrnoBadf   = 8
	wasiErrnoNotSup = 58
)

var pollDescs *pollDesc

func pollOf(ctx uintptr) *pollDesc { return (*pollDesc)(unsafe.Pointer(ctx)) }

// sides calls f for the directions in mode: 'r', 'w' or their sum.
func (pd *pollDesc) sides(mode int, f func(s *pollSide)) {
	if mode == 'r' || mode == 'r'+'w' {
		f(&pd.side[pollReading])
	}
	if mode == 'w' || mode == 'r'+'w' {
		f(&pd.side[pollWriting])
	}
}

func (pd *pollDesc) sideOf(mode int) *pollSide {
	if mode == 'w' {
		return &pd.side[pollWriting]
	}
	return &pd.side[pollReading]
}

func (pd *pollDesc) check(s *pollSide) int {
	switch {
	case pd.closing:
		return pollErrClosing
	case s.expired:
		return pollErrTimeout
	}
	return pollOK
}

//go:linkname poll_runtime_pollServerInit internal/poll.runtime_pollServerInit
func poll_runtime_pollServerInit() {}

//go:linkname poll_runtime_isPollServerDescriptor internal/poll.runtime_isPollServerDescriptor
func poll_runtime_isPollServerDescriptor(fd uintptr) bool { return false }

//go:linkname poll_runtime_pollOpen internal/poll.runtime_pollOpen
func poll_runtime_pollOpen(fd uintptr) (uintptr, int) {
	p := rt_poll_add(int32(fd))
	if p == nil {
		return 0, wasiErrnoNotSup
	}
	pd := &pollDesc{poller: p, next: pollDescs}
	if pollDescs != nil {
		pollDescs.prev = pd
	}
	pollDescs = pd
	return uintptr(unsafe.Pointer(pd)), 0
}

//go:linkname poll_runtime_pollClose internal/poll.runtime_pollClose
func poll_runtime_pollClose(ctx uintptr) {
	pd := pollOf(ctx)
	rt_poll_del(pd.poller)
	if pd.prev != nil {
		pd.prev.next = pd.next
	} else {
		pollDescs = pd.next
	}
	if pd.next != nil {
		pd.next.prev = pd.prev
	}
}

//go:linkname poll_runtime_pollReset internal/poll.runtime_pollReset
func poll_runtime_pollReset(ctx uintptr, mode int) int {
	pd := pollOf(ctx)
	return pd.check(pd.sideOf(mode))
}

//go:linkname poll_runtime_pollWait internal/poll.runtime_pollWait
func poll_runtime_pollWait(ctx uintptr, mode int) int {
	pd := pollOf(ctx)
	s := pd.sideOf(mode)
	if r := pd.check(s); r != pollOK {
		return r
	}
	rt_poll_arm(pd.poller, int32(mode))
	rt_park(waitIO)
	return pd.check(s)
}

//go:linkname poll_runtime_pollWaitCanceled internal/poll.runtime_pollWaitCanceled
func poll_runtime_pollWaitCanceled(ctx uintptr, mode int) {}

//go:linkname poll_runtime_pollSetDeadline internal/poll.runtime_pollSetDeadline
func poll_runtime_pollSetDeadline(ctx uintptr, d int64, mode int) {
	pd := pollOf(ctx)
	if pd.closing {
		return
	}
	var when int64
	if d > 0 {
		when = nanotime() + d
		if when < 0 {
			when = 1<<63 - 1
		}
	}
	pd.sides(mode, func(s *pollSide) {
		if s.deadline {
			s.timer.stop()
			s.deadline = false
		}
		s.expired = d < 0
		if d > 0 {
			s.timer.f = func(any, uintptr, int64) {
				s.deadline = false
				s.expired = true
				rt_poll_wake(pd.poller)
			}
			s.deadline = true
			s.timer.start(when)
		}
		if s.expired {
			rt_poll_wake(pd.poller)
		}
	})
}

//go:linkname poll_runtime_pollUnblock internal/poll.runtime_pollUnblock
func poll_runtime_pollUnblock(ctx uintptr) {
	pd := pollOf(ctx)
	pd.closing = true
	pd.stopDeadlines()
	rt_poll_wake(pd.poller)
}

//gocw:with internal/poll.runtime_pollSetDeadline
func (pd *pollDesc) stopDeadlines() {
	pd.sides('r'+'w', func(s *pollSide) {
		if s.deadline {
			s.timer.stop()
			s.deadline = false
		}
	})
}

//gocw:c rt_poll_add
func rt_poll_add(fd int32) unsafe.Pointer

//gocw:c rt_poll_del
func rt_poll_del(p unsafe.Pointer)

//gocw:c rt_poll_arm
func rt_poll_arm(p unsafe.Pointer, mode int32)

//gocw:c rt_poll_wake
func rt_poll_wake(p unsafe.Pointer)
