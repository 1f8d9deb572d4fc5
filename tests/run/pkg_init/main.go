// Initialisation across packages: imports first, each once, in import path order where free;
// variables by dependency, files in name order, several init functions.
package main

import (
	"fmt"

	_ "example.org/initorder/a"
	"example.org/initorder/b"
	"example.org/initorder/internal/c"
)

var (
	v1 = c.Trace("main.v1", v2, v3)
	v2 = c.Trace("main.v2", fromOther)
	v3 = c.Trace("main.v3")
	_  = c.Trace("main._")
	v4 = func() int { return useMethod() }()
)

type t struct{}

func (t) get() int { return late }

func useMethod() int { return c.Trace("main.v4", t.get(t{})) }

var late = c.Trace("main.late")

func init() { c.Trace("main.init 1", v1) }
func init() { c.Trace("main.init 2") }

func main() {
	fmt.Println("main", v1, v2, v3, v4, b.Value, len(c.Log))
	for _, l := range c.Log {
		fmt.Println(l)
	}
}
