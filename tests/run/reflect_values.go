// reflect.Value: reading and writing, maps, slices, calls, MakeFunc, methods, channels, conversion, DeepEqual, iteration.
package main

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
)

type Person struct {
	Name string
	Age  int
	tags []string
	Next *Person
}

func (p Person) Greet(greeting string, n ...int) string {
	return fmt.Sprint(greeting, " ", p.Name, n)
}
func (p *Person) Birthday() int { p.Age++; return p.Age }
func (p Person) Fail() error    { return errors.New("failed " + p.Name) }

type Shape interface{ Area() float64 }
type Sq float64

func (s Sq) Area() float64 { return float64(s * s) }

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "->", r)
		}
	}()
	f()
}

func many(a int8, b string, c float32, d []int, e Shape, f struct{ x, y int16 }, g ...any) (string, int, error) {
	return fmt.Sprint(a, b, c, d, e.Area(), f, g), len(g), nil
}

func walk(v reflect.Value, depth int) {
	ind := strings.Repeat(" ", depth)
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fmt.Println(ind+v.Type().Field(i).Name, v.Field(i).CanSet(), v.Field(i).CanInterface())
			walk(v.Field(i), depth+1)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), depth+1)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), depth+1)
		}
	default:
		fmt.Println(ind, v)
	}
}

func main() {
	p := &Person{"Ann", 30, []string{"x"}, &Person{Name: "Bob"}}
	v := reflect.ValueOf(p).Elem()
	v.Field(0).SetString("Eve")
	v.FieldByName("Age").SetInt(41)
	walk(v, 0)
	try("unexported", func() { v.Field(2).Set(reflect.ValueOf([]string{})) })
	try("not addressable", func() { reflect.ValueOf(*p).Field(0).SetString("x") })
	try("wrong type", func() { v.Field(0).Set(reflect.ValueOf(5)) })
	try("zero Value", func() { reflect.Value{}.Type() })
	fmt.Println(v.MethodByName("Greet").Call([]reflect.Value{reflect.ValueOf("hi"), reflect.ValueOf(1), reflect.ValueOf(2)})[0])
	fmt.Println(v.MethodByName("Greet").CallSlice([]reflect.Value{reflect.ValueOf("yo"), reflect.ValueOf([]int{7})})[0])
	fmt.Println(v.Addr().MethodByName("Birthday").Call(nil)[0].Int(), p.Age, v.Addr().NumMethod(), v.NumMethod())
	fmt.Println(v.Method(0).Call(nil)[0].Interface().(error), v.Addr().Type().Method(0).Name)
	m := reflect.ValueOf(many)
	out := m.Call([]reflect.Value{reflect.ValueOf(int8(-1)), reflect.ValueOf("b"), reflect.ValueOf(float32(2.5)), reflect.ValueOf([]int{1}), reflect.ValueOf(Sq(2)), reflect.ValueOf(struct{ x, y int16 }{3, 4}), reflect.ValueOf(5), reflect.ValueOf("g")})
	fmt.Println(out[0], out[1], out[2].IsNil())
	try("few arguments", func() { m.Call(nil) })

	swap := reflect.MakeFunc(reflect.TypeFor[func(int, string) (string, int)](), func(args []reflect.Value) []reflect.Value {
		return []reflect.Value{args[1], args[0]}
	}).Interface().(func(int, string) (string, int))
	fmt.Println(swap(1, "a"))
	var add func(xs ...float64) float64
	reflect.ValueOf(&add).Elem().Set(reflect.MakeFunc(reflect.TypeOf(add), func(args []reflect.Value) []reflect.Value {
		s := 0.0
		for i := range args[0].Len() {
			s += args[0].Index(i).Float()
		}
		return []reflect.Value{reflect.ValueOf(s)}
	}))
	fmt.Println(add(1, 2.5), add())

	mv := reflect.ValueOf(map[string]int{"a": 1, "b": 2})
	mv.SetMapIndex(reflect.ValueOf("c"), reflect.ValueOf(3))
	mv.SetMapIndex(reflect.ValueOf("a"), reflect.Value{})
	sum := int64(0)
	for it := mv.MapRange(); it.Next(); {
		sum += it.Value().Int() * int64(len(it.Key().String()))
	}
	fmt.Println(mv.Len(), sum, mv.MapIndex(reflect.ValueOf("zz")).IsValid(), len(mv.MapKeys()))
	nm := reflect.MakeMap(reflect.TypeFor[map[Person2]bool]())
	nm.SetMapIndex(reflect.ValueOf(Person2{"k"}), reflect.ValueOf(true))
	fmt.Println(nm)
	s := reflect.MakeSlice(reflect.TypeFor[[]string](), 1, 5)
	s.Index(0).SetString("s0")
	s = reflect.Append(s, reflect.ValueOf("s1"))
	s = reflect.AppendSlice(s, s)
	fmt.Println(s, s.Len(), s.Cap() >= 4, s.Slice(1, 3), reflect.Copy(s, reflect.ValueOf([]string{"c"})), s.Index(0))
	ch := reflect.MakeChan(reflect.TypeFor[chan int](), 2)
	ch.Send(reflect.ValueOf(9))
	fmt.Println(ch.TrySend(reflect.ValueOf(8)), ch.TrySend(reflect.ValueOf(7)), ch.Len())
	x, ok := ch.Recv()
	fmt.Println(x, ok)
	chosen, rv, rok := reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(make(chan int))}, {Dir: reflect.SelectRecv, Chan: ch}})
	fmt.Println(chosen, rv, rok)
	fmt.Println(reflect.ValueOf(3.9).Convert(reflect.TypeFor[int8]()), reflect.ValueOf(65).Convert(reflect.TypeFor[string]()), reflect.ValueOf(Sq(3)).Convert(reflect.TypeFor[Shape]()).Interface().(Shape).Area(), reflect.ValueOf([]byte("b")).Convert(reflect.TypeFor[string]()))
	fmt.Println(reflect.Zero(reflect.TypeOf(*p)), reflect.New(reflect.TypeOf(0)).Elem(), reflect.Indirect(reflect.ValueOf(p)).Field(1), reflect.ValueOf(p).Elem().Field(3).IsNil(), v.Field(3).Elem().IsZero())
	fmt.Println(reflect.DeepEqual(map[string][]any{"a": {1, "x", nil}}, map[string][]any{"a": {1, "x", nil}}), reflect.DeepEqual([]int{}, []int(nil)), reflect.DeepEqual(p, &Person{"Eve", 42, []string{"x"}, &Person{Name: "Bob"}}), reflect.DeepEqual(1, int64(1)))
	cyc := &Person{Name: "c"}
	cyc.Next = cyc
	cyc2 := &Person{Name: "c"}
	cyc2.Next = cyc2
	fmt.Println(reflect.DeepEqual(cyc, cyc2), reflect.ValueOf(1).Equal(reflect.ValueOf(1)), reflect.ValueOf("a").Comparable())
	so := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "F", Type: reflect.TypeOf(0), Tag: `json:"f"`}})).Elem()
	so.Field(0).SetInt(5)
	fmt.Printf("%+v\n", so.Interface())
	for i := range reflect.ValueOf(3).Seq() {
		fmt.Print(i, " ")
	}
	for k, e := range reflect.ValueOf([]string{"p", "q"}).Seq2() {
		fmt.Print(k, e, " ")
	}
	sw := []int{1, 2, 3}
	reflect.Swapper(sw)(0, 2)
	fmt.Println(sw, v.Kind() == reflect.Struct, reflect.ValueOf(nil).IsValid())
}

type Person2 struct{ N string }
