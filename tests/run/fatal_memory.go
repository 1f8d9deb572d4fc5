// More memory than there can be. The frames of the goroutine that dies are not known then.
//
//run:hand
package main

var (
	n    = 1<<32 - 1<<20
	sink []byte
)

func main() {
	sink = make([]byte, 10)
	println(len(sink))
	sink = make([]byte, n)
	println("not reached")
}
