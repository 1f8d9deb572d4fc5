package main

import "example.org/initorder/internal/c"

var fromOther = c.Trace("main.fromOther", b2)
var b2 = c.Trace("main.b2")

func init() { c.Trace("main.init in zother") }
