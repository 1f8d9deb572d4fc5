// Uncaught failed type assertion.
package main

import "fmt"

type shape interface{ Area() float64 }
type square struct{ side float64 }

func (s square) Area() float64 { return s.side * s.side }

func describe(s shape) string {
	return s.(fmt.Stringer).String()
}

func main() {
	fmt.Println(square{2}.Area())
	fmt.Println(describe(square{3}))
}
