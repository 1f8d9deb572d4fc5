// fmt: verbs, flags, widths, precisions, argument indexes, errors, Formatter, GoStringer, nested values.
package main

import (
	"errors"
	"fmt"
	"os"
)

type point struct{ X, Y int }
type named struct {
	Name string
	P    *point
	L    []any
	M    map[string]int
	f    float32
	E    error
}
type stringer int

func (s stringer) String() string { return fmt.Sprintf("S(%d)", int(s)) }

type gostringer struct{}

func (gostringer) GoString() string { return "GO!" }

type formatter struct{}

func (formatter) Format(s fmt.State, c rune) {
	w, hasW := s.Width()
	p, hasP := s.Precision()
	fmt.Fprintf(s, "[%c %d %v %d %v %v %v]", c, w, hasW, p, hasP, s.Flag('+'), s.Flag('-'))
}

func main() {
	fmt.Printf("%d %5d %-5d| %05d %+d %x %X %#x %o %#o %b %c %q %U %#U\n", 42, 42, 42, 42, 42, 255, 255, 255, 8, 8, 5, 'A', 'B', 0x1F600, 0x1F600)
	fmt.Printf("%v %d %x % x %#x %X %s %q\n", []byte("hi"), []byte("hi"), "hello", "hello", "hi", []byte{1, 171}, []byte("s"), []string{"a b", "c"})
	fmt.Printf("%f %.2f %8.3f %-8.1f| %+.1e %g %G %e %.3g %08.3f %x\n", 3.14159, 3.14159, 3.14159, 3.14159, 12345.678, 1e21, 1e-7, 0.0, 1234.5678, -3.14159, 1.5)
	fmt.Printf("%s|%10s|%-10s|%.2s|%q|%+q|%#q|%x|%5.1s|\n", "str", "str", "str", "str", "q\"\n", "é", "back`", "hex", "abc")
	fmt.Printf("%t %v %5t %p %v\n", true, false, true, nil, nil)
	fmt.Printf("%v %.2f %8.1f %+v\n", 1+2i, 1.234-5.678i, 1i, complex64(1))
	p := point{1, -2}
	n := named{"n", &p, []any{1, "s", nil, 2.5}, map[string]int{"z": 1, "a": 2}, 1.5, errors.New("err")}
	fmt.Printf("%v %+v %T\n", p, p, p)
	fmt.Printf("%#v\n", p)
	n.P = nil
	fmt.Printf("%v\n%+v\n", n, n)
	n.E = nil
	fmt.Printf("%#v\n", n)
	fmt.Printf("%v %d %s %x %q\n", stringer(5), stringer(5), stringer(5), stringer(5), stringer(5))
	fmt.Printf("%v %#v %+v %s\n", gostringer{}, gostringer{}, &gostringer{}, formatter{})
	fmt.Printf("%+8.3x %-v\n", formatter{}, formatter{})
	fmt.Printf("%v %v %+v %#v %#v %#v\n", &p, []*int{nil}, []point{p}, []string{"x"}, map[string]bool{"t": true}, [2]bool{true})
	fmt.Printf("%#v %#v %#v %#v %#v %#v\n", 1, "s", 1.0, 'x', []byte{1}, struct{ A any }{nil})
	fmt.Printf("%[2]d %[1]d %[2]*[1]d %d\n", 1, 2, 3)
	fmt.Printf("%*d|%-*d|%.*f\n", 5, 1, 5, 2, 2, 3.14159)
	fmt.Printf("%d %s\n", "str", 5)
	fmt.Printf("%d\n")
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("%d\n", 1, 2)
	fmt.Printf("%!|%z|%", 1)
	fmt.Println()
	fmt.Printf("%[5]d %[x]d %s\n", 1, []any{1, stringer(2), nil})
	fmt.Printf("%6.2f%%|%+d|% d|%x|%X|%t\n", 99.5, 0, 7, -255, "Hi", "notbool")
	fmt.Printf("%v %v %s\n", error(nil), errors.Join(errors.New("a"), errors.New("b")), fmt.Errorf("wrap: %w", os.ErrExist))
	fmt.Printf("%v %v %v\n", struct{}{}, [0]int{}, map[point]string{{2, 1}: "b", {1, 2}: "a"})
	fmt.Printf("%08b|%-8b|%+08d|% 05d|%x|%#08x\n", 5, 5, 42, 42, []int{10, 11}, 255)
	fmt.Printf("%s %v %d\n", []any{"a", 1}, [3]stringer{1, 2, 3}, []any{1, "x"})
	fmt.Printf("%q %q %x %U\n", 'x', []rune("ab"), "\xff\x00", []rune("é"))
	fmt.Printf("%10v|%-10v|%010d|%10q|%-6t|\n", []int{1}, "l", -5, "q", true)
	fmt.Printf("%e %E %.0f %.0f %.1f %g %g\n", 123456.789, 0.00012, 0.5, 1.5, 0.25, 100000.0, 1000000.0)
	fmt.Printf("%g %g %g %v %v %6.3v\n", float32(0.1), 0.1, 1e100, float32(3.4e38), 5e-324, 3.14159)
	fmt.Println(fmt.Sprint("a", 1, 2, "b", "c", 3.0, nil, []int(nil)), fmt.Sprintln("x", 1), fmt.Append(nil, "z", 1))
	var np *point
	var ns fmt.Stringer
	fmt.Printf("%v %+v %s %d\n", np, ns, ns, []any{np})
}
