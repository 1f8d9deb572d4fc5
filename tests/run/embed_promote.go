// Embedding in depth: promoted methods through pointers and interfaces, ambiguity, overriding, method sets.
package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
)

type Base struct{ log []string }

func (b *Base) Log(s string)     { b.log = append(b.log, s) }
func (b Base) Len() int          { return len(b.log) }
func (b *Base) Template() string { return "<" + b.Name() + ">" }
func (b *Base) Name() string     { return "base" }

type Mid struct {
	*Base
	sync.Mutex
	level int
}

func (m *Mid) Name() string { return fmt.Sprint("mid", m.level) }

type Top struct {
	Mid
	fmt.Stringer
	io.Reader
	extra map[string]int
}

type A struct{ v int }
type B struct{ v int }
type AB struct {
	A
	B
	w int
}

func (A) Only() string { return "A only" }
func (A) Both() string { return "A" }
func (B) Both() string { return "B" }
func (ab AB) Both() string {
	return ab.A.Both() + ab.B.Both()
}

type str string

func (s str) String() string { return "str:" + string(s) }

type Named interface{ Name() string }
type Logger interface {
	Named
	Log(string)
	Len() int
}

type count struct{ n int }

func (c *count) Write(p []byte) (int, error) { c.n += len(p); return len(p), nil }

type tee struct {
	io.Writer
	*count
}

func (t tee) Write(p []byte) (int, error) { t.count.Write(p); return t.Writer.Write(p) }

type gen[T any] struct{ val T }

func (g gen[T]) Get() T   { return g.val }
func (g *gen[T]) Set(x T) { g.val = x }

type user struct {
	gen[string]
	*gen2
}
type gen2 = gen[int]

func main() {
	t := Top{Mid: Mid{Base: &Base{}, level: 3}, Stringer: str("s"), Reader: strings.NewReader("data")}
	t.Log("one")
	t.Mid.Base.Log("two")
	fmt.Println(t.Len(), t.log, t.Name(), t.Base.Name(), t.Template())
	t.Lock()
	fmt.Println(t.TryLock())
	t.Unlock()
	fmt.Println(t.String(), t.Stringer)
	b, _ := io.ReadAll(t)
	fmt.Println(string(b))
	var l Logger = &t
	l.Log("three")
	fmt.Println(l.Len(), l.Name(), Named(l).Name())
	l = &t.Mid
	fmt.Println(l.Name(), len(t.log))
	l = t.Base
	fmt.Println(l.Name())
	ab := AB{A{1}, B{2}, 3}
	fmt.Println(ab.Both(), ab.Only(), ab.A.v, ab.B.v)
	var sb strings.Builder
	te := tee{&sb, &count{}}
	fmt.Fprintf(te, "%d-%s", 42, "x")
	io.WriteString(te, "more")
	fmt.Println(sb.String(), te.n)
	u := user{gen[string]{"g"}, &gen2{7}}
	u.gen.Set("changed")
	u.gen2.Set(8)
	fmt.Println(u.gen.Get(), u.gen2.Get(), u.gen.val, u.gen2.val)
	f := t.Log
	t.Base = &Base{}
	f("goes to the old base")
	fmt.Println(t.Len())
	g := (*Top).Name
	h := Top.Len
	fmt.Println(g(&t), h(t))
	defer func() { fmt.Println("nil embedded:", recover()) }()
	var broken Top
	broken.Log("x")
}
