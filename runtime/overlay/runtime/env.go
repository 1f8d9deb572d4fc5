package runtime

import (
	"internal/coverage/rtcov"
	"internal/goarch"
	"internal/goos"
	"internal/goversion"
	"unsafe"
)

// Arguments, environment, settings; hooks of os, syscall, os/signal and internal/godebug.

//go:linkname os_runtime_args os.runtime_args
func os_runtime_args() []string {
	args := make([]string, rt_args())
	for i := range args {
		args[i] = gostring(rt_arg(int32(i)))
	}
	return args
}

//go:linkname syscall_runtime_envs syscall.runtime_envs
func syscall_runtime_envs() []string {
	var envs []string
	for i := int32(0); ; i++ {
		p := rt_environ(i)
		if p == nil {
			return envs
		}
		envs = append(envs, gostring(p))
	}
}

// getenv looks into the environment that the program was started with.
func getenv(key string) string {
	for i := int32(0); ; i++ {
		p := rt_environ(i)
		if p == nil {
			return ""
		}
		if v, ok := envValue(p, key); ok {
			return v
		}
	}
}

// envValue is the value of "key=value".
func envValue(p *byte, key string) (string, bool) {
	q := unsafe.Pointer(p)
	for i := 0; i < len(key); i++ {
		if *(*byte)(q) != key[i] {
			return "", false
		}
		q = add(q, 1)
	}
	if *(*byte)(q) != '=' {
		return "", false
	}
	return gostring((*byte)(add(q, 1))), true
}

//go:linkname syscall_Getpagesize syscall.Getpagesize
func syscall_Getpagesize() int { return 65536 }

//go:linkname syscall_Exit syscall.Exit
func syscall_Exit(code int) { exit(int32(code)) }

//go:linkname os_beforeExit os.runtime_beforeExit
func os_beforeExit(code int) { runExitHooks(code) }

//go:linkname os_sigpipe os.sigpipe
func os_sigpipe() { exit(2) }

//go:linkname syscall_runtimeSetenv syscall.runtimeSetenv
func syscall_runtimeSetenv(key, value string) {
	if key == "GODEBUG" {
		setDebug(value)
	}
}

//go:linkname syscall_runtimeUnsetenv syscall.runtimeUnsetenv
func syscall_runtimeUnsetenv(key string) {
	if key == "GODEBUG" {
		setDebug("")
	}
}

//go:linkname syscall_runtimeClearenv syscall.runtimeClearenv
func syscall_runtimeClearenv(env map[string]int) {
	if _, ok := env["GODEBUG"]; ok {
		setDebug("")
	}
}

// GODEBUG. The build sets godebugDefault from the go line of go.mod and from //go:debug lines.
var (
	godebugDefault string
	godebugEnv     string // once it was read
	godebugRead    bool
	godebugUpdate  func(def, env string)
	godebugCounter func(name string) func()
)

func godebug() string {
	if !godebugRead {
		godebugEnv = getenv("GODEBUG")
		godebugRead = true
	}
	return godebugEnv
}

func setDebug(env string) {
	godebugEnv = env
	godebugRead = true
	if godebugUpdate != nil {
		godebugUpdate(godebugDefault, env)
	}
}

// allowsPanicnil tells whether panicnil=1 is set; the last setting counts.
func allowsPanicnil() bool {
	return settingOf(godebug(), settingOf(godebugDefault, false))
}

// settingOf is panicnil's in a list of settings, or what it was before.
func settingOf(s string, before bool) bool {
	for s != "" {
		field := s
		for i := 0; i < len(s); i++ {
			if s[i] == ',' {
				field = s[:i]
				break
			}
		}
		s = s[min(len(field)+1, len(s)):]
		if hasPrefix(field, "panicnil=") {
			before = field == "panicnil=1"
		}
	}
	return before
}

//go:linkname godebug_setUpdate internal/godebug.setUpdate
func godebug_setUpdate(update func(def, env string)) {
	godebugUpdate = update
	update(godebugDefault, godebug())
}

//go:linkname godebug_setNewIncNonDefault internal/godebug.setNewIncNonDefault
func godebug_setNewIncNonDefault(counter func(name string) func()) {
	godebugCounter = counter
}

// godebugNonDefault counts a behaviour that differs because of a setting.
func godebugNonDefault(name string) {
	if godebugCounter != nil {
		godebugCounter(name)()
	}
}

// write is pulled by internal/godebug.
func write(fd uintptr, p unsafe.Pointer, n int32) int32 {
	return rt_write(int32(fd), p, n)
}

// getAuxv is pulled by golang.org/x/sys/cpu.
func getAuxv() []uintptr { return nil }

// Signals: there are none.

//go:linkname signal_enable os/signal.signal_enable
func signal_enable(sig uint32) {}

//go:linkname signal_disable os/signal.signal_disable
func signal_disable(sig uint32) {}

//go:linkname signal_ignore os/signal.signal_ignore
func signal_ignore(sig uint32) {}

//go:linkname signal_ignored os/signal.signal_ignored
func signal_ignored(sig uint32) bool { return false }

//go:linkname signal_recv os/signal.signal_recv
func signal_recv() uint32 {
	for {
		rt_park(waitNone)
	}
}

//go:linkname signalWaitUntilIdle os/signal.signalWaitUntilIdle
func signalWaitUntilIdle() {}

// The build. Strings that the linker sets (-X).
var (
	buildVersion  string
	defaultGOROOT string
	modinfo       string
)

// Version returns the Go release whose library the program was built with, such as "go1.27".
func Version() string {
	if buildVersion == "" {
		return "go1." + itoa(goversion.Version)
	}
	return buildVersion
}

// GOROOT returns the root of the Go tree: $GOROOT, or the one that was used for the build if the build kept it.
//
// Deprecated: it says little about the machine that the program runs on. Ask "go env GOROOT".
func GOROOT() string {
	if s := getenv("GOROOT"); s != "" {
		return s
	}
	return defaultGOROOT
}

// Compiler names the compiler tool chain: "gc", since gocw's output behaves as gc's does.
const Compiler = "gc"

// GOOS is the target's operating system: js or wasip1.
const GOOS string = goos.GOOS

// GOARCH is the target's architecture: wasm.
const GOARCH string = goarch.GOARCH

//go:linkname debug_modinfo runtime/debug.modinfo
func debug_modinfo() string { return modinfo }

//go:linkname coverage_getCovCounterList internal/coverage/cfile.getCovCounterList
func coverage_getCovCounterList() []rtcov.CovCounterBlob { return nil }
