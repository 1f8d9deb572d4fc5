// Wasifs works with files below a folder that the host has opened for it, and with arguments,
// environment and exit code: wasifs DIR [NAME...]
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// count tells lines and words of a text.
func count(r io.Reader) (lines, words int, err error) {
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		lines++
		words += len(strings.Fields(sc.Text()))
	}
	return lines, words, sc.Err()
}

// list walks the folder and counts every text file.
func list(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		if d.IsDir() {
			fmt.Println(rel + "/")
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		lines, words, err := count(f)
		fmt.Println(rel, lines, words)
		return err
	})
}

// work makes a folder, fills it, changes it, and removes it again.
func work(dir string, names []string) error {
	tmp := filepath.Join(dir, "work")
	if err := os.MkdirAll(filepath.Join(tmp, "sub"), 0o755); err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	for i, name := range names {
		text := strings.Repeat(name+"\n", i+1)
		if err := os.WriteFile(filepath.Join(tmp, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	f, err := os.OpenFile(filepath.Join(tmp, names[0]), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	f.Seek(0, io.SeekEnd)
	fmt.Fprintln(f, "text added")
	f.Seek(1, io.SeekStart)
	b := make([]byte, 4)
	io.ReadFull(f, b)
	st, _ := f.Stat()
	fmt.Printf("%q size %d\n", b, st.Size())
	f.Close()
	last := names[len(names)-1]
	if err := os.Rename(filepath.Join(tmp, last), filepath.Join(tmp, "sub", "moved")); err != nil {
		return err
	}
	if err := list(tmp); err != nil {
		return err
	}
	_, err = os.Stat(filepath.Join(tmp, last))
	fmt.Println("gone:", errors.Is(err, fs.ErrNotExist))
	return nil
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: wasifs DIR NAME...")
		os.Exit(2)
	}
	dir, names := os.Args[1], os.Args[2:]
	if user, ok := os.LookupEnv("WHO"); ok {
		fmt.Println("hello,", user)
	}
	if err := list(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := work(dir, names); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_, err := os.Open(filepath.Join(dir, "none"))
	fmt.Println(errors.Is(err, fs.ErrNotExist))
	os.Exit(len(names)) // an exit code of the program's own
}
