// container/heap, list, ring.
package main

import (
	"container/heap"
	"container/list"
	"container/ring"
	"fmt"
)

type item struct {
	name     string
	priority int
	index    int
}
type queue []*item

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].priority > q[j].priority }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i]; q[i].index = i; q[j].index = j }
func (q *queue) Push(x any)        { it := x.(*item); it.index = len(*q); *q = append(*q, it) }
func (q *queue) Pop() any {
	old := *q
	it := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	return it
}

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any          { o := *h; x := o[len(o)-1]; *h = o[:len(o)-1]; return x }

// dijkstra over a small grid whose cells are their own costs
func dijkstra(grid [][]int) int {
	type cell struct{ d, r, c int }
	best := map[[2]int]int{}
	h := &ints{0}
	for h.Len() > 0 {
		k := heap.Pop(h).(int)
		d, r, c := k/10000, k/100%100, k%100
		if old, ok := best[[2]int{r, c}]; ok && old <= d {
			continue
		}
		best[[2]int{r, c}] = d
		for _, m := range [][2]int{{0, 1}, {1, 0}, {0, -1}, {-1, 0}} {
			if y, x := r+m[0], c+m[1]; y >= 0 && x >= 0 && y < len(grid) && x < len(grid[0]) {
				heap.Push(h, (d+grid[y][x])*10000+y*100+x)
			}
		}
	}
	return best[[2]int{len(grid) - 1, len(grid[0]) - 1}]
}

func main() {
	q := queue{}
	items := map[string]*item{}
	for i, n := range []string{"wash", "cook", "sleep", "code", "walk"} {
		it := &item{name: n, priority: i * 7 % 5}
		items[n] = it
		heap.Push(&q, it)
	}
	items["wash"].priority = 10
	heap.Fix(&q, items["wash"].index)
	heap.Remove(&q, items["sleep"].index)
	for q.Len() > 0 {
		it := heap.Pop(&q).(*item)
		fmt.Print(it.name, ":", it.priority, " ")
	}
	fmt.Println()
	h := ints{5, 2, 8, 1, 9, 3}
	heap.Init(&h)
	for h.Len() > 0 {
		fmt.Print(heap.Pop(&h), " ")
	}
	grid := make([][]int, 20)
	for i := range grid {
		grid[i] = make([]int, 20)
		for j := range grid[i] {
			grid[i][j] = 1 + (i*j+i*7+j*3)%9
		}
	}
	fmt.Println(dijkstra(grid))

	l := list.New()
	e4 := l.PushBack(4)
	e1 := l.PushFront(1)
	l.InsertBefore(3, e4)
	l.InsertAfter(2, e1)
	l.MoveToFront(e4)
	l.MoveAfter(e1, e4.Next())
	o := list.New()
	o.PushBack("x")
	l.PushBackList(o)
	l.Remove(e4)
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	fmt.Println(l.Len(), l.Back().Value, l.Front().Prev() == nil)
	r := ring.New(5)
	for i := range r.Len() {
		r.Value = i
		r = r.Next()
	}
	r.Unlink(2)
	sum := 0
	r.Move(2).Do(func(x any) { sum = sum*10 + x.(int) })
	fmt.Println(sum, r.Len())
}
