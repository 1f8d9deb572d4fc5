// os.Exit ends the program at once, with its code, from nested calls and without deferred calls.
package main

import (
	"fmt"
	"os"
)

func quit(n int) {
	defer fmt.Println("must not run")
	func() {
		defer func() { recover() }()
		fmt.Println("exiting with", n)
		os.Exit(n)
	}()
}

func main() {
	defer fmt.Println("must not run either")
	go func() { select {} }()
	quit(len(os.Args) + 40)
}
