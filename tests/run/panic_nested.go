// An uncaught panic raised by a deferred call while another panic is under way: both are printed.
package main

import "fmt"

type failure struct{ n int }

func (f failure) Error() string { return fmt.Sprint("failure ", f.n) }

func main() {
	defer fmt.Println("outermost deferred call")
	defer func() {
		panic(failure{2})
	}()
	defer func() {
		defer func() {
			fmt.Println("recovered", recover())
		}()
		panic("third, recovered")
	}()
	panic("first")
}
