package main

import (
	"fmt"
	"reflect"
)

type slow chan string

func (s slow) String() string { return <-s }

type named interface{ String() string }

func main() {
	s := make(slow, 10)
	go func() {
		for i := 0; i < 10; i++ {
			s <- fmt.Sprint("x", i)
		}
	}()
	var n named = s
	fmt.Println(fmt.Sprintf("%T %[1]v", n))
	fmt.Println(fmt.Sprintf("%T", n, n))
	fmt.Println(fmt.Sprintf("%+-20T|%#T|%08.3T|%%|%T", n, n, n, nil))
	fmt.Println(fmt.Sprintf("%99999999T|%T", n, n))
	fmt.Println(fmt.Sprintf("%*T|%T", 8, n, n), fmt.Sprintf("%.*T", 3, n))
	fmt.Println(fmt.Sprintf("%s %T", n, n), fmt.Sprintf("%T %", n))
	fmt.Println(fmt.Errorf("%T: %w", n, fmt.Errorf("%T", n)))
	t := reflect.TypeOf(n)
	fmt.Println(t.String(), t.Kind(), reflect.TypeOf(n).Name(), reflect.TypeOf(n).NumMethod())
	v := reflect.Zero(reflect.TypeOf(n))
	fmt.Println(v.Type().Method(0).Name, reflect.New(reflect.TypeOf(n)).Elem().Interface().(named) == named(slow(nil)))
}
