// os and io/fs on real files: create, write, append, seek, stat, rename, remove, folders, walking, errors, symlinks.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func check(err error) {
	if err != nil {
		fmt.Println("error:", err)
	}
}

func main() {
	dir, err := os.MkdirTemp("", "files")
	check(err)
	defer func() {
		check(os.RemoveAll(dir))
		_, err := os.Stat(dir)
		fmt.Println(errors.Is(err, fs.ErrNotExist))
	}()
	check(os.Chdir(dir))
	check(os.WriteFile("a.txt", []byte("hello\n"), 0o644))
	f, err := os.OpenFile("a.txt", os.O_APPEND|os.O_WRONLY, 0)
	check(err)
	fmt.Fprintf(f, "more %d\n", 5)
	check(f.Close())
	fmt.Println(f.Close())
	b, err := os.ReadFile("a.txt")
	fmt.Printf("%q %v\n", b, err)
	st, err := os.Stat("a.txt")
	check(err)
	fmt.Println(st.Name(), st.Size(), st.IsDir(), st.Mode().IsRegular())

	f, err = os.Create("b.bin")
	check(err)
	n, err := f.WriteAt([]byte("xyz"), 10)
	fmt.Println(n, err)
	f.Seek(2, io.SeekStart)
	f.WriteString("ab")
	pos, _ := f.Seek(0, io.SeekCurrent)
	end, _ := f.Seek(-1, io.SeekEnd)
	fmt.Println(pos, end)
	p := make([]byte, 5)
	n, err = f.ReadAt(p, 9)
	fmt.Printf("%d %v %q\n", n, err, p[:n])
	check(f.Truncate(4))
	f.Seek(0, 0)
	all, _ := io.ReadAll(f)
	fmt.Printf("%q\n", all)
	check(f.Sync())
	check(f.Close())

	check(os.MkdirAll("d/e/f", 0o755))
	check(os.WriteFile("d/e/deep.txt", nil, 0o600))
	check(os.Rename("b.bin", "d/moved.bin"))
	fmt.Println(os.Mkdir("d", 0o755) != nil, os.IsExist(os.Mkdir("d", 0o755)))
	ents, err := os.ReadDir(".")
	for _, e := range ents {
		fmt.Print(e.Name(), " ", e.IsDir(), "; ")
	}
	fmt.Println(err)
	check(fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		fmt.Print(path, " ")
		if d.Name() == "f" {
			return fs.SkipDir
		}
		return err
	}))
	fmt.Println()
	m, err := filepath.Glob("d/*")
	sort.Strings(m)
	fmt.Println(m, err)
	sub, _ := fs.Sub(os.DirFS("."), "d")
	c, err := fs.ReadFile(sub, "moved.bin")
	fmt.Printf("%q %v\n", c, err)

	for _, err := range []error{
		func() error { _, err := os.Open("none"); return err }(),
		func() error { _, err := os.ReadFile("d"); return err }(),
		os.Remove("d"),
		os.Remove("none"),
		os.Rename("none", "x"),
		func() error { _, err := os.OpenFile("a.txt", os.O_CREATE|os.O_EXCL, 0o600); return err }(),
		os.Chdir("none"),
	} {
		var pe *fs.PathError
		fmt.Println(errors.As(err, &pe), errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrExist), err != nil)
	}
	check(os.Symlink("a.txt", "link"))
	to, err := os.Readlink("link")
	fmt.Println(to, err)
	ls, _ := os.Lstat("link")
	b, _ = os.ReadFile("link")
	fmt.Println(ls.Mode()&fs.ModeSymlink != 0, len(b))
	check(os.Remove("link"))
	check(os.Remove("a.txt"))
	fmt.Println(filepath.Join("a", "../b", "/c"), filepath.Base("/x/y.go"), filepath.Ext("y.tar.gz"), filepath.Dir("/x/y"), filepath.Clean("a//b/./../c"))
	rel, _ := filepath.Rel("/a/b", "/a/c/d")
	fmt.Println(rel, strings.Join(filepath.SplitList("a:b"), "|"))
	fmt.Println(filepath.Match("*.g?", "x.go"))
}
