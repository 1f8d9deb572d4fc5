#!/bin/sh
# Prints the packages of std for types_tool -list: list.sh wasip1|js  (needs go on PATH or in GOROOT/bin)
GO=go; [ -n "$GOROOT" ] && [ -x "$GOROOT/bin/go" ] && GO="$GOROOT/bin/go"
TAB=$(printf '\t')
GOOS=${1:-wasip1} GOARCH=wasm "$GO" list -e -deps -f "{{.ImportPath}}$TAB{{.Name}}$TAB{{.Dir}}$TAB{{join .GoFiles \" \"}}$TAB{{range \$k,\$v := .ImportMap}}{{\$k}}={{\$v}} {{end}}" std
