// recover in functions that reflect stands in front of: method values, made functions, methods as functions.
package main

import (
	"fmt"
	"reflect"
)

type T struct{ name string }

func (t *T) Pointer() { fmt.Println(t.name, "recovered", recover()) }
func (t T) Value()    { fmt.Println(t.name, "recovered", recover()) }

func (t T) Nested() { func() { fmt.Println(t.name, "nested", recover()) }() }

// Deferred calls of others between the panic and the method.
func (t T) After() {
	func() {
		defer func() { fmt.Println(t.name, "normally deferred", recover()) }()
	}()
	fmt.Println(t.name, "recovered", recover())
}

func call(what string, f func()) {
	defer func() { fmt.Println(what, "left", recover()) }()
	defer f()
	panic(what)
}

func main() {
	t := &T{"t"}
	for i := 0; i < 2; i++ {
		v := reflect.ValueOf(t).Elem()
		if i == 1 {
			v = reflect.ValueOf(t)
		}
		for k := 0; k < v.NumMethod(); k++ {
			name := fmt.Sprint(v.Type(), ".", v.Type().Method(k).Name)
			call(name, v.Method(k).Interface().(func()))
			call(name+" called", func() { v.Method(k).Call(nil) })
			f := v.Type().Method(k).Func
			call(name+" as function", func() { f.Call([]reflect.Value{v}) })
		}
	}
	made := reflect.MakeFunc(reflect.TypeOf(func() {}), func([]reflect.Value) []reflect.Value {
		fmt.Println("made recovered", recover())
		return nil
	})
	call("MakeFunc", made.Interface().(func()))
}
