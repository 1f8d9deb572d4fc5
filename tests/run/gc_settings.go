// GOGC and GOMEMLIMIT from the environment; runtime/debug changes them.
//
//run:env GOGC=57
//run:env GOMEMLIMIT=96MiB
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

var sink []byte

func metric(name string) uint64 {
	s := []metrics.Sample{{Name: name}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

func main() {
	fmt.Println(os.Getenv("GOGC"), metric("/gc/gogc:percent"), metric("/gc/gomemlimit:bytes"))
	fmt.Println(debug.SetGCPercent(-1), debug.SetGCPercent(200), debug.SetGCPercent(100))
	fmt.Println(debug.SetMemoryLimit(-1), debug.SetMemoryLimit(48<<20), debug.SetMemoryLimit(-1))

	// Off, the limit alone decides.
	debug.SetGCPercent(-1)
	var m runtime.MemStats
	for range 400 {
		sink = make([]byte, 1<<20)
	}
	runtime.ReadMemStats(&m)
	fmt.Println(m.NumGC > 2, m.Sys < 96<<20, m.HeapAlloc < 48<<20, m.TotalAlloc >= 400<<20)

	debug.FreeOSMemory()
	before := m.NumForcedGC
	runtime.GC()
	runtime.ReadMemStats(&m)
	fmt.Println(m.NumForcedGC-before, m.NextGC > 0, m.LastGC > 0, m.PauseTotalNs > 0, m.GCSys > 0, m.EnableGC)
	fmt.Println(m.Mallocs-m.Frees == m.HeapObjects, m.Alloc == m.HeapAlloc, m.HeapInuse+m.HeapIdle == m.HeapSys)
	var s debug.GCStats
	debug.ReadGCStats(&s)
	fmt.Println(s.NumGC >= int64(m.NumGC), len(s.Pause) > 0, s.PauseTotal > 0, s.LastGC.IsZero())
}
