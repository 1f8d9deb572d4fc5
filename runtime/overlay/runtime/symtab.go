package runtime

import "unsafe"

// Call sites and functions as program counters.
//
// There are no addresses of code in WebAssembly. A call site is shown to the program as a PC beyond all others, made from its number; a
// return address is one past the middle of its range, so that pc and pc-1 mean the same site. The code pointers of func
// values are table indices, which are small.

type siteInfo struct {
	line      int
	startLine int
	code      uint32
	parent    uint32 // the site where the function was inlined, or 0
	flags     uint32
	fn        uint32 // number of the function
}

// Texts that the table has of a function.
const (
	symName = iota
	symFile
)

func symText(fn uint32, which int32) string {
	n := rt_sym_text(fn, which, nil, 0)
	if n == 0 {
		return ""
	}
	buf := make([]byte, n)
	rt_sym_text(fn, which, &buf[0], n)
	return unsafe.String(&buf[0], n)
}

const sitePCBase = 1 << 32

func sitePC(site uint32) uintptr { return sitePCBase + uintptr(site)<<4 + 8 }

func pcSite(pc uintptr) (site uint32, ok bool) {
	return uint32((pc - sitePCBase) >> 4), pc >= sitePCBase
}

// pcInfo describes what pc stands for.
func pcInfo(pc uintptr) (info *siteInfo, ok bool) {
	info = new(siteInfo)
	if site, isSite := pcSite(pc); isSite {
		return info, rt_sym_site(site, info)
	}
	return info, rt_sym_func(uint32(pc), info)
}

// callers stores the calls in progress, innermost first, leaving out skip of them. The first one is the call of
// callers itself, which does not count. What C knows are the calls of real functions; each stands for a chain of calls
// that were inlined into one another.
//
//go:noinline
func callers(skip int, pcs []uintptr) int {
	n := 0
	var info siteInfo
	var sites [32]uint32
	for done := 0; n < len(pcs); done += len(sites) {
		k := rt_callers(done, unsafe.Pointer(&sites), len(sites))
		for _, site := range sites[:k] {
			for site != 0 && n < len(pcs) && rt_sym_site(site, &info) {
				if info.flags&funcHidden == 0 {
					if skip > 0 {
						skip--
					} else {
						pcs[n] = sitePC(site)
						n++
					}
				}
				site = info.parent
			}
		}
		if k < len(sites) {
			break
		}
	}
	if n < len(pcs) && skip == 0 {
		if site := goexit(); site != 0 {
			pcs[n] = sitePC(site)
			n++
		}
	}
	return n
}

// callsite is a call site of its own: the compiler knows it.
func callsite() uint32

// goexit is the frame below that of a goroutine's function. It is nothing but a name: goroutines have no such frame here.
//
//go:noinline
func goexit() uint32 { return callsite() }

// Callers fills pc with the return program counters of the calls in progress on the calling goroutine's stack and returns
// how many. skip 0 starts with Callers itself, 1 with the caller of Callers.
//
// The values are for [CallersFrames], which knows about inlined functions. Looking at one of them alone, with [FuncForPC]
// for example, does not.
//
//go:noinline
func Callers(skip int, pc []uintptr) int {
	return callers(skip, pc)
}

// Caller describes one call in progress on the calling goroutine's stack: skip 0 is the call of Caller, 1 the call of the
// function that did that, and so on. ok tells whether there was such a call. File names use forward slashes.
//
//go:noinline
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	pcs := make([]uintptr, 1)
	if callers(skip+1, pcs) == 0 {
		return
	}
	info, ok := pcInfo(pcs[0])
	if !ok {
		return
	}
	return pcs[0], newFunc(info).file, info.line, true
}

// Frames goes through the frames that stand behind a result of [Callers].
type Frames struct {
	pcs []uintptr
}

// A Frame is one frame of a stack.
type Frame struct {
	// PC is where the frame is: for a frame that calls another, the call. Frames of functions inlined into one another may
	// share it.
	PC uintptr

	// Func is the function's description. It is nil for functions that were inlined everywhere.
	Func *Func

	// Function is the name of the function with its package path. It identifies the function; "" if it is unknown.
	Function string

	// File and Line are where the frame is in the source; "" and 0 if unknown.
	File string
	Line int

	startLine int // of the declaration

	// Entry is the function's entry PC, 0 if unknown.
	Entry uintptr
}

// CallersFrames prepares to go through the frames of a slice that [Callers] has filled. The slice must not change until then.
func CallersFrames(callers []uintptr) *Frames {
	return &Frames{callers}
}

// Next returns the next frame, and whether there are more behind it. With an empty Frames it returns a zero Frame and false.
func (ci *Frames) Next() (frame Frame, more bool) {
	for len(ci.pcs) > 0 {
		pc := ci.pcs[0]
		ci.pcs = ci.pcs[1:]
		info, ok := pcInfo(pc)
		if !ok {
			continue
		}
		f := newFunc(info)
		return Frame{
			PC:        pc - 1,
			Func:      f,
			Function:  f.name,
			File:      f.file,
			Line:      info.line,
			startLine: info.startLine,
			Entry:     f.entry,
		}, len(ci.pcs) > 0
	}
	return Frame{}, false
}

// A Func describes a function of the program.
type Func struct {
	name      string
	file      string
	startLine int
	entry     uintptr
}

// funcs holds the Funcs made so far, by number, so that equal functions have equal pointers.
var funcs []*Func

func newFunc(info *siteInfo) *Func {
	i := int(info.fn)
	if i >= len(funcs) {
		funcs = append(funcs, make([]*Func, i+1-len(funcs))...)
	}
	if funcs[i] == nil {
		funcs[i] = &Func{symText(info.fn, symName), symText(info.fn, symFile), info.startLine, funcEntry(info)}
	}
	return funcs[i]
}

// funcEntry: functions that are in no table have no code pointer; they get a number that nothing else has.
func funcEntry(info *siteInfo) uintptr {
	if info.code != 0 {
		return uintptr(info.code)
	}
	return 1<<31 + uintptr(info.fn)
}

// FuncForPC returns the function that contains the program counter, or nil. For inlined code it is the innermost function.
func FuncForPC(pc uintptr) *Func {
	if pc >= 1<<31 && pc < sitePCBase {
		if i := int(pc - 1<<31); i < len(funcs) {
			return funcs[i]
		}
		return nil
	}
	info, ok := pcInfo(pc)
	if !ok {
		return nil
	}
	return newFunc(info)
}

// Name returns the function's name with its package path, "" for nil.
func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// Entry returns the function's entry address.
func (f *Func) Entry() uintptr { return f.entry }

// FileLine returns where pc is in the source. pc should lie in f; otherwise the result is meaningless.
func (f *Func) FileLine(pc uintptr) (file string, line int) {
	if info, ok := pcInfo(pc); ok {
		return newFunc(info).file, info.line
	}
	return f.file, f.startLine
}

//go:linkname runtime_FrameStartLine runtime/pprof.runtime_FrameStartLine
func runtime_FrameStartLine(f *Frame) int { return f.startLine }

//go:linkname runtime_FrameSymbolName runtime/pprof.runtime_FrameSymbolName
func runtime_FrameSymbolName(f *Frame) string { return f.Function }

//go:linkname runtime_expandFinalInlineFrame runtime/pprof.runtime_expandFinalInlineFrame
func runtime_expandFinalInlineFrame(stk []uintptr) []uintptr { return stk }

// Stack writes a traceback of the calling goroutine into buf and returns how many bytes it took. If all is set, those of
// the other goroutines should follow; they are not known here.
//
//go:noinline
func Stack(buf []byte, all bool) int {
	pcs := make([]uintptr, 64)
	for {
		n := callers(1, pcs)
		if n < len(pcs) {
			pcs = pcs[:n]
			break
		}
		pcs = make([]uintptr, 2*len(pcs))
	}
	w := stackWriter{buf: buf}
	gp := getg()
	w.add("goroutine ", utoa(gp.goid), " [running]:\n")
	for _, pc := range pcs {
		if info, ok := pcInfo(pc); ok {
			w.frame(info)
		}
	}
	if gp.goSite != 0 {
		info := new(siteInfo)
		if rt_sym_site(gp.goSite, info) {
			w.add("created by ", newFunc(info).name, " in goroutine ", utoa(gp.parent), "\n")
			w.position(info)
		}
	}
	return w.n
}

type stackWriter struct {
	buf []byte
	n   int
}

func (w *stackWriter) add(parts ...string) {
	for _, s := range parts {
		w.n += copy(w.buf[w.n:], s)
	}
}

// siteInfo.flags
const (
	funcParams = 1 // has parameters
	funcHidden = 2 // the compiler's or the runtime's own
)

func (w *stackWriter) frame(info *siteInfo) {
	name := newFunc(info).name
	if hasPrefix(name, "runtime.") {
		switch {
		case name == "runtime.gopanic":
			name = "panic"
		case len(name) > 8 && 'A' <= name[8] && name[8] <= 'Z':
		default:
			return // the runtime's own affairs
		}
	}
	args := "()\n"
	if info.flags&funcParams != 0 {
		args = "(...)\n"
	}
	w.add(name, args)
	w.position(info)
}

func (w *stackWriter) position(info *siteInfo) {
	w.add("\t", newFunc(info).file, ":", itoa(int64(info.line)), " +0x0\n")
}
