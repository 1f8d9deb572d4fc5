// Package b has mutually referring functions in its initialisers.
package b

import "example.org/initorder/internal/c"

var Value = even(4) + c.Trace("b.Value")

func even(n int) int {
	if n == 0 {
		return base
	}
	return odd(n - 1)
}

func odd(n int) int { return even(n - 1) }

var base = c.Trace("b.base")

var table = map[string]func() int{"k": func() int { return Value }}

func init() {
	c.Trace("b.init", table["k"]())
}
