//go:build wasm

package data

const System = "wasm"
