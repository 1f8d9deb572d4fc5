// Nil in interfaces: typed nil against nil, nil receivers, errors that aren't nil, method values of nil.
package main

import (
	"errors"
	"fmt"
)

type myErr struct{ msg string }

func (e *myErr) Error() string {
	if e == nil {
		return "nil *myErr"
	}
	return e.msg
}

type sl []int

func (s sl) Len() int { return len(s) }

type fn func() int

func (f fn) Call() int {
	if f == nil {
		return -1
	}
	return f()
}

type lener interface{ Len() int }

func mayFail(fail bool) *myErr {
	if fail {
		return &myErr{"failed"}
	}
	return nil
}

func wrongNil() error { return mayFail(false) }
func rightNil() error {
	if e := mayFail(false); e != nil {
		return e
	}
	return nil
}

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
		}
	}()
	f()
}

func main() {
	fmt.Println(wrongNil() == nil, rightNil() == nil, wrongNil(), mayFail(true))
	e := wrongNil()
	fmt.Println(e != nil, e.Error(), e == (*myErr)(nil), e.(*myErr) == nil)
	var target *myErr
	fmt.Println(errors.As(e, &target), target == nil)
	var l lener = sl(nil)
	fmt.Println(l == nil, l.Len(), l.(sl) == nil)
	fmt.Println(fn(nil).Call(), fn(func() int { return 5 }).Call())
	var x any = (*int)(nil)
	var y any = (*string)(nil)
	var z any
	fmt.Println(x == nil, x == y, x == (*int)(nil), z == nil, x == z)
	for _, v := range []any{nil, x, y, []int(nil), map[string]int(nil), (chan int)(nil), (func())(nil), error(nil), 0} {
		switch v := v.(type) {
		case nil:
			fmt.Print("nil ")
		case *int:
			fmt.Print("*int ", v == nil, " ")
		case *string, []int:
			fmt.Print("one of two ", v == nil, " ")
		case map[string]int:
			fmt.Print("map ", len(v), v == nil, " ")
		default:
			fmt.Printf("%T ", v)
		}
	}
	fmt.Println()
	var nl lener
	var ne error
	try("nil interface call", func() { nl.Len() })
	try("nil error call", func() { _ = ne.Error() })
	try("nil method value", func() { f := nl.Len; f() })
	try("nil pointer method value", func() { f := (*myErr)(nil).Error; fmt.Println(f()) })
	var np *myErr
	try("nil deref in method", func() { fmt.Println(np.msg) })
	try("value method via nil", func() { var p *sl; p.Len() })
	try("assert nil", func() { _ = z.(error) })
	try("assert wrong", func() { _ = x.(error) })
	try("assert to concrete", func() { _ = e.(interface{ Unwrap() error }) })
	_, ok1 := z.(error)
	_, ok2 := x.(*int)
	_, ok3 := e.(fmt.Stringer)
	fmt.Println(ok1, ok2, ok3)
	fmt.Printf("%v %v %v %+v\n", z, ne, x, np)
	type holder struct {
		e error
		a any
	}
	fmt.Println(holder{} == holder{nil, nil}, holder{e: e} == holder{e: (*myErr)(nil)})
}
