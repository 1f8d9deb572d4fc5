// m[k] op= v: what has happened to the map when v, the key or the operation panics.
package main

import "fmt"

func try(name string, f func(m map[any]int)) {
	m := map[any]int{}
	defer func() { fmt.Println(name, len(m), recover()) }()
	f(m)
}

var s []int
var p *int
var n = -1
var k any = []int{}

func main() {
	try("deref", func(m map[any]int) { m[0] += *p })
	try("index", func(m map[any]int) { m[0] += s[5] })
	try("shift", func(m map[any]int) { m[0] <<= n })
	try("div", func(m map[any]int) { z := 0; m[0] /= z })
	try("rem", func(m map[any]int) { z := 0; m[0] %= z })
	try("divp", func(m map[any]int) { m[0] /= *p })
	try("key", func(m map[any]int) { m[k] += *p })
	try("key2", func(m map[any]int) { m[k] <<= n })
	try("assert", func(m map[any]int) { var e any = "x"; m[0] += e.(int) })
	try("nested", func(m map[any]int) { m[0] += m[k] })
	try("shiftassert", func(m map[any]int) { var e any = "x"; m[0] <<= e.(int) })
	try("nil", func(m map[any]int) { var q map[any]int; q[0] += *p })
	try("nil2", func(m map[any]int) { var q map[any]int; q[0] <<= n })
	try("nil3", func(m map[any]int) { var q map[any]int; q[k] += 1 })
	try("conv", func(m map[any]int) { m[0] += len([4]int(s)) })
}
