// Export is a library: a host calls its functions, and it calls the host's.
package main

import (
	"sort"
	"sync"
	"unsafe"
)

//go:wasmimport host report
func report(kind int32, value float64)

//go:wasmimport host print
func print_(text string)

//go:wasmexport add
func add(a, b int32) int32 { return a + b }

//go:wasmexport fib
func fib(n int64) int64 {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

// buffers keeps what alloc has handed out from being collected.
var buffers = map[unsafe.Pointer][]float64{}

//go:wasmexport alloc
func alloc(n int32) unsafe.Pointer {
	b := make([]float64, n)
	p := unsafe.Pointer(unsafe.SliceData(b))
	buffers[p] = b
	return p
}

//go:wasmexport release
func release(p unsafe.Pointer) { delete(buffers, p) }

// stats reports median, mean and number of the values, by way of the host.
//
//go:wasmexport stats
func stats(p *float64, n int32) {
	values := append([]float64(nil), unsafe.Slice(p, n)...)
	sort.Float64s(values)
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	report(0, values[n/2])
	report(1, sum/float64(n))
	report(2, float64(n))
	print_("stats done")
}

// parallel shows that goroutines run while an exported function does.
//
//go:wasmexport parallel
func parallel(workers int32) float64 {
	var wg sync.WaitGroup
	parts := make(chan float64)
	for i := range workers {
		wg.Go(func() { parts <- float64(i) / 2 })
	}
	go func() { wg.Wait(); close(parts) }()
	sum := 0.0
	for p := range parts {
		sum += p
	}
	return sum
}

var calls int32

//go:wasmexport counter
func counter() int32 { calls++; return calls }

func init() { print_("initialised") }

func main() { print_("never called in a library") }
