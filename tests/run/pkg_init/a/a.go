// Package a only has side effects.
package a

import "example.org/initorder/internal/c"

var x = c.Trace("a.x")

func init() { c.Trace("a.init", x) }
