// Run-time errors implement runtime.Error and can be told apart; errors from std panics.
package main

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
)

func catch(f func()) (r any) {
	defer func() { r = recover() }()
	f()
	return nil
}

type T struct{ x [1000]int }
type I interface{ M(int) string }
type J interface{ N() }
type impl struct{}

func (*impl) M(int) string { return "" }

type wrongSig struct{}

func (wrongSig) M() {}

func main() {
	var p *T
	var s []int
	var i any = 5
	zero := 0
	n := -1
	for _, f := range []func(){
		func() { p.x[500]++ },
		func() { fmt.Println(s[zero]) },
		func() { fmt.Println(1 / zero) },
		func() { fmt.Println(i.(string)) },
		func() { fmt.Println(i.(I)) },
		func() { fmt.Println(any(impl{}).(I)) },
		func() { fmt.Println(any(wrongSig{}).(I)) },
		func() { fmt.Println(any(T{}).(*T)) },
		func() { fmt.Println(make([]int, n)) },
		func() { fmt.Println(make(chan int, n)) },
		func() { fmt.Println(s[1:zero]) },
		func() { _ = i == any([]int{}) || any([]int{}) == any([]int{}) },
	} {
		r := catch(f)
		e, ok := r.(runtime.Error)
		var ta *runtime.TypeAssertionError
		var err error
		if ok {
			err = e
		}
		fmt.Println(ok, errors.As(err, &ta), r)
	}
	fmt.Println(catch(func() { panic(nil) }).(*runtime.PanicNilError))
	fmt.Println(catch(func() { reflect.ValueOf(5).Len() }))
	fmt.Println(catch(func() { reflect.ValueOf(5).SetInt(1) }))
	fmt.Println(catch(func() { strings.Repeat("x", n) }))
	fmt.Println(catch(func() { new(sync.WaitGroup).Done() }))
	fmt.Println(catch(func() { fmt.Println(strings.NewReplacer("odd")) }))
	fmt.Println(catch(func() { new(strings.Builder).Grow(n) }))
	// the same type from different calls compares as usual
	a, b := catch(func() { fmt.Println(1 / zero) }), catch(func() { fmt.Println(2 % zero) })
	fmt.Println(a == b, reflect.TypeOf(a) == reflect.TypeOf(b))
	// fmt itself survives methods that panic
	fmt.Println(bad{}, &bad{}, (*bad)(nil))
	fmt.Printf("%d %s\n", bad{}, nilErr{})
}

type bad struct{}

func (bad) String() string { panic("in String") }

type nilErr struct{ e error }

func (n nilErr) Error() string { return n.e.Error() }
