// select: ready cases, default, send and receive, comma-ok, closed and nil channels, in a loop.
package main

func main() {
	a, b := make(chan int, 1), make(chan string, 1)
	select {
	case <-a:
		println("a")
	case <-b:
		println("b")
	default:
		println("nothing ready")
	}
	a <- 5
	select {
	case x := <-a:
		println("a", x)
	case s := <-b:
		println("b", s)
	}
	select {
	case a <- 6:
		println("sent")
	default:
		println("full")
	}
	select {
	case a <- 7:
		println("sent")
	default:
		println("full")
	}
	close(b)
	select {
	case s, ok := <-b:
		println(s == "", ok)
	}
	var none chan int
	select {
	case <-none:
	case none <- 1:
	case x := <-a:
		println("only a", x)
	}

	data, quit := make(chan int), make(chan bool)
	go func() {
		for i := range 5 {
			data <- i * i
		}
		quit <- true
	}()
	sum := 0
loop:
	for {
		select {
		case x := <-data:
			sum += x
		case <-quit:
			break loop
		}
	}
	println(sum)

	// merging two closed-at-the-end channels by setting them to nil
	x, y := make(chan int), make(chan int)
	go func() { x <- 1; x <- 2; close(x) }()
	go func() { y <- 10; close(y) }()
	total, n := 0, 0
	for x != nil || y != nil {
		select {
		case v, ok := <-x:
			if !ok {
				x = nil
				continue
			}
			total += v
		case v, ok := <-y:
			if !ok {
				y = nil
				break
			}
			total += v
		}
		n++
	}
	println(total, n)

	// with everything ready, each case is chosen sooner or later
	c1, c2 := make(chan int, 1000), make(chan int, 1000)
	for range 1000 {
		c1 <- 1
		c2 <- 1
	}
	n1, n2 := 0, 0
	for range 500 {
		select {
		case <-c1:
			n1++
		case <-c2:
			n2++
		}
	}
	println(n1+n2, n1 > 50, n2 > 50)
	m := map[string]int{}
	ch := make(chan int, 1)
	ch <- 3
	select {
	case m["k"] = <-ch:
	}
	println(m["k"])
}
