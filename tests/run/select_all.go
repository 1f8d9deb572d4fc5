// select: evaluation of operands, assignment forms, break and continue, send and receive on one channel, time-outs, many cases.
package main

import (
	"fmt"
	"time"
)

var order []string

func ch(name string, c chan int) chan int { order = append(order, name); return c }
func val(name string, v int) int          { order = append(order, name); return v }

func main() {
	a, b := make(chan int, 1), make(chan int, 1)
	// all channel operands and values to send are evaluated once, in order
	select {
	case ch("a", a) <- val("v1", 1):
	case ch("nil", nil) <- val("v2", 2):
	case <-ch("b", b):
	}
	fmt.Println(order, len(a))

	arr := []int{0, 0}
	m := map[string]bool{}
	select {
	case arr[1], m["ok"] = <-a:
	}
	fmt.Println(arr, m)

	close(b)
	n := 0
	for i := 0; ; i++ {
		select {
		case _, ok := <-b:
			if i < 3 {
				continue
			}
			if !ok {
				n = i
				break
			}
		}
		if n > 0 {
			break
		}
	}
	fmt.Println(n)

	start := time.Now()
	select {
	case <-make(chan int):
	case <-time.After(20 * time.Millisecond):
		fmt.Println("timed out", time.Since(start) >= 20*time.Millisecond)
	}

	slow := make(chan string)
	go func() {
		time.Sleep(5 * time.Millisecond)
		slow <- "came in time"
	}()
	select {
	case s := <-slow:
		fmt.Println(s)
	case <-time.After(10 * time.Second):
		fmt.Println("too late")
	}

	// a select that both sends and receives on the same channel meets its twin
	c := make(chan int)
	done := make(chan int, 2)
	for i := range 2 {
		go func() {
			select {
			case c <- i:
				done <- -1
			case x := <-c:
				done <- x
			}
		}()
	}
	x, y := <-done, <-done
	fmt.Println(min(x, y), max(x, y) >= 0)

	// many cases
	var cs [8]chan int
	for i := range cs {
		cs[i] = make(chan int)
		go func() {
			for j := range 100 {
				cs[i] <- i*100 + j
			}
			close(cs[i])
		}()
	}
	open, sum := 8, 0
	for open > 0 {
		var v int
		var ok bool
		var from int
		select {
		case v, ok = <-cs[0]:
			from = 0
		case v, ok = <-cs[1]:
			from = 1
		case v, ok = <-cs[2]:
			from = 2
		case v, ok = <-cs[3]:
			from = 3
		case v, ok = <-cs[4]:
			from = 4
		case v, ok = <-cs[5]:
			from = 5
		case v, ok = <-cs[6]:
			from = 6
		case v, ok = <-cs[7]:
			from = 7
		}
		if !ok {
			cs[from] = nil
			open--
		}
		sum += v
	}
	fmt.Println(sum)

	select {
	default:
	}
	defer func() { fmt.Println(recover()) }()
	closed := make(chan int)
	close(closed)
	select {
	case closed <- 1:
	default:
		fmt.Println("never: a closed channel is ready, and panics")
	}
}
