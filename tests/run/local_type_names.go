// Names of types that functions declare, as type arguments, too.
package main

import (
	"fmt"
	"reflect"
)

type box[T any] struct{ v T }

func (b box[T]) get() string { return fmt.Sprintf("%T %v", b.v, b.v) }

func F[T any]() string { var x T; return fmt.Sprintf("%T %#v %T", x, x, box[T]{}) }

func a() any {
	type L int
	fmt.Println(F[L](), box[L]{}.get())
	{
		type L float64
		fmt.Println(F[L](), box[L]{}.get())
	}
	return box[L]{}
}
func b() any {
	type L string
	fmt.Println(F[L](), box[L]{}.get(), F[map[L]L]())
	return box[L]{}
}

func g[X any]() any {
	type L struct{ x X }
	fmt.Println(F[L](), box[L]{}.get())
	type M[Y any] struct { x X; y Y }
	fmt.Println(F[M[L]](), reflect.TypeOf(M[int]{}))
	return box[L]{}
}

func main() {
	x, y := a(), b()
	fmt.Println(x == y, reflect.TypeOf(x) == reflect.TypeOf(y))
	x, y = g[int](), g[string]()
	fmt.Println(x == y, reflect.TypeOf(x) == reflect.TypeOf(y))
	fmt.Printf("%T %T\n", x, y)
}
