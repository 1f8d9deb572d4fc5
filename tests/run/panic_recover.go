// Who may recover: method values, bound calls, nested deferred functions, recursion; results after recovery.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

type obj struct{ name string }

func (o *obj) rescue()          { fmt.Println(o.name, "rescued", recover()) }
func (o obj) rescueVal()        { fmt.Println(o.name, "val rescued", recover()) }
func rescueArg(s string, n int) { fmt.Println(s, n, recover()) }

type rescuer interface{ rescue() }

func viaMethod() { defer (&obj{"ptr"}).rescue(); panic(1) }
func viaValue()  { defer obj{"val"}.rescueVal(); panic(2) }
func viaIface()  { var r rescuer = &obj{"iface"}; defer r.rescue(); panic(3) }
func viaFuncValue() {
	f := (&obj{"bound"}).rescue
	defer f()
	panic(4)
}
func viaArgs() { defer rescueArg("args", 5); panic("five") }

func results() (a int, s string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("wrapped: %w", r.(error))
			a++
		}
	}()
	a, s = 10, "set before"
	panic(os.ErrNotExist)
}

func unnamed() int {
	defer func() { recover() }()
	panic("zero result")
}

func conditional(n int) (r string) {
	defer func() {
		x := recover()
		if s, ok := x.(string); ok {
			r = "string " + s
			return
		}
		if x != nil {
			panic(x)
		}
	}()
	switch n {
	case 0:
		panic("s")
	case 1:
		panic(errors.New("e"))
	}
	return "none"
}

func recursive(n int) (depth int) {
	defer func() {
		if n%3 == 0 && recover() != nil {
			depth = n
			if n < 9 {
				panic("again")
			}
		}
	}()
	if n == 0 {
		panic("bottom")
	}
	return recursive(n-1) + 1
}

func loopRecover() (out []string) {
	for _, s := range []string{"a", "!b", "c", "!d"} {
		func() {
			defer func() {
				if r := recover(); r != nil {
					out = append(out, fmt.Sprint("(", r, ")"))
				}
			}()
			if strings.HasPrefix(s, "!") {
				panic(s[1:])
			}
			out = append(out, s)
		}()
	}
	return
}

func nestedRecover() {
	defer func() {
		fmt.Println("outer", recover())
	}()
	defer func() {
		defer func() {
			fmt.Println("middle", recover())
		}()
		panic("second")
	}()
	panic("first")
}

func panicNil() {
	defer func() {
		r := recover()
		_, isErr := r.(error)
		fmt.Println("nil panic:", r, isErr)
	}()
	panic(nil)
}

func recoverTwice() {
	defer func() { fmt.Println(recover(), recover()) }()
	panic("once")
}

func main() {
	viaMethod()
	viaValue()
	viaIface()
	viaFuncValue()
	viaArgs()
	fmt.Println(results())
	_, _, err := results()
	fmt.Println(errors.Is(err, os.ErrNotExist), unnamed())
	fmt.Println(conditional(0), conditional(2))
	func() {
		defer func() { fmt.Println("passed on:", recover()) }()
		conditional(1)
	}()
	fmt.Println(recursive(12))
	fmt.Println(loopRecover())
	nestedRecover()
	panicNil()
	recoverTwice()
	fmt.Println(recover())
	defer func() {
		defer func() { fmt.Println("end", recover()) }()
		var m map[string][]int
		m["x"][3]++
	}()
}
