package main

// Ways that an interface or func value takes to a call. Each target waits for a channel, so a call that does not expect it
// loses its caller.

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sort"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

type Doer interface{ Do() string }

func wait(s string) string {
	c := make(chan string)
	go func() { c <- s }()
	return <-c
}

type A struct{ s string }
type B struct{ s string }
type C string
type D struct{ s string }
type E struct{ s string }
type F struct{ s string }
type G struct{ s string }
type H struct{ s string }
type I struct{ s string }
type J struct{ s string }
type K struct{ s string }

func (x A) Do() string  { return wait("A" + x.s) }
func (x *B) Do() string { return wait("B" + x.s) }
func (x C) Do() string  { return wait("C" + string(x)) }
func (x D) Do() string  { return wait("D" + x.s) }
func (x E) Do() string  { return wait("E" + x.s) }
func (x F) Do() string  { return wait("F" + x.s) }
func (x G) Do() string  { return wait("G" + x.s) }
func (x H) Do() string  { return wait("H" + x.s) }
func (x I) Do() string  { return wait("I" + x.s) }
func (x J) Do() string  { return wait("J" + x.s) }
func (x K) Do() string  { return wait("K" + x.s) }

type holder struct {
	d    Doer
	Open Doer
	f    func() string
	Fn   func() string
}

type twin struct {
	d    Doer
	Open Doer
	f    func() string
	Fn   func() string
}

type outer struct {
	holder
	arr [2]Doer
}

type box[T any] struct{ v T }

func (b *box[T]) get() T { return b.v }

type handler struct {
	f func(s string) string
	n int
}

func (h handler) Do() string { return h.f("!") }

type stringer struct{ s string }

func (s stringer) String() string { return wait("<" + s.s + ">") }

type failure struct{ s string }

func (f *failure) Error() string { return wait("failed: " + f.s) }

type byWait []int

func (b byWait) Len() int           { return len(b) }
func (b byWait) Less(i, j int) bool { return wait("x") == "x" && b[i] < b[j] }
func (b byWait) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

var global Doer
var globalFunc func() string
var static = []Doer{A{"static"}, &B{"static"}}
var table = map[string]func() string{"t": func() string { return wait("table") }}
var viaAddress = &global

func set(p *Doer, d Doer) { *p = d }

func main() {
	h := &holder{}
	set(&h.d, A{"field"})
	fmt.Println(h.d.Do())
	*viaAddress = &B{"global"}
	fmt.Println(global.Do())
	globalFunc = func() string { return wait("func") }
	fmt.Println(globalFunc())
	fmt.Println(static[0].Do(), static[1].Do(), table["t"]())

	t := (*twin)(unsafe.Pointer(h))
	t.d = C("unsafe")
	fmt.Println(h.d.Do())
	c := (*holder)(&twin{f: func() string { return wait("converted") }})
	fmt.Println(c.f())

	v := reflect.ValueOf(h).Elem()
	v.FieldByName("Open").Set(reflect.ValueOf(D{"reflect"}))
	v.FieldByName("Fn").Set(reflect.ValueOf(func() string { return wait("reflect func") }))
	fmt.Println(h.Open.Do(), h.Fn())
	made := reflect.MakeFunc(reflect.TypeOf(h.f), func([]reflect.Value) []reflect.Value {
		return []reflect.Value{reflect.ValueOf(wait("made"))}
	}).Interface().(func() string)
	h.f = made
	fmt.Println(h.f())
	fmt.Println(reflect.ValueOf(E{"call"}).MethodByName("Do").Call(nil)[0])
	slot := reflect.New(reflect.TypeOf((*Doer)(nil)).Elem())
	slot.Elem().Set(reflect.ValueOf(F{"new"}))
	fmt.Println((*slot.Interface().(*Doer)).Do())

	o := outer{arr: [2]Doer{G{"array"}, nil}}
	arr := o.arr[:]
	arr[1] = H{"slice"}
	o.holder.d = I{"embedded"}
	copied := o
	fmt.Println(copied.arr[0].Do(), copied.arr[1].Do(), copied.d.Do())

	var av atomic.Value
	av.Store(Doer(J{"atomic"}))
	fmt.Println(av.Load().(Doer).Do())
	var ap atomic.Pointer[Doer]
	var d Doer = K{"pointer"}
	ap.Store(&d)
	fmt.Println((*ap.Load()).Do())
	var m sync.Map
	m.Store("k", func() string { return wait("map func") })
	f, _ := m.Load("k")
	fmt.Println(f.(func() string)())
	pool := sync.Pool{New: func() any { return &box[Doer]{A{"pool"}} }}
	fmt.Println(pool.Get().(*box[Doer]).get().Do())

	ch := make(chan Doer, 1)
	ch <- handler{func(s string) string { return wait("handler" + s) }, 1}
	fmt.Println((<-ch).Do())
	any1 := any(C("any"))
	if x, ok := any1.(interface{ Do() string }); ok {
		fmt.Println(x.Do())
	}
	do := Doer.Do
	bound := (&B{"bound"}).Do
	fmt.Println(do(A{"expr"}), bound())
	func() {
		defer func(d Doer) { fmt.Println(d.Do()) }(&B{"deferred"})
		dd := Doer(C("defer method"))
		defer dd.Do()
	}()
	done := make(chan bool)
	go func(d Doer, f func() string) {
		fmt.Println(d.Do(), f())
		done <- true
	}(A{"go"}, bound)
	<-done

	fmt.Println(stringer{"s"}, []any{stringer{"t"}}, map[string]fmt.Stringer{"k": stringer{"u"}}, struct{ X any }{stringer{"v"}})
	fmt.Printf("%v %s\n", &failure{"e"}, fmt.Errorf("wrapped: %w", &failure{"w"}))
	var err error = fmt.Errorf("two: %w", &failure{"as"})
	var fail *failure
	fmt.Println(errors.As(err, &fail), fail.Error())
	b := byWait{3, 1, 2}
	sort.Sort(b)
	fmt.Println(b)
	sort.Slice(b, func(i, j int) bool { return wait("y") == "y" && b[i] > b[j] })
	fmt.Println(b)
	for s := range func(yield func(string) bool) {
		_ = yield(wait("one")) && yield(wait("two"))
	} {
		fmt.Println(wait(s))
	}
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), "k", Doer(A{"ctx"})))
	stop := make(chan string)
	context.AfterFunc(ctx, func() { stop <- wait("after") })
	fmt.Println(ctx.Value("k").(Doer).Do())
	cancel()
	fmt.Println(<-stop)
	time.AfterFunc(time.Millisecond, func() { stop <- wait("timer") })
	fmt.Println(<-stop)
	defer func() {
		fmt.Println(recover().(Doer).Do())
	}()
	panic(Doer(A{"panic"}))
}
