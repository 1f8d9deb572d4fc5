// Constraints: unions, ~, methods with type sets, comparable, mutual parameters, core operations on type parameters.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
)

type Signed interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64
}
type Unsigned interface {
	~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}
type Integer interface{ Signed | Unsigned }
type Float interface{ ~float32 | ~float64 }
type Number interface{ Integer | Float | ~complex128 }

type StringLike interface{ ~string | ~[]byte }

type IntStringer interface {
	~int | ~int8
	String() string
}

type ID int

func (i ID) String() string { return "#" + fmt.Sprint(int(i)) }

func Sum[T Number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return
}

func Abs[T Signed | Float](x T) T {
	if x < 0 {
		return -x
	}
	return x
}

func Bits[T Unsigned](x T) (n int) {
	for x != 0 {
		n += int(x & 1)
		x >>= 1
	}
	return
}

func Count[S StringLike](s S, c byte) (n int) {
	for i := 0; i < len(s); i++ {
		if s[i] == c {
			n++
		}
	}
	return
}

func Show[T IntStringer](x T) string { return x.String() + "/" + fmt.Sprint(int(x)+1) }

func Keys[M ~map[K]V, K cmp.Ordered, V any](m M) (ks []K) {
	for k := range m {
		i := 0
		for i < len(ks) && ks[i] < k {
			i++
		}
		ks = append(ks[:i], append([]K{k}, ks[i:]...)...)
	}
	return
}

func Send[C ~chan E, E any](c C, xs ...E) C {
	for _, x := range xs {
		c <- x
	}
	close(c)
	return c
}

func Call[F ~func(A) R, A, R any](f F, a A) R { return f(a) }

func Set[P interface {
	*T
	Parse(string) error
}, T any](s string) (T, error) {
	var t T
	err := P(&t).Parse(s)
	return t, err
}

type Color struct{ r, g, b int }

func (c *Color) Parse(s string) error {
	n, err := fmt.Sscanf(s, "%d,%d,%d", &c.r, &c.g, &c.b)
	if n < 3 {
		return errors.Join(errors.New("bad color"), err)
	}
	return nil
}

func Index[T comparable](xs []T, x T) int {
	for i, y := range xs {
		if x == y {
			return i
		}
	}
	return -1
}

type Celsius float32
type Words []string
type Handler func(int) string

func Convert[To, From Integer | Float](xs []From) (r []To) {
	for _, x := range xs {
		r = append(r, To(x))
	}
	return
}

func Shift[T Integer](x T, n uint) (T, T) { return x << n, x >> n }

func First[S ~[]E, E any](s S) (e E, rest S) {
	if len(s) == 0 {
		return
	}
	return s[0], s[1:]
}

func Ptr[T any, PT *T](p PT) T { return *p }

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[int8](100, 100), Sum(1i, 2), Sum(Celsius(1), 2.5), Sum[uint8]())
	fmt.Println(Abs(-5), Abs(Celsius(-2.5)), Abs(int8(-128)), Bits(uint8(255)), Bits(uint64(1<<63+5)))
	fmt.Println(Count("banana", 'a'), Count([]byte("xx"), 'x'), Show(ID(7)))
	fmt.Println(Keys(map[string]int{"z": 1, "a": 2, "m": 3}), Keys(map[Celsius]bool{3: true, -1: false}))
	for x := range Send(make(chan string, 3), "p", "q") {
		fmt.Print(x, " ")
	}
	fmt.Println(Call(strings.ToUpper, "up"), Call(Handler(func(i int) string { return fmt.Sprint(i, "!") }), 5))
	c, err := Set[*Color]("1,2,3")
	fmt.Println(c, err)
	_, err = Set[*Color]("1,2")
	fmt.Println(err)
	fmt.Println(Index([]any{1, "a", nil, 2.5}, any("a")), Index([]Color{{1, 2, 3}}, c), Index([]error{nil}, nil))
	fmt.Println(Convert[int8]([]int{1, 200, -300}), Convert[float64]([]uint8{1, 2}), Convert[ID]([]float32{1.9, -1.9}))
	fmt.Println(Shift(int8(-100), 1))
	fmt.Println(Shift(uint16(40000), 1))
	w, rest := First(Words{"x", "y"})
	fmt.Printf("%v %T %v\n", w, rest, rest)
	x := 9
	fmt.Println(Ptr(&x))
}
