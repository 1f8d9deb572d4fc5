// package errors and wrapping: Is, As, Unwrap, Join, several %w, custom Is, the new AsType.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
)

var base = errors.New("base")

type coded struct {
	code int
	err  error
}

func (c *coded) Error() string        { return fmt.Sprintf("code %d: %v", c.code, c.err) }
func (c *coded) Unwrap() error        { return c.err }
func (c *coded) Is(target error) bool { t, ok := target.(*coded); return ok && t.code == c.code }

type temporary interface{ Temporary() bool }
type temp struct{ error }

func (temp) Temporary() bool { return true }

type value struct{ n int }

func (v value) Error() string { return fmt.Sprint("value ", v.n) }

type asString string

func (a asString) Error() string { return string(a) }
func (a asString) As(target any) bool {
	if p, ok := target.(*value); ok {
		p.n = len(a)
		return true
	}
	return false
}

func main() {
	w := fmt.Errorf("outer: %w", fmt.Errorf("inner: %w", base))
	fmt.Println(w, errors.Is(w, base), errors.Unwrap(w), errors.Unwrap(errors.Unwrap(w)) == base, errors.Unwrap(base))
	fmt.Println(errors.New("a") == errors.New("a"), errors.Is(nil, nil), errors.Is(w, nil), errors.Is(nil, base))
	c := &coded{5, w}
	fmt.Println(c, errors.Is(c, &coded{5, nil}), errors.Is(c, &coded{6, nil}), errors.Is(c, base))
	var target *coded
	fmt.Println(errors.As(fmt.Errorf("x: %w", c), &target), target.code)
	var v value
	fmt.Println(errors.As(fmt.Errorf("%w", value{7}), &v), v, errors.Is(value{1}, value{1}), errors.Is(value{1}, value{2}))
	fmt.Println(errors.As(asString("abcd"), &v), v)
	var t temporary
	fmt.Println(errors.As(fmt.Errorf("net: %w", temp{base}), &t), t.Temporary(), errors.As(base, &t))
	j := errors.Join(base, nil, io.EOF, w)
	fmt.Printf("%q %v %v\n", j.Error(), errors.Is(j, io.EOF), errors.Join(nil, nil) == nil)
	m := fmt.Errorf("two %w and %w, %v", io.EOF, value{3}, base)
	fmt.Println(m, errors.Is(m, io.EOF), errors.As(m, &v), v, errors.Is(m, base), errors.Unwrap(m))
	if us, ok := m.(interface{ Unwrap() []error }); ok {
		fmt.Println(len(us.Unwrap()))
	}
	e, ok := errors.AsType[*coded](fmt.Errorf("z: %w", c))
	fmt.Println(e.code, ok)
	_, err := os.Open("no/such/file")
	var pe *fs.PathError
	fmt.Println(errors.Is(err, fs.ErrNotExist), errors.As(err, &pe), pe.Op, pe.Path, pe.Err)
	_, err = strconv.Atoi("x")
	fmt.Println(errors.Is(err, strconv.ErrSyntax), err)
	func() {
		defer func() { fmt.Println(recover()) }()
		errors.As(base, nil)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var s *string
		errors.As(base, s)
	}()
	fmt.Printf("%v %+v %T %s\n", value{1}, c, c, fmt.Errorf("%w", nil))
}
