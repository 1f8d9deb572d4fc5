// All goroutines asleep, main in: select.
//
//run:same
package main

func main() {
	println("empty select")
	select {}
}
