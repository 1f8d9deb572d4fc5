// reflect.Type: kinds, names, fields with tags, methods, composite types, comparisons, constructed types.
package main

import (
	"fmt"
	"io"
	"reflect"
)

type Inner struct {
	A int `k:"va" j:"vj"`
	b string
}
type Outer struct {
	Inner
	*Ptr
	M  map[string][]int `json:"m,omitempty"`
	F  func(int, ...string) (bool, error)
	C  <-chan struct{}
	I  io.Reader
	Ar [3]Gen[int]
}
type Ptr struct{ P float32 }
type Gen[T any] struct{ v T }
type Num int8
type Iface interface {
	Do(x int) string
	io.Closer
}

func (o Outer) Val(x int) int   { return x }
func (o *Outer) PtrMethod()     {}
func (p *Ptr) Promoted() string { return "" }
func (n Num) String() string    { return "num" }
func (g Gen[T]) Get() T         { return g.v }
func (o Outer) unexported()     {}

func describe(t reflect.Type) {
	fmt.Printf("%v | kind %v name %q pkg %q size %d align %d cmp %v methods %d\n", t, t.Kind(), t.Name(), t.PkgPath(), t.Size(), t.Align(), t.Comparable(), t.NumMethod())
}

func main() {
	for _, x := range []any{true, 1, int8(1), uint16(1), 1.5, float32(1), 1i, "s", []int{}, [2]string{}, map[string]bool{}, make(chan<- int), func(int) {}, Outer{}, &Outer{}, Num(1), Gen[string]{}, Gen[Gen[Num]]{}, struct {
		X int `tag:"t"`
		y bool
	}{}, uintptr(0), error(nil) == nil, [0]func(){}} {
		describe(reflect.TypeOf(x))
	}
	describe(reflect.TypeFor[Iface]())
	describe(reflect.TypeFor[error]())
	describe(reflect.TypeFor[any]())
	t := reflect.TypeOf(Outer{})
	for i := range t.NumField() {
		f := t.Field(i)
		fmt.Println(f.Name, f.Type, f.Tag, f.Anonymous, f.IsExported(), f.Offset, f.Index)
	}
	f, ok := t.FieldByName("A")
	fmt.Println(f.Index, ok, f.Tag.Get("k"), f.Tag.Get("none"))
	_, ok = t.FieldByName("zzz")
	fmt.Println(ok)
	j, ok := f.Tag.Lookup("j")
	fmt.Println(j, ok)
	for _, vf := range reflect.VisibleFields(t) {
		fmt.Print(vf.Name, vf.Index, " ")
	}
	fmt.Println()
	for _, t := range []reflect.Type{t, reflect.PointerTo(t), reflect.TypeFor[Iface](), reflect.TypeFor[Num]()} {
		for i := range t.NumMethod() {
			m := t.Method(i)
			fmt.Print(m.Name, " ", m.Type, "; ")
		}
		fmt.Println()
	}
	ft := t.Field(3).Type
	fmt.Println(ft.NumIn(), ft.In(1), ft.IsVariadic(), ft.NumOut(), ft.Out(1), t.Field(2).Type.Key(), t.Field(2).Type.Elem().Elem())
	fmt.Println(t.Field(4).Type.ChanDir(), t.Field(6).Type.Len(), t.Field(6).Type.Elem())
	pt := reflect.PointerTo(t)
	fmt.Println(pt.Elem() == t, pt == reflect.TypeOf(&Outer{}), reflect.SliceOf(t), reflect.MapOf(reflect.TypeFor[string](), pt), reflect.TypeOf([]int{}) == reflect.SliceOf(reflect.TypeOf(0)))
	fmt.Println(reflect.ArrayOf(3, reflect.TypeOf("")) == reflect.TypeOf([3]string{}), reflect.ChanOf(reflect.RecvDir, t), reflect.FuncOf([]reflect.Type{t}, nil, false))
	er := reflect.TypeFor[error]()
	st := reflect.TypeFor[fmt.Stringer]()
	fmt.Println(reflect.TypeFor[*io.PipeReader]().Implements(reflect.TypeFor[io.Reader]()), reflect.TypeFor[Num]().Implements(st), er.Implements(st), reflect.TypeFor[Num]().ConvertibleTo(reflect.TypeFor[string]()), reflect.TypeFor[Num]().AssignableTo(st))
	so := reflect.StructOf([]reflect.StructField{{Name: "X", Type: reflect.TypeOf(0), Tag: `a:"b"`}, {Name: "Y", Type: reflect.TypeOf("")}})
	fmt.Println(so, so.Size(), so == reflect.TypeOf(struct {
		X int `a:"b"`
		Y string
	}{}))
	fmt.Println(reflect.TypeOf(nil), reflect.TypeOf((*error)(nil)).Elem() == er, reflect.TypeOf(main).String())
}
