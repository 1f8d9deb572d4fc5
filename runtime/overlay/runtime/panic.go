package runtime

import (
	"unsafe"
)

// Panics, deferred calls, recover and Goexit.
//
// An activation of a function that defers has a token. Tokens are the depths of such activations on the goroutine's
// stack: greater means further up. The deferred calls of a goroutine form one list, greatest token first.
//
// A panic runs deferred calls on top of the stack that panicked. Only when one of them recovered it is the stack
// unwound, down to the activation that deferred the call; what lies above it, other panics included, is gone then.
// A panic remembers the token that was the last one when it started, so it lies above an activation T exactly if its
// token is not less than T.

type _defer struct {
	link  *_defer
	fn    func()
	token uint32
}

type _panic struct {
	arg        any
	link       *_panic // the panic during which this one started
	token      uint32  // the goroutine's last token then
	recovered  bool
	repanicked bool // for the report: the next one has the same value
	goexit     bool // not a panic but a Goexit
}

// unusedDefers holds records that were run by deferreturn. Those of panics are left to the collector.
var unusedDefers *_defer

// defertoken gives the activation that calls it a token of its own. It stands where nothing may fail, so it is not inlined.
//
//go:noinline
func defertoken() uint32 {
	gp := getg()
	gp.defertoken++
	return gp.defertoken
}

// deferproc adds a deferred call. Normally that is the innermost one; the body of a range-over-func loop defers for
// the function around it, while the iterator's own deferred calls lie above.
func deferproc(fn func(), token uint32) {
	d := unusedDefers
	if d == nil {
		d = new(_defer)
	} else {
		unusedDefers = d.link
	}
	d.fn = fn
	d.token = token
	at := &getg().defers
	for *at != nil && (*at).token > token {
		at = &(*at).link
	}
	d.link = *at
	*at = d
}

func deferreturn(token uint32) {
	gp := getg()
	mark := gp.deferfn // of a deferred call that leads here; a method value of reflect needs it yet
	for {
		d := gp.defers
		if d == nil || d.token != token {
			break
		}
		gp.defers = d.link
		gp.deferfn = 0
		d.fn()
		gp.deferfn = mark
		d.fn = nil
		d.link = unusedDefers
		unusedDefers = d
	}
	gp.defertoken = token - 1
}

func deferlanded(token uint32) {
	getg().defertoken = token
}

//gocw:noreturn
func gopanic(v any) {
	if v == nil {
		if allowsPanicnil() {
			godebugNonDefault("panicnil")
		} else {
			v = new(PanicNilError)
		}
	}
	gp := getg()
	p := &_panic{arg: v, link: gp.panics, token: gp.defertoken}
	gp.panics = p
	for gp.defers != nil {
		d := gp.defers
		gp.defers = d.link
		gp.deferfn = funcCode(d.fn)
		d.fn()
		gp.deferfn = 0
		if p.recovered {
			recovery(gp, p, d.token)
			return
		}
	}
	die(p)
}

// funcCode is the code pointer of a func value, 0 of nil.
func funcCode(fn func()) uint32 {
	p := *(*unsafe.Pointer)(unsafe.Pointer(&fn))
	if p == nil {
		return 0
	}
	return *(*uint32)(p)
}

func gorecover(ok bool) any {
	if !ok {
		return nil
	}
	p := getg().panics
	if p == nil || p.goexit || p.recovered {
		return nil
	}
	p.recovered = true
	return p.arg
}

// recovery ends panic p, which was recovered by a call that the activation token had deferred.
func recovery(gp *g, p *_panic, token uint32) {
	exiting := false
	q := p.link
	for q != nil && q.token >= token {
		exiting = exiting || q.goexit
		q = q.link
	}
	gp.panics = q
	if exiting {
		// A Goexit was running deferred calls, one of them panicked: the panic is over, the Goexit is not.
		Goexit()
		return
	}
	rt_unwind(token)
}

// Goexit ends the goroutine that calls it, after running all its deferred calls. No other goroutine is affected.
// A recover in those calls returns nil, since this is no panic.
//
// Called by the main goroutine it ends that goroutine without main returning: the others go on, and when all of
// them have ended the program crashes.
//
//gocw:noreturn
func Goexit() {
	gp := getg()
	gp.panics = &_panic{goexit: true, link: gp.panics, token: gp.defertoken}
	for gp.defers != nil {
		d := gp.defers
		gp.defers = d.link
		gp.deferfn = 0
		d.fn()
	}
	gp.panics = nil
	rt_unwind(0)
}

// preparePanics calls the Error and String methods of values that are going to be printed.
func preparePanics(p *_panic) {
	defer func() {
		const text = "panic while printing panic value"
		r := recover()
		if r == nil {
			return
		}
		if s, ok := r.(string); ok {
			throw(text + ": " + s)
		}
		throw(text + ": type " + typeString(efaceOf(&r).typ))
	}()
	for ; p != nil; p = p.link {
		if sameAsNext(p) {
			continue
		}
		switch v := p.arg.(type) {
		case error:
			p.arg = v.Error()
		case stringer:
			p.arg = v.String()
		}
	}
}

// sameAsNext marks the panic below p if p is about the very same value: one line is printed for both.
func sameAsNext(p *_panic) bool {
	if p.link == nil || *efaceOf(&p.link.arg) != *efaceOf(&p.arg) {
		return false
	}
	p.link.repanicked = true
	return true
}

func printpanics(p *_panic) {
	if p.link != nil {
		printpanics(p.link)
		if p.link.repanicked {
			return
		}
		if !p.link.goexit {
			printstring("\t")
		}
	}
	if p.goexit {
		return
	}
	printstring("panic: ")
	printpanicval(p.arg)
	if p.recovered {
		if p.repanicked {
			printstring(" [recovered, repanicked]")
		} else {
			printstring(" [recovered]")
		}
	}
	printnl()
}

// die ends the program for a panic that nobody recovered.
//
//gocw:noreturn
func die(p *_panic) {
	fault := false
	for q := p; q != nil; q = q.link {
		if e, ok := q.arg.(errorString); ok && e == memoryError {
			fault = true
		}
	}
	preparePanics(p)
	printlock()
	printpanics(p)
	if fault {
		// What the port prints for the signal that this would be elsewhere.
		printstring("[signal 0xb code=0x0 addr=0x0 pc=0x0]\n")
	}
	printunlock()
	rt_trace_die(2)
}

// throw ends the program: the runtime found itself, or memory, in a state that must not be.
//
//gocw:noreturn
func throw(s string) {
	printlock()
	printstring("fatal error: ")
	printindented(s)
	printnl()
	printunlock()
	rt_trace_die(2)
}

// fatal ends the program for a mistake of the program that can't be a panic. Panics in progress are shown first.
//
//gocw:noreturn
func fatal(s string) {
	printlock()
	if p := getg().panics; p != nil {
		for q := p; q != nil; q = q.link {
			sameAsNext(q)
		}
		printpanics(p)
		printstring("\t")
	}
	printstring("fatal error: ")
	printindented(s)
	printnl()
	printunlock()
	rt_trace_die(2)
}

// recovering tells a function that calls recover, on entry, whether a panic has just run it as a deferred call. code is
// its own code pointer. Not inlined, as defertoken.
//
//go:noinline
func recovering(code uint32) bool {
	gp := getg()
	if gp.deferfn != code {
		return false
	}
	gp.deferfn = 0
	return true
}

// deferMethodValue is what a method value of reflect passes the mark to: only reflectcall will know the method's code.
const deferMethodValue = 1<<32 - 1

// recoverpass is called on entry of a wrapper that the compiler put before a function.
func recoverpass(code, target uint32) {
	if gp := getg(); gp.deferfn == code {
		gp.deferfn = target
	}
}
