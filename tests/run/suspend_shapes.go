// What is live across a suspension, in every kind of place: locals of all types, results, loops entered in the middle,
// deferred calls, closures, big values, addresses into objects.
package main

import (
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"sync"
)

var tick = make(chan int)

// wait suspends and makes garbage, so that what is not kept is overwritten.
func wait() int {
	v := <-tick
	s := make([]*int, 0, 8)
	for i := range 8 {
		s = append(s, &[]int{i + v}[0])
	}
	return *s[7]
}

func scalars(a int8, b uint16, c int32, d float32, e float64, f complex128, s string, p *int) string {
	x, y := a*2, uint32(b)*3
	n := wait()
	z := d*2 + float32(e)
	m := wait()
	return fmt.Sprint(a, b, c, d, e, f, s, *p, x, y, z, m-n)
}

func results() (int, string, []int, error) {
	a := wait()
	return a, fmt.Sprint("r", wait()), []int{wait(), a}, errors.New(strings.Repeat("e", wait()%5+1))
}

type big struct {
	a    [12]int
	name string
	next *big
}

func bigValue(b big) big {
	b.a[3] += wait()
	c := b
	c.next = &b
	wait()
	c.a[4] = b.a[3] + 1
	return c
}

func inner(a []big, i int) *string {
	p := &a[i].name
	wait()
	*p += "!"
	a = nil
	wait()
	return p
}

func middle(n int) (sum int) {
	for i := 0; i < n; i++ {
		switch i % 4 {
		case 0:
			sum += wait()
			fallthrough
		case 1:
			for j := range 3 {
				if j == 2 {
					break
				}
				sum += wait() * j
			}
		case 2:
			continue
		default:
			sum -= i
			if sum > 50 {
				goto out
			}
		}
		sum += wait()
	}
out:
	return sum + wait()
}

func deferred(fail bool) (s string, err error) {
	defer func() {
		wait()
		if r := recover(); r != nil {
			err = fmt.Errorf("caught %v after %d", r, wait())
		}
		s += ".d1"
	}()
	for i := range 2 {
		defer func() {
			s += fmt.Sprint(".loop", i, wait() > 0)
		}()
	}
	s = fmt.Sprint("body", wait() > 0)
	if fail {
		var m map[string]int
		m[s] = wait()
	}
	return s + "+", nil
}

type walker interface{ walk(depth int) int }
type left struct{ other walker }
type right struct{ names []string }

func (l left) walk(d int) int {
	if d == 0 {
		return wait()
	}
	return l.other.walk(d-1) + wait()&1
}

func (r *right) walk(d int) int {
	r.names = append(r.names, fmt.Sprint("n", d))
	if d == 0 {
		return len(r.names) + wait()&1
	}
	return left{r}.walk(d-1) + len(r.names)
}

func pairs(n int) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		defer wait()
		for i := range n {
			if wait(); !yield(i, fmt.Sprint("p", i)) {
				return
			}
		}
	}
}

func firstOver(n int) (string, int) {
	seen := 0
	for k, v := range pairs(10) {
		seen++
		if k+wait()&1 > n {
			return v, seen
		}
	}
	return "none", seen
}

func evaluated() string {
	m := map[string]int{}
	add := func(s string) string { wait(); m[s]++; return s }
	a := []int{1, 2, 3}
	a[len(add("i"))] += wait() - wait() + len(add("v"))
	t := struct {
		x, y string
		z    [2]string
	}{add("x"), add("y"), [2]string{add("z"), "q" + add("w")}}
	return fmt.Sprint(a[0], a[1]+wait()-wait() > 0, t, len(m))
}

func choose(a, b chan string, n int) (out []string) {
	for len(out) < n {
		select {
		case s := <-a:
			out = append(out, "a"+s)
		case s, ok := <-b:
			if !ok {
				b = nil
				continue
			}
			out = append(out, "b"+s)
		}
	}
	return out
}

type locked struct {
	sync.Mutex
	sum int
}

func (l *locked) add(n int) {
	l.Lock()
	defer l.Unlock()
	old := l.sum
	runtime.Gosched()
	l.sum = old + n
}

func main() {
	go func() {
		for i := 0; ; i++ {
			tick <- i
		}
	}()
	n := 42
	fmt.Println(scalars(-3, 60000, 1<<30, 1.5, 2.25, complex(1, -1), strings.Repeat("s", 3), &n))
	a, s, l, err := results()
	fmt.Println(a, s, l, err)
	b := bigValue(big{a: [12]int{3: 1}, name: strings.ToUpper("big")})
	fmt.Println(b.a, b.name, b.next.a[3] == b.a[3], b.next.next == nil)
	fmt.Println(*inner([]big{{}, {name: strings.ToLower("INNER")}}, 1))
	fmt.Println(middle(11) > 0)
	fmt.Println(deferred(false))
	_, err = deferred(true)
	fmt.Println(strings.HasPrefix(err.Error(), "caught assignment to entry in nil map after"))
	r := &right{}
	fmt.Println(left{r}.walk(6) > 0, r.names)
	fmt.Println(firstOver(4))
	fmt.Println(evaluated())
	ca, cb := make(chan string), make(chan string, 1)
	go func() {
		for i := range 3 {
			cb <- fmt.Sprint(i)
			wait()
		}
		close(cb)
		ca <- "last"
	}()
	fmt.Println(choose(ca, cb, 4))
	var k locked
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() { k.add(i) })
	}
	wg.Wait()
	fmt.Println(k.sum)
}
