package runtime

import (
	"internal/runtime/exithook"
	"internal/runtime/maps"
	_ "unsafe"
)

// The life of the program and of goroutines.

//go:linkname main_init gocw.init
func main_init()

//go:linkname main_main main.main
func main_main()

// start makes this package usable for the initialisers of others.
func start() {
	startHash()
	startExitHooks()
}

//gocw:with internal/runtime/maps.hashkey
func startHash() {
	maps.AlgInit()
}

//gocw:with internal/runtime/exithook.Add
func startExitHooks() {
	exithook.Gosched = exitInProgress
	exithook.Goid = rt_goid
	exithook.Throw = throw
}

//gocw:with internal/runtime/exithook.Add
func runExitHooks(code int) {
	exithook.Run(code)
}

// main is the main goroutine.
func main() {
	start()
	main_init()
	main_main()
	runExitHooks(0)
	exit(0)
}

// libmain is the main goroutine of a module without a main function.
func libmain() {
	start()
	main_init()
}

// exitInProgress ends a goroutine that wants to end the program while another one runs the exit hooks. It would wait for
// ever; a function that waits would make every caller of os.Exit one.
func exitInProgress() {
	rt_unwind(0)
}

func exit(code int32) {
	rt_exit(code)
}

func newproc(fn func()) {
	newprocat(fn, 0)
}

// newprocat is newproc with the call site of the go statement, for "created by" in tracebacks.
func newprocat(fn func(), site uint32) {
	if fn == nil {
		fatal("go of nil func value")
	}
	child := rt_go(fn)
	child.goSite = site
	inherit(child)
}

// inherit gives a new goroutine what it gets from the one that started it. C has seen to the profiler's labels.
func inherit(child *g) {
	gp := getg()
	child.fips = gp.fips & fipsBypass
	if gp.bubble != nil {
		gp.bubble.add(child)
	}
}

// gosystem starts a goroutine of the runtime itself, which inherits nothing and does not count.
func gosystem(fn func()) {
	gp := rt_go_system(fn)
	gp.labels = nil
	gp.bubble = nil
}

// Gosched lets other goroutines run. The caller stays runnable and goes on later.
func Gosched() {
	rt_yield()
}

// NumGoroutine returns how many goroutines exist now.
func NumGoroutine() int {
	return rt_num_goroutine() + unstartedCoros
}

// LockOSThread binds the calling goroutine to its thread. There is one thread, so nothing changes.
func LockOSThread() {}

// UnlockOSThread undoes a call of LockOSThread.
func UnlockOSThread() {}

// GOMAXPROCS returns how many goroutines can run at once, which is one; a program can't change that here.
func GOMAXPROCS(n int) int { return 1 }

// SetDefaultGOMAXPROCS makes GOMAXPROCS what the runtime would choose, which it is already.
func SetDefaultGOMAXPROCS() {}

// NumCPU returns the number of processors that the program can use: one.
func NumCPU() int { return 1 }

// NumCgoCall returns the number of cgo calls made so far. There is no cgo on WebAssembly.
func NumCgoCall() int64 { return 0 }

// Breakpoint would stop in a debugger.
func Breakpoint() {}
