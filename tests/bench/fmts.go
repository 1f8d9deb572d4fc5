// Package fmt and strconv: formatting numbers, strings and structs; scanning.
package main

import (
	"fmt"
	"io"
	"strconv"
)

type item struct {
	Name  string
	Count int
	Price float64
	Tags  []string
}

type counter struct{ n, sum int }

func (c *counter) Write(p []byte) (int, error) {
	c.n += len(p)
	for _, b := range p {
		c.sum = (c.sum*31 + int(b)) & 0xffffff
	}
	return len(p), nil
}

func main() {
	var c counter
	var w io.Writer = &c
	for i := range 200000 {
		fmt.Fprintf(w, "%d %5d %x %s %q|", i, i*3, i, "word", "quoted")
	}
	fmt.Println(c.n, c.sum)
	it := item{"pen", 3, 1.25, []string{"a", "b"}}
	for i := range 50000 {
		it.Count = i
		fmt.Fprintf(w, "%v %+v %T %8.3f\n", it, it, it, it.Price*float64(i))
	}
	fmt.Println(c.n, c.sum)
	sum := 0
	for i := range 1_000_000 {
		n, _ := strconv.Atoi(strconv.Itoa(i * 37))
		sum += n
	}
	fmt.Println(sum)
	f := 0.0
	for i := range 200000 {
		v, _ := strconv.ParseFloat(strconv.FormatFloat(float64(i)/7, 'g', -1, 64), 64)
		f += v
	}
	fmt.Println(f)
}
