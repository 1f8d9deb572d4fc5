package runtime

import "unsafe"

// The collector seen from programs: GC, MemStats, and hooks of runtime/debug and runtime/metrics.

// Numbers of rt_gc_stat, see runtime/include/gc.h.
const (
	gcStatNumGC = iota
	gcStatNumForced
	gcStatHeapAlloc
	gcStatTotalAlloc
	gcStatMallocs
	gcStatFrees
	gcStatSys
	gcStatHeapSys
	gcStatHeapIdle
	gcStatHeapInuse
	gcStatMetaSys
	gcStatStackInuse
	gcStatNextGC
	gcStatLastGC
	gcStatLastPause
	gcStatPauseTotal
	gcStatHeapLive
	gcStatHeapObjects
	gcStatPercent
	gcStatMemLimit
	gcStatQueued

	gcStatPauseNs      = 256
	gcStatPauseEnd     = 512
	gcStatClassSize    = 1024
	gcStatClassMallocs = 1280
	gcStatClassFrees   = 1536
)

func gcStat(which int) uint64 { return uint64(rt_gc_stat(int32(which))) }

// GC collects garbage and returns when that is done.
func GC() {
	emptyCaches()
	rt_gc()
	cleanedCycle = rt_gc_stat(gcStatNumGC)
	// Finalizers and other goroutines get a chance to run, as they would on another thread.
	rt_yield()
}

// A MemStats holds numbers about the allocator.
type MemStats struct {
	// General. Alloc is the same as HeapAlloc; TotalAlloc counts what was ever allocated; Sys is the memory of the module;
	// Lookups is always 0; Mallocs minus Frees is the number of live objects.
	Alloc      uint64
	TotalAlloc uint64
	Sys        uint64
	Lookups    uint64
	Mallocs    uint64
	Frees      uint64

	// The heap. Bytes in objects that are reachable or not yet swept; address space of the heap; of it, free pages and
	// pages with objects; returned to the system (never on WebAssembly); number of objects.
	HeapAlloc    uint64
	HeapSys      uint64
	HeapIdle     uint64
	HeapInuse    uint64
	HeapReleased uint64
	HeapObjects  uint64

	// Stacks of goroutines (here: frames of those that wait), and the runtime's own structures.
	StackInuse  uint64
	StackSys    uint64
	MSpanInuse  uint64
	MSpanSys    uint64
	MCacheInuse uint64
	MCacheSys   uint64
	BuckHashSys uint64
	GCSys       uint64
	OtherSys    uint64

	// Collections. The heap size that starts the next; when the last one ended (nanoseconds since 1970); the sum of all
	// pauses; the most recent pauses and when they ended, as circular buffers whose latest entry is at [(NumGC+255)%256]; how
	// many there were, and how many by a call of GC; the share of time spent.
	NextGC        uint64
	LastGC        uint64
	PauseTotalNs  uint64
	PauseNs       [256]uint64
	PauseEnd      [256]uint64
	NumGC         uint32
	NumForcedGC   uint32
	GCCPUFraction float64
	EnableGC      bool
	DebugGC       bool

	// BySize says how many objects of each size class were allocated and freed.
	BySize [61]struct {
		Size    uint32
		Mallocs uint64
		Frees   uint64
	}
}

// ReadMemStats fills m with the numbers as of now.
func ReadMemStats(m *MemStats) {
	*m = MemStats{
		Alloc:        gcStat(gcStatHeapAlloc),
		TotalAlloc:   gcStat(gcStatTotalAlloc),
		Sys:          gcStat(gcStatSys),
		Mallocs:      gcStat(gcStatMallocs),
		Frees:        gcStat(gcStatFrees),
		HeapAlloc:    gcStat(gcStatHeapAlloc),
		HeapSys:      gcStat(gcStatHeapSys),
		HeapIdle:     gcStat(gcStatHeapIdle),
		HeapInuse:    gcStat(gcStatHeapInuse),
		HeapObjects:  gcStat(gcStatHeapObjects),
		StackInuse:   gcStat(gcStatStackInuse),
		StackSys:     gcStat(gcStatStackInuse),
		GCSys:        gcStat(gcStatMetaSys) - gcStat(gcStatStackInuse),
		NextGC:       gcStat(gcStatNextGC),
		LastGC:       gcStat(gcStatLastGC),
		PauseTotalNs: gcStat(gcStatPauseTotal),
		NumGC:        uint32(gcStat(gcStatNumGC)),
		NumForcedGC:  uint32(gcStat(gcStatNumForced)),
		EnableGC:     true,
	}
	m.OtherSys = m.Sys - m.HeapSys - m.StackSys - m.GCSys
	for i := 0; i < min(int(m.NumGC), len(m.PauseNs)); i++ {
		at := (m.NumGC - 1 - uint32(i)) % uint32(len(m.PauseNs))
		m.PauseNs[at] = gcStat(gcStatPauseNs + i)
		m.PauseEnd[at] = gcStat(gcStatPauseEnd + i)
	}
	for c := range len(m.BySize) - 1 { // the first entry is that of objects without a byte
		m.BySize[c+1].Size = uint32(gcStat(gcStatClassSize + c))
		m.BySize[c+1].Mallocs = gcStat(gcStatClassMallocs + c)
		m.BySize[c+1].Frees = gcStat(gcStatClassFrees + c)
	}
}

//go:linkname debug_freeOSMemory runtime/debug.freeOSMemory
func debug_freeOSMemory() { GC() }

// debug_readGCStats appends pauses (latest first), their ends, then last collection, count and total.
//
//go:linkname debug_readGCStats runtime/debug.readGCStats
func debug_readGCStats(pauses *[]uint64) {
	n := min(int(gcStat(gcStatNumGC)), 256)
	p := (*pauses)[:0]
	for i := 0; i < n; i++ {
		p = append(p, gcStat(gcStatPauseNs+i))
	}
	for i := 0; i < n; i++ {
		p = append(p, gcStat(gcStatPauseEnd+i))
	}
	*pauses = append(p, gcStat(gcStatLastGC), gcStat(gcStatNumGC), gcStat(gcStatPauseTotal))
}

//go:linkname debug_setGCPercent runtime/debug.setGCPercent
func debug_setGCPercent(percent int32) int32 { return int32(rt_set_gc_percent(int64(percent))) }

//go:linkname debug_setMemoryLimit runtime/debug.setMemoryLimit
func debug_setMemoryLimit(limit int64) int64 { return rt_set_mem_limit(limit) }

var (
	maxStack     = 1000000000
	maxThreads   = 10000
	panicOnFault bool
)

//go:linkname debug_setMaxStack runtime/debug.setMaxStack
func debug_setMaxStack(n int) int {
	old := maxStack
	maxStack = n
	return old
}

//go:linkname debug_setMaxThreads runtime/debug.setMaxThreads
func debug_setMaxThreads(n int) int {
	old := maxThreads
	maxThreads = n
	return old
}

//go:linkname debug_setPanicOnFault runtime/debug.setPanicOnFault
func debug_setPanicOnFault(b bool) bool {
	old := panicOnFault
	panicOnFault = b
	return old
}

//go:linkname debug_SetTraceback runtime/debug.SetTraceback
func debug_SetTraceback(level string) {}

//go:linkname debug_WriteHeapDump runtime/debug.WriteHeapDump
func debug_WriteHeapDump(fd uintptr) {}

// setCrashFD is pulled by runtime/debug. Crash output goes to standard error only.
func setCrashFD(fd uintptr) uintptr { return ^uintptr(0) }

// A metricSample is runtime/metrics.Sample.
type metricSample struct {
	name    string
	kind    int
	scalar  uint64
	pointer unsafe.Pointer
}

const (
	metricBad = iota
	metricUint64
)

// godebugMetrics are the counters of settings in use.
var godebugMetrics map[string]func() uint64

//go:linkname godebug_registerMetric internal/godebug.registerMetric
func godebug_registerMetric(name string, read func() uint64) {
	if godebugMetrics == nil {
		godebugMetrics = make(map[string]func() uint64)
	}
	godebugMetrics[name] = read
}

//go:linkname readMetrics runtime/metrics.runtime_readMetrics
func readMetrics(samples unsafe.Pointer, n, cap int) {
	for i := range unsafe.Slice((*metricSample)(samples), n) {
		s := (*metricSample)(add(samples, uintptr(i)*unsafe.Sizeof(metricSample{})))
		s.kind, s.scalar = readMetric(s.name)
	}
}

// readMetric knows the metrics that mean something here.
func readMetric(name string) (kind int, value uint64) {
	stat := -1
	switch name {
	case "/gc/cycles/automatic:gc-cycles":
		return metricUint64, gcStat(gcStatNumGC) - gcStat(gcStatNumForced)
	case "/gc/cycles/forced:gc-cycles":
		stat = gcStatNumForced
	case "/gc/cycles/total:gc-cycles":
		stat = gcStatNumGC
	case "/gc/gogc:percent":
		stat = gcStatPercent
	case "/gc/gomemlimit:bytes":
		stat = gcStatMemLimit
	case "/gc/heap/allocs:bytes":
		stat = gcStatTotalAlloc
	case "/gc/heap/allocs:objects":
		stat = gcStatMallocs
	case "/gc/heap/frees:bytes":
		return metricUint64, gcStat(gcStatTotalAlloc) - gcStat(gcStatHeapAlloc)
	case "/gc/heap/frees:objects":
		stat = gcStatFrees
	case "/gc/heap/goal:bytes":
		stat = gcStatNextGC
	case "/gc/heap/live:bytes":
		stat = gcStatHeapLive
	case "/gc/heap/objects:objects":
		stat = gcStatHeapObjects
	case "/gc/heap/tiny/allocs:objects", "/memory/classes/heap/released:bytes", "/cgo/go-to-c-calls:calls":
		return metricUint64, 0
	case "/memory/classes/heap/free:bytes":
		stat = gcStatHeapIdle
	case "/memory/classes/heap/objects:bytes":
		stat = gcStatHeapAlloc
	case "/memory/classes/heap/stacks:bytes":
		stat = gcStatStackInuse
	case "/memory/classes/heap/unused:bytes":
		return metricUint64, gcStat(gcStatHeapInuse) - gcStat(gcStatHeapAlloc)
	case "/memory/classes/total:bytes":
		stat = gcStatSys
	case "/sched/gomaxprocs:threads", "/sched/threads/total:threads":
		return metricUint64, 1
	case "/sched/goroutines:goroutines":
		return metricUint64, uint64(NumGoroutine())
	default:
		if read := godebugMetrics[name]; read != nil {
			return metricUint64, read()
		}
		if hasPrefix(name, "/godebug/non-default-behavior/") {
			return metricUint64, 0
		}
		return metricBad, 0
	}
	return metricUint64, gcStat(stat)
}
