package main

import "fmt"

// Methods promoted from an embedded interface: what they call is what was stored in the field, by whatever way the field is reached.

type Doer interface{ Do() string }

type waiter struct{ ch chan string }

func (w waiter) Do() string { return <-w.ch }

type layer struct {
	name string
	Doer
}

type two struct{ *layer }

type three struct {
	n int
	two
}

func send(ch chan string, s string) { ch <- s }

func main() {
	ch := make(chan string)
	l := &layer{"l", waiter{ch}}
	for i, d := range []Doer{l, *l, two{l}, &three{3, two{l}}, three{4, two{&layer{"inner", l}}}} {
		go send(ch, fmt.Sprint("value ", i))
		fmt.Println(d.Do())
	}
	f := three{two: two{l}}.Do
	go send(ch, "method value")
	fmt.Println(f())
}
