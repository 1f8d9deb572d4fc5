// Defer, panic and recover.
package main

import (
	"errors"
	"fmt"
)

var errOdd = errors.New("odd")

type lock struct{ held, count int }

func (l *lock) acquire() { l.held++ }
func (l *lock) release() { l.held--; l.count++ }

//go:noinline
func guarded(l *lock, n int) int {
	l.acquire()
	defer l.release()
	return n + l.held
}

//go:noinline
func checked(n int) (r int, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = e.(error)
		}
	}()
	if n%8 == 1 {
		panic(errOdd)
	}
	return n * 2, nil
}

//go:noinline
func loop(n int) (s int) {
	for i := range n {
		defer func() { s += i }()
	}
	return 0
}

func main() {
	var l lock
	sum := 0
	for i := range 5_000_000 {
		sum += guarded(&l, i)
	}
	fmt.Println(sum, l.count)
	failed := 0
	for i := range 1_000_000 {
		if _, err := checked(i); err != nil {
			failed++
		}
	}
	fmt.Println(failed)
	total := 0
	for range 20000 {
		total += loop(50)
	}
	fmt.Println(total)
}
