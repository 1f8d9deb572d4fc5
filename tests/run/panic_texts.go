// Every panic of the runtime: the value that recover gives, its type and its text.
package main

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"time"
	"unsafe"
)

type I interface {
	M()
	N()
}
type J interface{ Z() }
type T struct{ a int }
type P struct{ T }
type priv interface{ m() }

func (*T) M() {}
func (T) N()  {}
func (T) V()  {}

type V interface{ V() }

func try(name string, f func()) {
	defer func() {
		r := recover()
		_, isErr := r.(error)
		_, isRT := r.(runtime.Error)
		fmt.Printf("%s: %T %v %v %v\n", name, r, r, isErr, isRT)
		var tae *runtime.TypeAssertionError
		if e, ok := r.(error); ok {
			fmt.Println("   ", errors.As(e, &tae), errors.Unwrap(e))
		}
	}()
	f()
}

var (
	s    = make([]int, 3, 5)
	arr  [4]int
	str  = "hello"
	n    = -1
	ten  = 10
	u    = uint(20)
	u8   = uint8(200)
	i8   = int8(-3)
	zero = 0
	m    map[string]int
	m2   map[any]int = map[any]int{}
	e    any
	ei   I
	np   *T
	pp   *P
	nf   func()
	nch  chan int
	big  = 1 << 62
)

func main() {
	try("idx", func() { _ = s[ten] })
	try("idxu", func() { _ = s[u] })
	try("idxu8", func() { _ = s[u8] })
	try("idxi8", func() { _ = s[i8] })
	try("arr", func() { _ = arr[ten] })
	try("str", func() { _ = str[ten] })
	try("s:", func() { _ = s[ten:] })
	try(":s", func() { _ = s[:ten] })
	try("s1", func() { a, b := 4, 2; _ = s[a:b] })
	try("s2", func() { _ = s[n:] })
	try("s3", func() { _ = s[:n] })
	try("s3i", func() { _ = s[0:1:ten] })
	try("s3j", func() { a := 4; _ = s[0:a:3] })
	try("s3k", func() { a := 4; _ = s[a:3:5] })
	try("s3n", func() { _ = s[0:1:n] })
	try("str:", func() { _ = str[ten:] })
	try("str::", func() { _ = str[:ten] })
	try("str:rev", func() { a := 4; _ = str[a:2] })
	try("arr:", func() { _ = arr[ten:] })
	try("arr::", func() { _ = arr[:ten] })
	try("conv", func() { _ = [4]int(s) })
	try("convp", func() { _ = (*[7]int)(s) })
	try("div", func() { _ = 1 / zero })
	try("mod", func() { _ = 1 % zero })
	try("divu", func() { _ = u / uint(zero) })
	try("shift", func() { _ = 1 << n })
	try("nilmap", func() { m["a"] = 1 })
	try("hash", func() { m2[[]int{}] = 1 })
	try("hash2", func() { _ = m2[map[int]int{}] })
	try("hash3", func() { _ = m2[struct{ f func() }{}] })
	try("hash4", func() { m2[1] = 2; _ = m2[[1][]int{}] })
	try("hash5", func() { delete(m2, any([]string{})) })
	try("cmp", func() { var a, b any = []int{}, []int{}; _ = a == b })
	try("cmp2", func() { var a, b any = struct{ x any }{func() {}}, struct{ x any }{func() {}}; _ = a == b })
	try("assert", func() { _ = e.(int) })
	try("assert2", func() { e = "s"; _ = e.(int) })
	try("assert3", func() { _ = e.(I) })
	try("assert4", func() { e = nil; _ = e.(I) })
	try("assert5", func() { _ = ei.(*T) })
	try("assert6", func() { ei = np; _ = ei.(J) })
	try("assert7", func() { e = T{}; _ = e.(I) })
	try("assert8", func() { e = np; _ = e.(priv) })
	try("assert9", func() { type T struct{ a int }; e = T{}; _ = e.(P) })
	try("assert10", func() { e = fmt.Errorf; _ = e.(func(string)) })
	try("nilptr", func() { np.a = 1 })
	try("nilptr2", func() { _ = pp.a })
	try("nilptr3", func() { var p *[1 << 20]int; _ = p[500000] })
	try("nilfunc", func() { nf() })
	try("nilcall", func() { var x I; x.M() })
	try("nilval", func() { np.N() })
	try("closenil", func() { close(nch) })
	try("closeclosed", func() { c := make(chan int); close(c); close(c) })
	try("sendclosed", func() { c := make(chan int, 1); close(c); c <- 1 })
	try("selclosed", func() {
		c := make(chan int, 1)
		close(c)
		select {
		case c <- 1:
		case <-nch:
		}
	})
	try("selclosed2", func() {
		c := make(chan int, 1)
		close(c)
		select {
		case c <- 1:
		default:
		}
	})
	try("makeslice", func() { _ = make([]int, n) })
	try("makeslice2", func() { _ = make([]int, big) })
	try("makecap", func() { _ = make([]int, 1, n) })
	try("makecap2", func() { _ = make([]int, ten, zero) })
	try("makechan", func() { _ = make(chan int, n) })
	try("makechan2", func() { _ = make(chan [1 << 10]int, big) })
	try("makemap", func() { _ = make(map[int]int, n) })
	try("unsafe.Slice", func() { var p *int; _ = unsafe.Slice(p, 1) })
	try("unsafe.Slice2", func() { x := 1; _ = unsafe.Slice(&x, n) })
	try("unsafe.Slice3", func() { x := 1; _ = unsafe.Slice(&x, big) })
	try("unsafe.String", func() { var p *byte; _ = unsafe.String(p, 1) })
	try("unsafe.String2", func() { x := byte(1); _ = unsafe.String(&x, n) })
	try("nilpanic", func() { panic(nil) })
	try("err", func() { panic(errors.New("boom")) })
	try("goexit", func() { var wg sync.WaitGroup; wg.Add(-1) })
	try("unlock", func() { strings.Repeat("x", -1) })
	try("repeat", func() { strings.Repeat("xxxxxxxx", 1<<62) })
	try("reflect", func() { reflect.ValueOf(1).SetInt(2) })
	try("reflect2", func() { reflect.ValueOf(np).Elem().Field(0) })
	try("reflect3", func() { reflect.ValueOf("x").Int() })
	try("reflect4", func() { reflect.ValueOf(T{}).Method(7) })
	try("reflect5", func() { reflect.ValueOf(func(int) {}).Call(nil) })
	try("reflect6", func() { var v reflect.Value; v.Type() })
	try("timer", func() { var t *time.Timer; t.Stop() })
	try("timer2", func() { time.NewTicker(0) })
	try("rangefunc", func() {
		var keep func(int) bool
		for x := range func(yield func(int) bool) { keep = yield; yield(1) } {
			_ = x
		}
		keep(2)
	})
	try("rangefunc2", func() {
		for x := range func(yield func(int) bool) { yield(1); yield(2) } {
			_ = x
			break
		}
	})
	try("minlen", func() {
		var e2 any = (*T)(nil)
		_ = e2.(interface {
			M()
			Q()
		})
	})
	try("clearnil", func() { clear(m); delete(m, "x"); _ = len(m) })
	try("copy", func() { _ = string(make([]byte, 0, n)) })
	try("appendnil", func() { var p *[]int; *p = append(*p, 1) })
	try("ifacecmp", func() { var x, y any = m, m; _ = x == y })
	try("arrcmp", func() { var x, y any = [2]any{1, m}, [2]any{1, m}; _ = x == y })
	try("switch", func() {
		var x any = s
		switch x {
		case any(s):
		}
	})
}
