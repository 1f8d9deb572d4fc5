// Package stack is generic.
package stack

import "fmt"

// Depth is set in init.
var Depth int

func init() { Depth = int(Of(1, 2, 3).limit) }

type level int

type Stack[T any] struct {
	items []T
	limit level
}

func Of[T any](xs ...T) *Stack[T] {
	s := &Stack[T]{limit: level(len(xs))}
	s.Push(xs...)
	return s
}

func (s *Stack[T]) Push(xs ...T) { s.items = append(s.items, xs...) }
func (s *Stack[T]) Len() int     { return len(s.items) }
func (s *Stack[T]) Pop() (x T, ok bool) {
	if len(s.items) == 0 {
		return
	}
	x = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}
func (s *Stack[T]) String() string { return fmt.Sprint("stack", s.items) }
