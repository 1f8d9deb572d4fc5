// Uncaught panic with a wrapped error of several lines.
package main

import (
	"errors"
	"fmt"
	"io/fs"
)

func load(name string) error {
	return &fs.PathError{Op: "load", Path: name, Err: errors.Join(fs.ErrNotExist, errors.New("second"))}
}

func must(err error) {
	if err != nil {
		panic(fmt.Errorf("must: %w", err))
	}
}

func main() {
	must(nil)
	must(load("file.txt"))
}
