package runtime

import "unsafe"

// Timers and clocks.
//
// A timer embeds struct Timer of runtime/include/timer.h: C keeps the heap of times. The timer goroutine runs the functions of timers
// whose time has come; they are short and never wait.
//
// Timers of channels (time.NewTimer, time.NewTicker) follow Go 1.23: the channel looks unbuffered (len and cap are 0), and after
// Stop or Reset no value from before can be received. The buffer really holds one value; stopping takes it out.

type timer struct {
	when      int64
	pos       uint32
	flags     uint32
	order     uint32
	goroutine uint32
	// Go's part
	period int64
	f      func(arg any, seq uintptr, delta int64)
	arg    any
	seq    uintptr
	c      unsafe.Pointer // the channel of a channel timer
	bubble *synctestBubble
	due    bool // in a bubble: active
}

const timerChan = 1 // flags: only the channel matters, see timer.h

// A timeTimer is time.Timer and time.Ticker with the runtime's part behind.
type timeTimer struct {
	c    unsafe.Pointer
	init bool
	timer
}

// chanTimer is where a channel points to its timer.
const chanTimerOffset = 16

var timerprocStarted bool

// timerproc is the timer goroutine. It runs when a timer is due.
func timerproc() {
	for {
		t := rt_timer_fired()
		if t == nil {
			return
		}
		now := nanotime()
		fire(t, now)
	}
}

// fire runs the function of a timer that was taken out of the heap, after starting the next period.
func fire(t *timer, now int64) {
	delta := max(now-t.when, 0)
	if t.period > 0 {
		next := t.when + t.period*(1+delta/t.period)
		if next < 0 {
			next = 1<<63 - 1
		}
		t.start(next)
	}
	t.f(t.arg, t.seq, delta)
}

func (t *timer) start(when int64) {
	if t.bubble != nil {
		t.bubble.startTimer(t, when)
		return
	}
	if !timerprocStarted {
		timerprocStarted = true
		gosystem(timerproc)
	}
	rt_timer_start(t, when)
}

// stop reports whether the timer was active: its function was still to come, or its value was not received yet.
func (t *timer) stop() bool {
	var active bool
	if t.bubble != nil {
		active = t.bubble.stopTimer(t)
	} else {
		active = rt_timer_stop(t)
	}
	if t.c != nil && t.drain() {
		active = true
	}
	return active
}

var drained [4]uintptr // room for a time.Time that nobody reads

// drain takes a value out of the channel.
func (t *timer) drain() bool {
	return rt_chan_recv_try(t.c, unsafe.Pointer(&drained), false) == chanDone
}

//go:linkname newTimer time.newTimer
func newTimer(when, period int64, f func(arg any, seq uintptr, delta int64), arg any, c unsafe.Pointer) *timeTimer {
	t := new(timeTimer)
	t.f = f
	t.arg = arg
	t.period = period
	t.bubble = getg().bubble
	if c != nil {
		t.timer.c = c
		t.flags = timerChan
		*(**timer)(add(c, chanTimerOffset)) = &t.timer
	}
	t.start(when)
	t.init = true
	return t
}

//go:linkname stopTimer time.stopTimer
func stopTimer(t *timeTimer) bool {
	if t.bubble != nil && t.bubble != getg().bubble {
		fatal("stop of synctest timer from outside bubble")
	}
	return t.stop()
}

//go:linkname resetTimer time.resetTimer
func resetTimer(t *timeTimer, when, period int64) bool {
	if t.bubble != nil && t.bubble != getg().bubble {
		fatal("reset of synctest timer from outside bubble")
	}
	active := t.stop()
	t.period = period
	t.start(when)
	return active
}

//go:linkname timeSleep time.Sleep
func timeSleep(ns int64) {
	if ns <= 0 {
		return
	}
	if b := getg().bubble; b != nil {
		b.sleep(ns)
		return
	}
	when := nanotime() + ns
	if when < 0 {
		when = 1<<63 - 1
	}
	rt_sleep_until(when)
	rt_park(waitSleep)
}

// nanotime is pulled by internal/poll and others.
func nanotime() int64 { return rt_nanotime() }

var walltimeNsec int32 // where C puts the rest

func walltime() (sec int64, nsec int32) {
	sec = rt_walltime(&walltimeNsec)
	return sec, walltimeNsec
}

//go:linkname time_now time.now
func time_now() (sec int64, nsec int32, mono int64) {
	sec, nsec = walltime()
	return sec, nsec, nanotime()
}

//go:linkname time_runtimeNow time.runtimeNow
func time_runtimeNow() (sec int64, nsec int32, mono int64) {
	if b := getg().bubble; b != nil {
		return b.now / 1e9, int32(b.now % 1e9), 0 // a bubble has one clock: times from outside can be compared with it
	}
	return time_now()
}

//go:linkname time_runtimeNano time.runtimeNano
func time_runtimeNano() int64 {
	if b := getg().bubble; b != nil {
		return b.now
	}
	return nanotime()
}

//go:linkname time_runtimeIsBubbled time.runtimeIsBubbled
func time_runtimeIsBubbled() bool { return getg().bubble != nil }

//go:linkname syscall_now syscall.now
func syscall_now() (sec int64, nsec int32) {
	sec, nsec, _ = time_runtimeNow()
	return
}

//go:linkname fips_monoTime crypto/internal/fips140deps/time.monoTime
func fips_monoTime() int64 { return time_runtimeNano() }
