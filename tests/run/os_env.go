// os: arguments, environment, working folder, exit path, standard streams.
//
//run:args one "two words" -flag=5 --
//run:env GREETING=hello
//run:env EMPTY=
//run:stdin "first line\nsecond"
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	fmt.Printf("%d %q\n", len(os.Args), os.Args[1:])
	fmt.Println(os.Getenv("GREETING"), os.Getenv("NOPE") == "")
	v, ok := os.LookupEnv("EMPTY")
	_, ok2 := os.LookupEnv("NOPE")
	fmt.Printf("%q %v %v\n", v, ok, ok2)
	os.Setenv("ADDED", "x=y")
	os.Unsetenv("GREETING")
	n := 0
	for _, e := range os.Environ() {
		if strings.HasPrefix(e, "ADDED=") || strings.HasPrefix(e, "GREETING=") {
			n++
		}
	}
	fmt.Println(n, os.ExpandEnv("$ADDED ${ADDED}!$NOPE."), os.Expand("$a-$b", strings.ToUpper))
	wd, err := os.Getwd()
	fmt.Println(filepath.IsAbs(wd), err, wd == os.Getenv("PWD"))
	in, err := io.ReadAll(os.Stdin)
	fmt.Printf("%q %v\n", in, err)
	fmt.Fprintln(os.Stderr, "to stderr")
	fs := flag.NewFlagSet("prog", flag.ContinueOnError)
	fs.SetOutput(os.Stdout)
	i := fs.Int("flag", 1, "a `number`")
	b := fs.Bool("v", false, "verbose")
	d := fs.Duration("d", 0, "how long")
	fmt.Println(fs.Parse(os.Args[3:]), *i, *b, *d, fs.Args())
	fmt.Println(fs.Parse([]string{"-v", "-d", "1m", "-flag", "x"}))
	fmt.Println(fs.Parse([]string{"-none"}))
	fmt.Println(os.PathSeparator, os.DevNull, os.Getpagesize() > 0)
	host, err := os.Hostname()
	fmt.Println(host != "" || err != nil)
}
