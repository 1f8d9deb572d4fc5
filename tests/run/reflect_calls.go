// Calls by reflection: functions, methods, method values, MakeFunc, types of all sizes, recover in functions made at run time.
package main

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
)

type P struct{ X, Y int }

func (p P) Add(q P) P      { return P{p.X + q.X, p.Y + q.Y} }
func (p *P) Scale(k int)   { p.X *= k; p.Y *= k }
func (p P) String() string { return fmt.Sprintf("(%d,%d)", p.X, p.Y) }

type E struct {
	*P
	Name string
}
type Big struct {
	A [20]int
	S string
	P *int
}

func (b Big) Sum(c Big) (Big, int) {
	n := 0
	for i := range b.A {
		n += b.A[i] + c.A[i]
		b.A[i] = n
	}
	b.S += c.S
	return b, n
}

type I interface{ Add(P) P }

type F float32

func (f F) Twice() F { return f * 2 }

func all(a int8, b uint8, c int16, d uint16, e int32, f uint32, g int64, h uint64, i float32, j float64, k complex64, l complex128, m string, n []int, o map[string]int, p any, q error, r func() int, s [1]int, t [3]byte, u struct{}, v bool) (bool, int8, []int, string, [3]byte, any) {
	fmt.Println(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r(), s, t, u, v)
	return !v, -a, append(n, 1), m + "!", t, p
}

func variadic(pre string, xs ...int) string { return fmt.Sprint(pre, xs) }

func show(vs []reflect.Value) {
	for _, v := range vs {
		fmt.Print(v.Interface(), " ")
	}
	fmt.Println()
}

func main() {
	v := reflect.ValueOf
	show(v(all).Call([]reflect.Value{v(int8(-3)), v(uint8(200)), v(int16(-300)), v(uint16(60000)), v(int32(-5)), v(uint32(4e9)), v(int64(-7)), v(uint64(8)), v(float32(1.5)), v(2.5), v(complex64(1 + 2i)), v(3 + 4i), v("str"), v([]int{1, 2}), v(map[string]int{"a": 1}), v("any"), reflect.Zero(reflect.TypeOf((*error)(nil)).Elem()), v(func() int { return 42 }), v([1]int{9}), v([3]byte{1, 2, 3}), v(struct{}{}), v(true)}))
	show(v(variadic).Call([]reflect.Value{v("a"), v(1), v(2)}))
	show(v(variadic).Call([]reflect.Value{v("a")}))
	show(v(variadic).CallSlice([]reflect.Value{v("a"), v([]int{4, 5})}))
	p := &P{1, 2}
	show(v(p).MethodByName("Add").Call([]reflect.Value{v(P{10, 20})}))
	v(p).MethodByName("Scale").Call([]reflect.Value{v(3)})
	fmt.Println(*p)
	show(v(*p).MethodByName("Add").Call([]reflect.Value{v(P{10, 20})}))
	e := E{p, "e"}
	show(v(e).MethodByName("Add").Call([]reflect.Value{v(P{1, 1})}))
	v(e).MethodByName("Scale").Call([]reflect.Value{v(2)})
	fmt.Println(*p)
	var i I = *p
	show(v(&i).Elem().Method(0).Call([]reflect.Value{v(P{1, 1})}))
	b := Big{S: "x"}
	for i := range b.A {
		b.A[i] = i
	}
	r := v(b).Method(0).Call([]reflect.Value{v(b)})
	fmt.Println(r[0].Interface(), r[1].Int())
	show(v(F(1.5)).Method(0).Call(nil))
	// method values
	f := v(p).MethodByName("Add").Interface().(func(P) P)
	fmt.Println(f(P{100, 200}))
	g := v(b).Method(0).Interface().(func(Big) (Big, int))
	fmt.Println(g(b))
	h := v(p).MethodByName("Scale").Interface().(func(int))
	h(2)
	fmt.Println(*p)
	// type methods
	m, _ := reflect.TypeOf(P{}).MethodByName("Add")
	fmt.Println(m.Name, m.Type)
	show(m.Func.Call([]reflect.Value{v(P{1, 2}), v(P{3, 4})}))
	fmt.Println(m.Func.Interface().(func(P, P) P)(P{5, 6}, P{7, 8}))
	m, _ = reflect.TypeOf(&P{}).MethodByName("Scale")
	m.Func.Call([]reflect.Value{v(p), v(5)})
	fmt.Println(*p)
	for i := 0; i < reflect.TypeOf(p).NumMethod(); i++ {
		fmt.Println(reflect.TypeOf(p).Method(i).Name, reflect.TypeOf(p).Method(i).Type, v(p).Method(i).Type())
	}
	// MakeFunc
	swap := func(in []reflect.Value) []reflect.Value { return []reflect.Value{in[1], in[0]} }
	var intSwap func(int, int) (int, int)
	fn := reflect.MakeFunc(reflect.TypeOf(intSwap), swap)
	intSwap = fn.Interface().(func(int, int) (int, int))
	fmt.Println(intSwap(1, 2))
	var bs func(Big, string) (string, Big)
	bs = reflect.MakeFunc(reflect.TypeOf(bs), swap).Interface().(func(Big, string) (string, Big))
	fmt.Println(bs(b, "hello"))
	var sum func(string, ...int) string
	sum = reflect.MakeFunc(reflect.TypeOf(sum), func(in []reflect.Value) []reflect.Value {
		n := 0
		for i := 0; i < in[1].Len(); i++ {
			n += int(in[1].Index(i).Int())
		}
		return []reflect.Value{v(fmt.Sprint(in[0], n))}
	}).Interface().(func(string, ...int) string)
	fmt.Println(sum("n=", 1, 2, 3))
	ft := reflect.FuncOf([]reflect.Type{reflect.TypeOf(0), reflect.TypeOf(0)}, []reflect.Type{reflect.TypeOf(0), reflect.TypeOf(0)}, false)
	show(reflect.MakeFunc(ft, swap).Call([]reflect.Value{v(3), v(4)}))
	s := []string{"b", "a", "c"}
	sort.Slice(s, func(i, j int) bool { return s[i] < s[j] })
	fmt.Println(s, reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}))
	show(v(strings.ToUpper).Call([]reflect.Value{v("up")}))
	ch := make(chan int)
	go func() { ch <- 7 }()
	show(v(func(c chan int) int { return <-c }).Call([]reflect.Value{v(ch)}))
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		v(func() { panic("boom") }).Call(nil)
	}()
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		v(3).Len()
	}()
	defer v(func() { fmt.Println("deferred") }).Call(nil)
	func() {
		defer reflect.MakeFunc(reflect.TypeOf(func() {}), func([]reflect.Value) []reflect.Value { fmt.Println("rec", recover()); return nil }).Interface().(func())()
		panic("in makefunc defer")
	}()
}
