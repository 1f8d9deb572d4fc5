// log and log/slog: flags, prefixes, file and line, levels, handlers; log.Fatal's exit code.
package main

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"log/slog"
	"os"
	"strings"
)

type secret string

func (secret) LogValue() slog.Value { return slog.StringValue("***") }

func main() {
	l := log.New(os.Stdout, "[p] ", log.Lmsgprefix|log.Lshortfile)
	l.Println("with", "file", 1)
	l.Printf("%05d", 42)
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	log.Print("plain")
	log.SetPrefix("pre: ")
	log.Output(1, "output")
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		log.Panicln("panics", 5)
	}()
	var b bytes.Buffer
	log.New(&b, "", log.LstdFlags|log.Lmicroseconds|log.LUTC).Print("x")
	fmt.Println(len(b.String()), strings.HasSuffix(b.String(), " x\n"))

	strip := func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey && len(groups) == 0 {
			return slog.Attr{}
		}
		return a
	}
	opts := &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: strip}
	t := slog.New(slog.NewTextHandler(os.Stdout, opts))
	j := slog.New(slog.NewJSONHandler(os.Stdout, opts))
	for _, s := range []*slog.Logger{t, j} {
		s.Info("message one", "n", 1, "s", "with space", "f", 1.5, "err", fmt.Errorf("e"))
		s.With("req", 7).WithGroup("g").Warn("grouped", slog.Group("in", slog.Bool("b", true)), "pw", secret("x"))
		s.Debug("odd", "key")
		s.LogAttrs(context.Background(), slog.LevelError+2, "attrs", slog.Any("list", []int{1, 2}))
	}
	quiet := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{Level: slog.LevelWarn}))
	quiet.Info("not shown")
	fmt.Println(quiet.Enabled(context.Background(), slog.LevelInfo), slog.LevelError)
	defer fmt.Println("not run")
	log.Fatalf("fatal %d", 1)
}
