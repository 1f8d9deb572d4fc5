package runtime

import (
	"internal/profilerecord"
	"unsafe"
)

// Profiles and traces. Nothing is sampled, so all profiles are empty; labels work.

// MemProfileRate is the number of bytes of allocation for each sample of the memory profile. Nothing is sampled here.
var MemProfileRate int = 512 * 1024

// A StackRecord is a stack of a profile.
type StackRecord struct {
	Stack0 [32]uintptr // ends at the first 0
}

// Stack returns the record's stack, a part of r.Stack0.
func (r *StackRecord) Stack() []uintptr { return untilZero(r.Stack0[:]) }

func untilZero(pcs []uintptr) []uintptr {
	for i, pc := range pcs {
		if pc == 0 {
			return pcs[:i]
		}
	}
	return pcs
}

// A MemProfileRecord describes the live objects that were allocated by one sequence of calls.
type MemProfileRecord struct {
	AllocBytes, FreeBytes     int64       // allocated, freed
	AllocObjects, FreeObjects int64       // allocated, freed
	Stack0                    [32]uintptr // ends at the first 0
}

// InUseBytes returns the bytes that are in use.
func (r *MemProfileRecord) InUseBytes() int64 { return r.AllocBytes - r.FreeBytes }

// InUseObjects returns the objects that are in use.
func (r *MemProfileRecord) InUseObjects() int64 { return r.AllocObjects - r.FreeObjects }

// Stack returns the record's stack, a part of r.Stack0.
func (r *MemProfileRecord) Stack() []uintptr { return untilZero(r.Stack0[:]) }

// A BlockProfileRecord describes waits that started at one sequence of calls.
type BlockProfileRecord struct {
	Count  int64
	Cycles int64
	StackRecord
}

// MemProfile returns how many records the memory profile has; if p is large enough they are copied into it and ok is true.
func MemProfile(p []MemProfileRecord, inuseZero bool) (n int, ok bool) { return 0, true }

// BlockProfile is [MemProfile] for waits.
func BlockProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }

// MutexProfile is [MemProfile] for contended locks.
func MutexProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }

// ThreadCreateProfile is [MemProfile] for threads.
func ThreadCreateProfile(p []StackRecord) (n int, ok bool) { return 0, true }

// GoroutineProfile is [MemProfile] for the stacks of goroutines. Only the calling one is known.
func GoroutineProfile(p []StackRecord) (n int, ok bool) {
	if len(p) < 1 {
		return 1, false
	}
	p[0] = StackRecord{}
	Callers(1, p[0].Stack0[:])
	return 1, true
}

// SetBlockProfileRate sets how many of the waits are sampled.
func SetBlockProfileRate(rate int) {}

// SetMutexProfileFraction sets how many of the contended locks are sampled and returns the previous value.
func SetMutexProfileFraction(rate int) int { return 0 }

// The CPU profile that is being written: its rate until it is stopped, and whether its header is still to come.
var (
	profileRate   int
	profileHeader []uint64
)

// SetCPUProfileRate sets how many samples are taken each second. None are taken: the profile will be empty.
func SetCPUProfileRate(hz int) {
	const headerWords, startTime = 3, 0
	if hz > 0 && profileRate == 0 {
		profileHeader = []uint64{headerWords, startTime, uint64(hz)}
	}
	profileRate = max(hz, 0)
}

// CPUProfile used to return samples.
//
// Deprecated: use package runtime/pprof.
func CPUProfile() []byte { panic("CPUProfile no longer available") }

// SetCgoTraceback would set functions for tracebacks through C. There is no cgo on WebAssembly.
func SetCgoTraceback(version int, traceback, context, symbolizer unsafe.Pointer) {}

// StartTrace starts tracing, which is not supported.
func StartTrace() error { return errorString("tracing is not supported") }

// StopTrace stops tracing.
func StopTrace() {}

// ReadTrace returns a piece of a trace, nil when there is none left.
func ReadTrace() (buf []byte) { return nil }

//go:linkname runtime_setProfLabel runtime/pprof.runtime_setProfLabel
func runtime_setProfLabel(labels unsafe.Pointer) { getg().labels = labels }

//go:linkname runtime_getProfLabel runtime/pprof.runtime_getProfLabel
func runtime_getProfLabel() unsafe.Pointer { return getg().labels }

//go:linkname pprof_cyclesPerSecond runtime/pprof.runtime_cyclesPerSecond
func pprof_cyclesPerSecond() int64 { return 1e9 }

//go:linkname pprof_readProfile runtime/pprof.readProfile
func pprof_readProfile() (data []uint64, tags []unsafe.Pointer, eof bool) {
	if profileHeader != nil {
		data, tags = profileHeader, make([]unsafe.Pointer, 1)
		profileHeader = nil
	}
	return data, tags, profileRate == 0
}

//go:linkname pprof_goroutineleakcount runtime/pprof.runtime_goroutineleakcount
func pprof_goroutineleakcount() int { return 0 }

//go:linkname pprof_goroutineLeakGC runtime/pprof.runtime_goroutineLeakGC
func pprof_goroutineLeakGC() { GC() }

// Pulled by runtime/pprof.

func pprof_blockProfileInternal(p []profilerecord.BlockProfileRecord) (n int, ok bool) {
	return 0, true
}

func pprof_mutexProfileInternal(p []profilerecord.BlockProfileRecord) (n int, ok bool) {
	return 0, true
}

func pprof_memProfileInternal(p []profilerecord.MemProfileRecord, inuseZero bool) (n int, ok bool) {
	return 0, true
}

func pprof_threadCreateInternal(p []profilerecord.StackRecord) (n int, ok bool) {
	return 0, true
}

func pprof_goroutineProfileWithLabels(p []profilerecord.StackRecord, labels []unsafe.Pointer) (n int, ok bool) {
	if len(p) < 1 {
		return 1, false
	}
	pcs := make([]uintptr, 128)
	p[0].Stack = pcs[:Callers(2, pcs)]
	if len(labels) > 0 {
		labels[0] = getg().labels
	}
	return 1, true
}

func pprof_goroutineLeakProfileWithLabels(p []profilerecord.StackRecord, labels []unsafe.Pointer) (n int, ok bool) {
	return 0, true
}

func pprof_fpunwindExpand(dst, src []uintptr) int { return copy(dst, src) }

func pprof_makeProfStack() []uintptr { return make([]uintptr, 128) }

// runtime/trace pulls these two.

func traceAdvance(stop bool) {}

func traceClockNow() uint64 { return uint64(nanotime()) }

//go:linkname trace_clockUnitsPerSecond runtime/trace.runtime_traceClockUnitsPerSecond
func trace_clockUnitsPerSecond() uint64 { return 1e9 }

//go:linkname trace_userTaskCreate runtime/trace.userTaskCreate
func trace_userTaskCreate(id, parent uint64, taskType string) {}

//go:linkname trace_userTaskEnd runtime/trace.userTaskEnd
func trace_userTaskEnd(id uint64) {}

//go:linkname trace_userRegion runtime/trace.userRegion
func trace_userRegion(id, mode uint64, name string) {}

//go:linkname trace_userLog runtime/trace.userLog
func trace_userLog(id uint64, category, message string) {}
