// Stacks as programs see them: Callers through methods, wrappers, closures, defers, panics; debug.Stack; log and slog with source lines.
package main

import (
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sort"
	"strings"
	"sync"
	"text/template"
	"time"
)

func trace() string {
	pcs := make([]uintptr, 50)
	fr := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	var out []string
	for {
		f, more := fr.Next()
		if f.Function != "" && !strings.HasPrefix(f.Function, "runtime.") {
			out = append(out, fmt.Sprint(f.Function, ":", f.Line))
		}
		if !more {
			break
		}
	}
	return strings.Join(out, " < ")
}

type S struct{ name string }

func (s S) String() string { return s.name + "|" + trace() }
func (s *S) Get() string   { return trace() }
func (s *S) Walk(f func()) { f() }

type getter interface{ Get() string }
type emb struct{ *S }

func small(n int) string { return trace() }
func mid(n int) string   { return small(n + 1) }

func clean(s string) string {
	s = debugFiles(s)
	return s
}
func debugFiles(s string) string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if strings.HasPrefix(l, "\t") {
			l = strings.TrimSpace(l)
			if i := strings.Index(l, " +0x"); i >= 0 {
				l = l[:i]
			}
			l = "\t" + filepath.Base(l)
			if strings.HasPrefix(l, "\tpanic.go") {
				l = "\tpanic.go"
			}
			if strings.HasPrefix(l, "\tstack.go") {
				l = "\tstack.go"
			}
		} else if i := strings.IndexByte(l, '('); i > 0 && !strings.HasPrefix(l, "created") {
			if strings.HasSuffix(l, ")") {
				l = l[:strings.LastIndexByte(l, '(')]
			}
		}
		if strings.HasPrefix(l, "goroutine ") {
			l = "goroutine"
		}
		if strings.HasPrefix(l, "created by") {
			l = strings.Split(l, " in gor")[0]
		}
		out = append(out, l)
	}
	return strings.Join(out, "\n")
}

func panics(n int) {
	var a []int
	if n == 0 {
		_ = a[n]
	}
	panics(n - 1)
}

func idx(a []int, i int) int { return a[i] }

func recovers() (s string) {
	defer func() {
		r := recover()
		s = fmt.Sprint(r, "\n", clean(string(debug.Stack())))
	}()
	panics(2)
	return
}

func recovers2() (s string) {
	defer func() {
		recover()
		s = trace()
	}()
	idx(nil, 3)
	return
}

func nested() (s string) {
	defer func() {
		recover()
		s = trace()
		defer func() { recover(); s += "\n" + trace() }()
		panic(2)
	}()
	panic(errors.New("x"))
}

func init() { fmt.Println("init", trace()) }

var global = trace()

func main() {
	log.SetOutput(os.Stdout)
	log.SetFlags(log.Lshortfile)
	fmt.Println(global)
	fmt.Println(trace())
	fmt.Println(mid(1))
	s := &S{"n"}
	fmt.Println(s.Get())
	fmt.Println(getter(s).Get())
	fmt.Println(getter(emb{s}).Get())
	fmt.Println(emb{s}.Get())
	f := s.Get
	fmt.Println(f())
	fmt.Println((*S).Get(s))
	s.Walk(func() { fmt.Println(trace()) })
	fmt.Println(recovers())
	fmt.Println(recovers2())
	fmt.Println(nested())
	log.Println("hello")
	log.Printf("x %d", 1)
	log.New(os.Stdout, "p:", log.Lshortfile|log.Lmsgprefix).Print("y")
	func() { log.Print("closure") }()
	h := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{AddSource: true, ReplaceAttr: func(g []string, a slog.Attr) slog.Attr {
		if a.Key == "time" {
			return slog.Attr{}
		}
		if a.Key == slog.SourceKey {
			src := a.Value.Any().(*slog.Source)
			return slog.String("src", fmt.Sprint(filepath.Base(src.File), ":", src.Line, " ", src.Function))
		}
		return a
	}}))
	h.Info("msg", "k", 1)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		time.Sleep(time.Millisecond)
		fmt.Println(trace())
		fmt.Println(clean(string(debug.Stack())))
		c := make(chan int)
		go func() { time.Sleep(time.Millisecond); c <- 1 }()
		<-c
		fmt.Println(trace())
	}()
	wg.Wait()
	var o sync.Once
	o.Do(func() { fmt.Println(trace()) })
	x := []int{2, 1}
	sort.Slice(x, func(i, j int) bool { fmt.Println(strings.Contains(trace(), "sort.Slice")); return false })
	template.Must(template.New("").Parse("{{.Get | len | lt 10}}\n")).Execute(os.Stdout, s)
	for i := range func(yield func(int) bool) { yield(1) } {
		fmt.Println(i, trace())
	}
	fmt.Println(runtime.FuncForPC(func() uintptr { pc, _, _, _ := runtime.Caller(0); return pc }()).Name())
	_, file, line, ok := runtime.Caller(0)
	fmt.Println(filepath.Base(file), line, ok)
	fmt.Println(s)
}
