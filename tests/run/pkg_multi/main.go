// Several packages: exported and hidden names, interfaces across packages, generics instantiated
// elsewhere, embedded files, a build constraint, dot and renamed imports.
package main

import (
	"fmt"
	. "strings"

	"example.org/multi/data"
	sh "example.org/multi/shape"
	"example.org/multi/stack"
)

type triangle struct{ a, b float64 }

func (t triangle) Area() float64 { return t.a * t.b / 2 }
func (t triangle) name() string  { return "main's own hidden method" }

type local struct {
	sh.Named
	hidden int
}

func main() {
	shapes := []sh.Shape{sh.New(2, 3), triangle{4, 5}, &sh.Circle{R: 1}}
	for _, s := range shapes {
		fmt.Printf("%T %.2f %v\n", s, s.Area(), sh.IsNamed(s))
	}
	var s stack.Stack[sh.Shape]
	s.Push(shapes...)
	top, _ := s.Pop()
	fmt.Println(top == shapes[2], s.Len(), stack.Of("x", "y"))
	l := local{Named: sh.Named{Label: "promoted"}}
	fmt.Println(l.Describe(), l.Label, sh.IsNamed(l), ToUpper("dot import"))
	fmt.Println(data.Names(), data.Text, len(data.Binary), data.System, data.Lines("files/list.txt"))
	fmt.Println(sh.ErrSmall, sh.Check(triangle{}), sh.Count)
	sh.Count += 5
	fmt.Println(sh.Bump(), sh.Default == sh.Default, stack.Depth)
}
