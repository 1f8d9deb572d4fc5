// Assertions and type switches in generic code on types that can't be in the interface.
package main

import "fmt"

type I interface{ M() }

type has struct{ n int }

func (has) M() {}

type hasNot struct{ n int }

func assert[T any](i I) (t T, ok bool) {
	if _, is := any(t).(I); is {
		fmt.Printf("%T is an I\n", t)
	}
	t, ok = i.(T)
	return t, ok
}

func must[T any](i I) (t T) {
	defer func() { fmt.Println("recovered", recover()) }()
	return i.(T)
}

func kind[T any](i I) string {
	switch i.(type) {
	case nil:
		return "nil"
	case T:
		return fmt.Sprintf("%T", *new(T))
	}
	return "another"
}

func is[T any](x any) bool {
	if i, ok := x.(I); ok {
		_, ok = i.(T)
		return ok
	}
	return false
}

func main() {
	fmt.Println(assert[has](has{1}))
	fmt.Println(assert[hasNot](has{1}))
	fmt.Println(assert[*has](&has{1}))
	fmt.Println(assert[hasNot](nil))
	must[has](has{2})
	must[hasNot](has{2})
	must[hasNot](nil)
	fmt.Println(kind[has](has{}), kind[hasNot](has{}), kind[hasNot](nil), kind[*hasNot](&has{}))
	fmt.Println(is[has](has{}), is[hasNot](has{}), is[hasNot](hasNot{}), is[has](hasNot{}))
}
