// Goroutines and channels: handing over, results, closing, range, a pipeline, a mutex by channel.
package main

func produce(n int, c chan<- int) {
	for i := range n {
		c <- i
	}
	close(c)
}

func square(in <-chan int, out chan<- int) {
	for x := range in {
		out <- x * x
	}
	close(out)
}

func worker(id int, jobs <-chan int, results chan<- [2]int) {
	for j := range jobs {
		results <- [2]int{id, j * 2}
	}
}

func filter(in <-chan int, prime int) <-chan int {
	out := make(chan int)
	go func() {
		for x := range in {
			if x%prime != 0 {
				out <- x
			}
		}
		close(out)
	}()
	return out
}

func main() {
	c := make(chan string)
	go func() { c <- "hello" }()
	println(<-c)

	a, b := make(chan int), make(chan int, 3)
	go produce(5, a)
	go square(a, b)
	for x := range b {
		print(x, " ")
	}
	println()

	jobs, results := make(chan int, 10), make(chan [2]int, 10)
	for i := range 3 {
		go worker(i, jobs, results)
	}
	for i := range 10 {
		jobs <- i
	}
	close(jobs)
	sum := 0
	for range 10 {
		sum += (<-results)[1]
	}
	println(sum)

	src := make(chan int)
	go func() {
		for i := 2; i < 60; i++ {
			src <- i
		}
		close(src)
	}()
	var in <-chan int = src
	for {
		p, ok := <-in
		if !ok {
			break
		}
		print(p, " ")
		in = filter(in, p)
	}
	println()

	lock := make(chan bool, 1)
	done := make(chan bool)
	total := 0
	for i := range 50 {
		go func() {
			lock <- true
			total += i
			<-lock
			done <- true
		}()
	}
	for range 50 {
		<-done
	}
	println(total)
}
