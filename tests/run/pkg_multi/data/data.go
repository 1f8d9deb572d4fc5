// Package data embeds files.
package data

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed files/*.txt files/sub
var tree embed.FS

//go:embed files/hello.txt
var Text string

//go:embed files/sub/bytes.bin
var Binary []byte

// Names lists the embedded files.
func Names() (names []string) {
	fs.WalkDir(tree, ".", func(path string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			names = append(names, path)
		}
		return err
	})
	return
}

// Lines counts the lines of an embedded file.
func Lines(name string) int {
	b, err := tree.ReadFile(name)
	if err != nil {
		return -1
	}
	return strings.Count(string(b), "\n")
}
