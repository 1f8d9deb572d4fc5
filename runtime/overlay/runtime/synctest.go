package runtime

import "unsafe"

// Bubbles of testing/synctest: goroutines with a clock of their own that advances when all of them wait for one another.
//
// The goroutine that started the bubble (its root) watches: it yields until nothing else in the bubble can run, then wakes the
// goroutine in Wait, or moves the clock to the next timer. Whether a goroutine waits "durably", for something that only the
// bubble can bring, is taken from its wait reason.

const synctestEpoch = 946684800000000000 // 2000-01-01 00:00:00 UTC

type synctestBubble struct {
	id     uint64
	now    int64
	all    []bubbled
	waiter *g       // in Wait
	timers []*timer // not sorted: few
	refs   int      // acquired by work outside
	done   bool     // main's function has returned
}

// A bubbled is a member. Gs are used again, so the id tells whether this one still runs.
type bubbled struct {
	gp   *g
	goid uint64
}

var synctestIDs uint64

func (b *synctestBubble) add(gp *g) {
	gp.bubble = b
	b.all = append(b.all, bubbled{gp, gp.goid})
}

// members drops those that have ended.
func (b *synctestBubble) members() []bubbled {
	live := b.all[:0]
	for _, m := range b.all {
		if m.gp.goid == m.goid && m.gp.state != gFree {
			live = append(live, m)
		}
	}
	clear(b.all[len(live):])
	b.all = live
	return live
}

const (
	gFree    = 0
	gWaiting = 3
)

func durable(r waitReason) bool {
	switch r {
	case waitChanRecvNil, waitChanSendNil, waitSelectNoCases, waitSleep,
		waitSynctestWaitGroup, waitCond, waitCoroutine, waitSynctestRun, waitSynctestWait,
		waitSynctestRecv, waitSynctestSend, waitSynctestSelect:
		return true
	}
	return false
}

// idle reports whether all members wait durably, and running whether one of them can run.
func (b *synctestBubble) idle() (idle, running bool) {
	idle = b.refs == 0
	for _, m := range b.members() {
		if m.gp.state != gWaiting {
			return false, true
		}
		if !durable(m.gp.waitReason) {
			idle = false
		}
	}
	return idle, false
}

//go:linkname synctestRun internal/synctest.Run
func synctestRun(f func()) {
	gp := getg()
	if gp.bubble != nil {
		panic("synctest.Run called from within a synctest bubble")
	}
	synctestIDs++
	b := &synctestBubble{id: synctestIDs, now: synctestEpoch}
	gp.bubble = b
	defer b.end(gp)
	newproc(func() {
		defer func() { b.done = true }()
		f()
	})
	for {
		rt_yield()
		idle, running := b.idle()
		switch {
		case running:
		case !idle:
			// Somebody waits for the world outside: let it happen.
			rt_sleep_until(nanotime() + 1e6)
			rt_park(waitSleep)
		case b.waiter != nil:
			w := b.waiter
			b.waiter = nil
			rt_ready(w)
		case b.done || !b.advance(): // time stops when the first goroutine has ended
			if len(b.members()) > 0 {
				reason := "deadlock: all goroutines in bubble are blocked"
				if b.done {
					reason = "deadlock: main bubble goroutine has exited but blocked goroutines remain"
				}
				panic(synctestDeadlockError{reason})
			}
			return
		}
	}
}

type synctestDeadlockError struct{ text string }

func (e synctestDeadlockError) Error() string { return e.text }

// advance moves the clock to the first timer and fires all that are due then, in any order.
func (b *synctestBubble) advance() bool {
	if len(b.timers) == 0 {
		return false
	}
	next := b.timers[0].when
	for _, t := range b.timers {
		next = min(next, t.when)
	}
	b.now = max(b.now, next)
	var due []*timer
	for _, t := range b.timers {
		if t.when <= b.now {
			due = append(due, t)
			last, at := len(due)-1, randn(uint32(len(due)))
			due[last], due[at] = due[at], due[last]
		}
	}
	for _, t := range due {
		if t.due { // none of the others stopped it
			b.stopTimer(t)
			fire(t, b.now)
		}
	}
	return true
}

func (b *synctestBubble) startTimer(t *timer, when int64) {
	b.stopTimer(t)
	t.when = when
	if when <= b.now {
		fire(t, b.now)
		return
	}
	t.due = true
	b.timers = append(b.timers, t)
}

func (b *synctestBubble) stopTimer(t *timer) bool {
	if !t.due {
		return false
	}
	t.due = false
	for i := range b.timers {
		if b.timers[i] == t {
			b.timers = append(b.timers[:i], b.timers[i+1:]...)
			break
		}
	}
	return true
}

func (b *synctestBubble) sleep(ns int64) {
	gp := getg()
	t := &timer{bubble: b, f: func(any, uintptr, int64) { rt_ready(gp) }}
	t.start(b.now + ns)
	rt_park(waitSleep)
}

//go:linkname synctestWait internal/synctest.Wait
func synctestWait() {
	gp := getg()
	b := gp.bubble
	if b == nil {
		panic("goroutine is not in a bubble")
	}
	if b.waiter != nil {
		panic("wait already in progress")
	}
	b.waiter = gp
	rt_park(waitSynctestWait)
}

//go:linkname synctest_IsInBubble internal/synctest.IsInBubble
func synctest_IsInBubble() bool { return getg().bubble != nil }

//go:linkname synctest_acquire internal/synctest.acquire
func synctest_acquire() any {
	b := getg().bubble
	if b == nil {
		return nil
	}
	b.refs++
	return b
}

//go:linkname synctest_release internal/synctest.release
func synctest_release(v any) { v.(*synctestBubble).refs-- }

//go:linkname synctest_inBubble internal/synctest.inBubble
func synctest_inBubble(v any, f func()) {
	gp := getg()
	if gp.bubble != nil {
		panic("goroutine is already bubbled")
	}
	gp.bubble = v.(*synctestBubble)
	defer func() { gp.bubble = nil }()
	f()
}

func (b *synctestBubble) end(gp *g) {
	gp.bubble = nil
	for p, owner := range synctestOwner {
		if owner == b.id {
			delete(synctestOwner, p)
		}
	}
}

// Objects that belong to a running bubble, by address: WaitGroups and the like.
var synctestOwner map[uintptr]uint64

//go:linkname synctest_associate internal/synctest.associate
func synctest_associate(p unsafe.Pointer) int {
	owner := synctestOwner[uintptr(p)]
	b := getg().bubble
	switch {
	case b == nil:
		return 0
	case owner == 0:
		if synctestOwner == nil {
			synctestOwner = make(map[uintptr]uint64)
		}
		synctestOwner[uintptr(p)] = b.id
		return 1
	case owner == b.id:
		return 1
	}
	return 2
}

//go:linkname synctest_disassociate internal/synctest.disassociate
func synctest_disassociate(p unsafe.Pointer) { delete(synctestOwner, uintptr(p)) }

//go:linkname synctest_isAssociated internal/synctest.isAssociated
func synctest_isAssociated(p unsafe.Pointer) bool {
	_, ok := synctestOwner[uintptr(p)]
	return ok
}
