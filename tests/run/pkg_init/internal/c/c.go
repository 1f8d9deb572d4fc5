// Package c records what is initialised when.
package c

import "fmt"

var Log []string

var n = start()

func start() int { Log = append(Log, "c.n"); return 100 }

// Trace logs name and returns the next number.
func Trace(name string, deps ...int) int {
	n++
	Log = append(Log, fmt.Sprint(name, " ", n, deps))
	return n
}
