//go:build !wasm

package data

const System = "other"
