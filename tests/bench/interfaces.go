// Interface methods, type switches and assertions.
package main

import "fmt"

type shape interface {
	area() int
	grow(n int)
}

type square struct{ side int }
type rect struct{ w, h int }
type line int

func (s *square) area() int  { return s.side * s.side }
func (s *square) grow(n int) { s.side += n }
func (r *rect) area() int    { return r.w * r.h }
func (r *rect) grow(n int)   { r.w += n; r.h -= n }
func (l *line) area() int    { return 0 }
func (l *line) grow(n int)   { *l += line(n) }

func kind(v any) int {
	switch v := v.(type) {
	case int:
		return v
	case string:
		return len(v)
	case *square:
		return v.side
	case fmt.Stringer:
		return 1000
	case nil:
		return -1
	}
	return 0
}

func main() {
	l := line(3)
	shapes := []shape{&square{2}, &rect{3, 400}, &l, &square{1}}
	sum := 0
	for i := range 40_000_000 {
		s := shapes[i&3]
		sum += s.area()
		if i&1023 == 0 {
			s.grow(1)
		}
	}
	fmt.Println(sum)
	values := []any{1, "four", &square{5}, nil, 2.5, &rect{}, 7}
	total := 0
	for i := range 20_000_000 {
		total += kind(values[i%len(values)])
	}
	fmt.Println(total)
}
