// Maps keyed by every comparable kind: structs, arrays, interfaces, pointers, channels, floats, complex, bools.
package main

import (
	"fmt"
	"math"
)

type pt struct{ x, y int16 }
type rec struct {
	name string
	at   pt
	any  any
	_    int8
	list [2]float32
}
type stringer interface{ String() string }
type name string

func (n name) String() string { return "name " + string(n) }

func try(f func()) {
	defer func() { fmt.Println("panic:", recover()) }()
	f()
}

func main() {
	ps := map[pt]string{{1, 2}: "a", {-1, 2}: "b"}
	ps[pt{1, 2}] += "+"
	fmt.Println(ps[pt{1, 2}], ps[pt{-1, 2}], ps[pt{0, 0}] == "", len(ps))

	r := rec{"n", pt{1, 1}, 5, 0, [2]float32{1, 2}}
	rs := map[rec]int{r: 1}
	r2 := r
	r2.name = string([]byte("n"))
	rs[r2]++
	r2.any = "5"
	rs[r2] = 7
	fmt.Println(len(rs), rs[r], rs[r2])

	arr := map[[3]byte]bool{{1, 2, 3}: true}
	fmt.Println(arr[[3]byte{1, 2, 3}], arr[[3]byte{3, 2, 1}])

	as := map[any]string{1: "int", int8(1): "int8", 1.0: "float", "1": "string", pt{1, 1}: "pt", [1]int{1}: "array", nil: "nil", true: "bool", name("1"): "name"}
	fmt.Println(len(as), as[1], as[int8(1)], as[1.0], as["1"], as[pt{1, 1}], as[[1]int{1}], as[nil], as[true], as[name("1")], as[uint(1)] == "")

	is := map[stringer]int{name("a"): 1}
	is[name("a")]++
	fmt.Println(is[name("a")], is[nil])

	x, y := 1, 1
	ptrs := map[*int]string{&x: "x", &y: "y"}
	fmt.Println(ptrs[&x], ptrs[&y], ptrs[nil] == "")
	c1, c2 := make(chan int), make(chan int)
	cs := map[chan int]int{c1: 1, c2: 2}
	fmt.Println(cs[c1], cs[c2], cs[nil])

	fs := map[float64]string{0: "zero", 0.1: "tenth", math.Inf(1): "inf"}
	fs[math.Copysign(0, -1)] += "!"
	fmt.Println(fs[0], fs[0.1], fs[math.Inf(1)], fs[math.Inf(-1)] == "", len(fs))
	nan := math.NaN()
	for i := range 3 {
		fs[nan] = fmt.Sprint("nan", i)
	}
	_, ok := fs[nan]
	delete(fs, nan)
	fmt.Println(len(fs), ok)
	nans := 0
	for k := range fs {
		if k != k {
			nans++
		}
	}
	clear(fs)
	fmt.Println(nans, len(fs))
	zs := map[complex128]int{1i: 1, complex(0, 0): 2}
	zs[complex(math.Copysign(0, -1), 0)]++
	zs[complex(nan, 0)]++
	zs[complex(nan, 0)]++
	fmt.Println(zs[1i], zs[0], len(zs))
	bs := map[bool][]int{true: {1}, false: {2, 3}}
	fmt.Println(bs[1 < 2], bs[1 > 2])
	big := map[int][200]byte{1: {199: 5}}
	b := big[1]
	b[0] = 9
	big[2] = b
	fmt.Println(big[1][199], big[1][0], big[2][0], big[3][7], len(big))
	bigKey := map[[40]int64]string{{39: 1}: "k"}
	fmt.Println(bigKey[[40]int64{39: 1}], bigKey[[40]int64{}] == "")
	empty := map[struct{}]int{}
	empty[struct{}{}]++
	empty[struct{}{}]++
	fmt.Println(empty)
	try(func() { as[[]int{1}] = "" })
	try(func() { _ = as[map[int]int{}] })
	try(func() { delete(as, any(func() {})) })
	try(func() { rs[rec{any: []int{}}] = 1 })
	try(func() { var m map[string]int; m["a"]++ })
	var none map[any]int
	fmt.Println(none[1], len(none))
	fmt.Println(map[string]int{"z": 1, "a": 2, "m": 3}, map[any]int{2: 1, 1: 3, -5: 2})
}
