// Iterators: adapters on iter.Seq, early exit, composition, iterators from methods, errors within, slices and maps packages.
package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

func Filter[T any](seq iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for x := range seq {
			if keep(x) && !yield(x) {
				return
			}
		}
	}
}

func Map[A, B any](seq iter.Seq[A], f func(A) B) iter.Seq[B] {
	return func(yield func(B) bool) {
		seq(func(a A) bool { return yield(f(a)) })
	}
}

func Take[T any](seq iter.Seq[T], n int) iter.Seq[T] {
	return func(yield func(T) bool) {
		if n <= 0 {
			return
		}
		i := 0
		for x := range seq {
			if i++; !yield(x) || i == n {
				return
			}
		}
	}
}

func Count() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	}
}

func Zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		for x := range a {
			y, ok := next()
			if !ok || !yield(x, y) {
				return
			}
		}
	}
}

func Chain[T any](seqs ...iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, s := range seqs {
			for x := range s {
				if !yield(x) {
					return
				}
			}
		}
	}
}

func Fibs(yield func(int) bool) {
	for a, b := 0, 1; yield(a); a, b = b, a+b {
	}
}

func perms[T any](xs []T) iter.Seq[[]T] {
	return func(yield func([]T) bool) { permute(xs, 0, yield) }
}

func permute[T any](xs []T, k int, yield func([]T) bool) bool {
	if k == len(xs) {
		return yield(slices.Clone(xs))
	}
	for i := k; i < len(xs); i++ {
		xs[k], xs[i] = xs[i], xs[k]
		ok := permute(xs, k+1, yield)
		xs[k], xs[i] = xs[i], xs[k]
		if !ok {
			return false
		}
	}
	return true
}

func cleanup(log *[]string) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() { *log = append(*log, "cleaned") }()
		for i := range 3 {
			if !yield(i) {
				*log = append(*log, "stopped")
				return
			}
		}
	}
}

func firstNegative(seq iter.Seq[int]) (int, error) {
	for x := range seq {
		if x < 0 {
			return x, nil
		}
		if x > 100 {
			return x, fmt.Errorf("%d is too big", x)
		}
	}
	return 0, nil
}

func main() {
	even := Filter(Count(), func(i int) bool { return i%2 == 0 })
	sq := Map(even, func(i int) string { return fmt.Sprint(i * i) })
	fmt.Println(slices.Collect(Take(sq, 5)))
	fmt.Println(slices.Collect(Take(Fibs, 15)))
	for a, b := range Zip(Take(Count(), 3), strings.SplitSeq("x,y,z,w", ",")) {
		fmt.Print(a, b, " ")
	}
	for a, b := range Zip(Count(), slices.Values([]string{"only", "two"})) {
		fmt.Print(a, b, " ")
	}
	fmt.Println()
	n := 0
	for p := range perms([]rune("abcd")) {
		if n++; string(p) == "bdca" {
			break
		}
	}
	fmt.Println(n)
	var log []string
	for i := range cleanup(&log) {
		if i == 1 {
			break
		}
	}
	func() {
		defer func() { log = append(log, fmt.Sprint(recover())) }()
		for range cleanup(&log) {
			panic("body")
		}
	}()
	fmt.Println(log)
	fmt.Println(firstNegative(slices.Values([]int{1, -5, 200})))
	fmt.Println(firstNegative(Fibs))
	fmt.Println(slices.Collect(Chain(slices.Values([]int{1, 2}), Take(Count(), 2))))
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Sorted(maps.Values(m)))
	fmt.Println(maps.Collect(slices.All([]string{"x", "y"})))
	for c := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(c)
	}
	for i, v := range slices.Backward([]string{"p", "q"}) {
		fmt.Print(i, v)
	}
	fmt.Println(slices.SortedFunc(slices.Values([]int{3, 1, 2}), func(a, b int) int { return b - a }))
outer:
	for i := range Count() {
		for j := range Count() {
			if j > i {
				continue outer
			}
			if i*j == 12 {
				fmt.Println(i, j)
				break outer
			}
		}
	}
}
