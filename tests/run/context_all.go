// context: cancellation trees, time-outs, values, causes, AfterFunc, WithoutCancel, errors.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type key string

func worker(ctx context.Context, id int, out chan<- string) {
	select {
	case <-time.After(time.Hour):
		out <- "finished"
	case <-ctx.Done():
		out <- fmt.Sprint(id, " ", ctx.Err(), " ", ctx.Value(key("user")))
	}
}

func main() {
	bg := context.Background()
	fmt.Println(bg, context.TODO(), bg.Err(), bg.Done() == nil)
	ctx := context.WithValue(bg, key("user"), "gopher")
	fmt.Println(ctx.Value(key("user")), ctx.Value("user"), ctx.Value(key("none")))
	ctx, cancel := context.WithCancel(ctx)
	out := make(chan string)
	for i := range 3 {
		go worker(ctx, i, out)
	}
	cancel()
	cancel()
	seen := map[string]bool{<-out: true, <-out: true, <-out: true}
	fmt.Println(len(seen), seen["1 context canceled gopher"])

	t, stop := context.WithTimeout(bg, 10*time.Millisecond)
	defer stop()
	_, has := t.Deadline()
	child, stop2 := context.WithTimeout(t, time.Hour)
	defer stop2()
	<-child.Done()
	fmt.Println(has, child.Err(), t.Err(), errors.Is(t.Err(), context.DeadlineExceeded))
	var te interface{ Timeout() bool }
	fmt.Println(errors.As(t.Err(), &te), te.Timeout())

	cause := errors.New("the cause")
	cc, fail := context.WithCancelCause(bg)
	grand, stop3 := context.WithCancel(cc)
	defer stop3()
	fail(cause)
	fail(errors.New("too late"))
	fmt.Println(cc.Err(), context.Cause(cc), context.Cause(grand) == cause, grand.Err())
	tc, stop4 := context.WithTimeoutCause(bg, time.Millisecond, cause)
	defer stop4()
	<-tc.Done()
	fmt.Println(tc.Err(), context.Cause(tc))

	a, cancelA := context.WithCancel(bg)
	var wg sync.WaitGroup
	wg.Add(1)
	context.AfterFunc(a, func() { fmt.Println("after func"); wg.Done() })
	unreg := context.AfterFunc(a, func() { fmt.Println("never") })
	fmt.Println(unreg(), unreg())
	free := context.WithoutCancel(a)
	cancelA()
	wg.Wait()
	fmt.Println(free.Err(), a.Err())
	past, stop5 := context.WithDeadline(bg, time.Now().Add(-time.Second))
	defer stop5()
	fmt.Println(past.Err())
	fmt.Println(context.WithValue(bg, key("k"), 1))

	// a tree: cancelling a branch leaves its siblings alone
	root, cancelRoot := context.WithCancel(bg)
	var kids []context.Context
	var cancels []context.CancelFunc
	for range 10 {
		c, f := context.WithCancel(root)
		kids, cancels = append(kids, c), append(cancels, f)
	}
	cancels[3]()
	alive := 0
	for _, k := range kids {
		if k.Err() == nil {
			alive++
		}
	}
	cancelRoot()
	dead := 0
	for _, k := range kids {
		<-k.Done()
		dead++
	}
	fmt.Println(alive, dead)
}
