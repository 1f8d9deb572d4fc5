// Small services of package runtime: constants, Gosched, NumGoroutine, MemStats, GC settings, errors, env-free values.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
	"unsafe"
)

var sink []byte

func main() {
	fmt.Println(runtime.GOARCH, runtime.Compiler != "", strings.HasPrefix(runtime.Version(), "go"), unsafe.Sizeof(uintptr(0)))
	fmt.Println(runtime.NumCPU() >= 1, runtime.GOMAXPROCS(0) >= 1, runtime.NumGoroutine() >= 1, runtime.NumCgoCall())
	before := runtime.NumGoroutine()
	// the runtime's own goroutines don't count
	runtime.SetFinalizer(new(int), func(*int) {})
	time.AfterFunc(time.Hour, func() {})
	fmt.Println(runtime.NumGoroutine() - before)
	stop := make(chan bool)
	for range 5 {
		go func() { <-stop }()
	}
	fmt.Println(runtime.NumGoroutine() - before)
	close(stop)
	for runtime.NumGoroutine() > before {
		runtime.Gosched()
	}
	// Gosched lets the others run
	turns := 0
	for range 3 {
		go func() {
			for range 10 {
				turns++
				runtime.Gosched()
			}
		}()
	}
	for turns < 30 {
		runtime.Gosched()
	}
	fmt.Println(turns)

	var m1, m2, m3 runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m1)
	sink = make([]byte, 10<<20)
	runtime.ReadMemStats(&m2)
	fmt.Println(m2.TotalAlloc-m1.TotalAlloc >= 10<<20, m2.HeapAlloc > m1.HeapAlloc, m2.Mallocs > m1.Mallocs, m2.HeapSys > 0, m2.Sys >= m2.HeapSys)
	sink = nil
	runtime.GC()
	runtime.ReadMemStats(&m3)
	fmt.Println(m3.NumGC > m1.NumGC, m3.HeapAlloc < m2.HeapAlloc, m3.Frees > m1.Frees)
	fmt.Println(debug.SetGCPercent(50), debug.SetGCPercent(100))
	fmt.Println(debug.SetMemoryLimit(-1) > 0)
	debug.FreeOSMemory()
	for range 200 {
		sink = make([]byte, 1<<20)
		sink[len(sink)-1] = 1
	}
	runtime.ReadMemStats(&m3)
	fmt.Println(m3.HeapSys < 150<<20)
	runtime.LockOSThread()
	runtime.UnlockOSThread()
	info, ok := debug.ReadBuildInfo()
	fmt.Println(!ok || info.GoVersion != "")
	var e runtime.Error
	func() {
		defer func() { e = recover().(runtime.Error) }()
		var s []int
		_ = s[len(sink)]
	}()
	e.RuntimeError()
	fmt.Println(e)
}
