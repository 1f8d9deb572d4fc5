// os.Exit in a goroutine while main waits, and in an init-time callback chain of deferred calls.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Println("start")
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			fmt.Fprintln(os.Stderr, "goroutine exits")
			os.Exit(3)
		}()
		panic("never printed: Exit comes first")
	}()
	<-done
	select {}
}
