// Type switches and type assertions: concrete types, interfaces, lists, nil, default, comma-ok.
package main

type stringer interface{ String() string }
type namer interface{ Name() string }
type both interface {
	stringer
	namer
}

type a int
type b struct{ s string }

func (x a) String() string  { return "a" }
func (x *b) String() string { return "b:" + x.s }
func (x *b) Name() string   { return "name:" + x.s }

type myErr string

func (e myErr) Error() string { return "error " + string(e) }

func kind(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int:
		return "int" + string(rune('0'+v))
	case int8, int16:
		if v == any(int8(3)) {
			return "int8 3"
		}
		return "small int"
	case string:
		return "string " + v
	case []int:
		return "slice" + string(rune('0'+len(v)))
	case map[string]int:
		return "map"
	case func(int) int:
		return "func" + string(rune('0'+v(2)))
	case error:
		return v.Error()
	case both:
		return v.String() + "&" + v.Name()
	case stringer:
		return "stringer " + v.String()
	case *int:
		return "pointer" + string(rune('0'+*v))
	case [2]bool:
		return "array"
	case struct{ x int }:
		return "struct" + string(rune('0'+v.x))
	case chan int, <-chan int:
		return "chan"
	case float64, complex128:
		return "floating"
	default:
		return "other"
	}
}

func main() {
	n := 7
	for _, x := range []any{nil, 1, int8(3), int16(3), "s", []int{1, 2}, map[string]int{}, func(x int) int { return x * 3 },
		myErr("e"), &b{"x"}, a(1), &n, [2]bool{}, struct{ x int }{4}, make(chan int), make(<-chan int), 1.5, 2i, uint(1), []string{}, [3]bool{}} {
		println(kind(x))
	}
	var x any = a(5)
	v, ok := x.(a)
	println(v, ok)
	_, ok = x.(int)
	println(ok)
	s, ok := x.(stringer)
	println(s.String(), ok)
	nm, ok := x.(namer)
	println(nm == nil, ok)
	println(x.(a)+1, x.(stringer).(a) == 5)
	x = &b{"p"}
	println(x.(both).Name(), x.(*b).s, x.(namer).(stringer).String())
	var st stringer = a(1)
	switch st.(type) {
	case both:
		println("both")
	case a:
		println("just a")
	}
	_, ok = any(nil).(stringer)
	println(ok)
	switch y := any(3.5).(type) {
	case int, float64:
		z, ok := y.(float64)
		println(z, ok)
	}
}
