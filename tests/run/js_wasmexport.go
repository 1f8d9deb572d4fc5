// Imports with values for parameters, exports that JavaScript calls while Go is in a call of it, and that wait.
//
//run:goos js
package main

import (
	"fmt"
	"sync"
	"time"
)

//go:wasmimport _gotest add
func jsAdd(a, b uint32) uint32

//go:wasmimport _gotest callExport
func callExport(a int32, b int64) int64

var (
	mu    sync.Mutex
	calls int
	depth int
)

//go:wasmexport testExport
func testExport(a int32, b int64) int64 {
	testExport0()
	if a > 0 {
		return callExport(a-1, b*2) + int64(a)
	}
	return b
}

// testExport0 waits for other goroutines: they run while JavaScript waits for the export.
//
//go:wasmexport testExport0
func testExport0() {
	mu.Lock()
	calls++
	mu.Unlock()
	c := make(chan int)
	go func() { c <- 1 }()
	depth += <-c
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			mu.Lock()
			calls++
			mu.Unlock()
		})
	}
	wg.Wait()
}

func main() {
	fmt.Println(jsAdd(3, 4), jsAdd(1<<31, 5))
	fmt.Println(callExport(5, 3), calls, depth)
	testExport0()
	fmt.Println(calls, depth)
	for i := range 20 {
		if got := callExport(0, int64(i)<<40); got != int64(i)<<40 {
			fmt.Println("wrong", i, got)
		}
	}
	ticker := time.NewTicker(time.Millisecond)
	for range 3 {
		<-ticker.C
		callExport(1, 1)
	}
	fmt.Println(calls, depth)
}
