// An uncaught panic with a Stringer calls String; with an error, Error is preferred.
package main

import "fmt"

type both struct{ n int }

func (b both) Error() string  { return fmt.Sprint("error ", b.n) }
func (b both) String() string { return "string" }

type only struct{ n int }

func (o *only) String() string { return fmt.Sprint("stringer ", o.n) }

func main() {
	defer func() {
		panic(&only{2})
	}()
	panic(both{1})
}
