// A panic while package variables are initialised.
package main

import "strconv"

var limit = parse("12x")

func parse(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

func main() {
	println("not reached", limit)
}
