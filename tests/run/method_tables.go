package main

import (
	"errors"
	"fmt"
	"reflect"
)

// What method tables are read for at run time: assertions to interfaces, whose methods nobody may call; Implements; the number of
// methods; embedded and unexported methods; interfaces that nothing is converted to statically.

type walker interface{ Walk() string }
type quiet interface{ neverCalled(int) error }
type both interface {
	walker
	Swim(int) int
}
type unused interface{ Fly() }

type duck struct{ name string }

func (d *duck) Walk() string          { return d.name + " walks" }
func (d *duck) Swim(n int) int        { return n * 2 }
func (d *duck) neverCalled(int) error { return nil }
func (d duck) Extra() int             { return 1 }
func (d duck) hidden() int            { return 2 }

type wrongSwim struct{ *duck }

func (wrongSwim) Swim(n int) string { return "wrong" }

type embeds struct {
	*duck
	error
}

func try(x any) {
	w, isWalker := x.(walker)
	_, isQuiet := x.(quiet)
	b, isBoth := x.(both)
	_, flies := x.(unused)
	fmt.Printf("%T: %v %v %v %v", x, isWalker, isQuiet, isBoth, flies)
	if isWalker {
		fmt.Print(" ", w.Walk())
	}
	if isBoth {
		fmt.Print(" ", b.Swim(21))
	}
	t := reflect.TypeOf(x)
	fmt.Println(" ", t.NumMethod(), t.Implements(reflect.TypeFor[both]()), t.Implements(reflect.TypeFor[error]()))
}

func missing(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	d := &duck{"duck"}
	for _, x := range []any{d, *d, wrongSwim{d}, embeds{d, errors.New("e")}, 1, fmt.Errorf("x: %w", errors.New("y"))} {
		try(x)
	}
	var x any = *d
	missing(func() { _ = x.(walker) })
	missing(func() { _ = x.(unused) })
	missing(func() { var x any = wrongSwim{d}; _ = x.(both) })
	fmt.Println(x.(interface{ hidden() int }).hidden(), x.(interface{ Extra() int }).Extra())
	v := reflect.New(reflect.TypeFor[walker]()).Elem()
	v.Set(reflect.ValueOf(d))
	fmt.Println(v.Interface().(walker).Walk(), v.NumMethod(), v.Elem().NumMethod())
}
