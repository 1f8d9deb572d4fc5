// sync.Map, sync.Pool and sync/atomic: all operations.
package main

import (
	"fmt"
	"sort"
	"sync"
	"sync/atomic"
)

type config struct {
	name string
	n    int
}

func main() {
	var m sync.Map
	for i := range 10 {
		m.Store(i, fmt.Sprint("v", i))
	}
	v, ok := m.Load(3)
	_, no := m.Load(99)
	fmt.Println(v, ok, no)
	fmt.Println(m.LoadOrStore(3, "x"))
	fmt.Println(m.LoadOrStore("new", 1))
	fmt.Println(m.LoadAndDelete(4))
	fmt.Println(m.Swap(5, "swapped"))
	fmt.Println(m.CompareAndSwap(5, "swapped", "again"), m.CompareAndSwap(5, "no", "x"), m.CompareAndDelete(6, "v6"))
	m.Delete(7)
	var keys []string
	m.Range(func(k, v any) bool { keys = append(keys, fmt.Sprint(k, "=", v)); return true })
	sort.Strings(keys)
	fmt.Println(keys)
	count := 0
	m.Range(func(k, v any) bool { count++; m.Delete(k); return count < 3 })
	fmt.Println(count)
	m.Clear()
	m.Range(func(k, v any) bool { fmt.Println("never"); return true })

	made := 0
	p := sync.Pool{New: func() any { made++; return &config{n: made} }}
	c := p.Get().(*config)
	p.Put(c)
	d := p.Get().(*config)
	e := p.Get().(*config)
	fmt.Println(c.n, d.n >= 1, e != d, made >= 2)
	var empty sync.Pool
	fmt.Println(empty.Get())

	var i32 int32 = 5
	var u64 uint64 = 1<<64 - 1
	fmt.Println(atomic.AddInt32(&i32, 3), atomic.AddUint64(&u64, 2), atomic.LoadInt32(&i32))
	fmt.Println(atomic.CompareAndSwapInt32(&i32, 8, 80), atomic.CompareAndSwapInt32(&i32, 8, 9), atomic.SwapInt32(&i32, 7), i32)
	atomic.StoreUint64(&u64, 10)
	fmt.Println(atomic.AndUint64(&u64, 6), u64, atomic.OrUint64(&u64, 9), u64)

	var ai atomic.Int64
	var au atomic.Uint32
	var ab atomic.Bool
	var ap atomic.Pointer[config]
	var av atomic.Value
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			ai.Add(int64(i))
			au.Or(1 << (i % 8))
			for {
				old := ap.Load()
				n := 1
				if old != nil {
					n = old.n + 1
				}
				if ap.CompareAndSwap(old, &config{"p", n}) {
					break
				}
			}
		})
	}
	wg.Wait()
	fmt.Println(ai.Load(), au.Load(), au.And(0xf), ab.Swap(true), ab.Load(), ab.CompareAndSwap(true, false), ap.Load().n)
	fmt.Println(av.Load())
	av.Store(config{"a", 1})
	fmt.Println(av.Load().(config).name, av.Swap(config{"b", 2}), av.CompareAndSwap(config{"b", 2}, config{"c", 3}), av.Load())
	func() {
		defer func() { fmt.Println(recover()) }()
		av.Store("another type")
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		av.Store(nil)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var w sync.WaitGroup
		w.Add(-1)
	}()
}
