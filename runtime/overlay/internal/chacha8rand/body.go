package chacha8rand

import _ "unsafe"

// The body of block, which is assembly in the stock port: a jump to the generic code.

//go:linkname blockBody internal/chacha8rand.block
func blockBody(seed *[4]uint64, blocks *[32]uint64, counter uint32) {
	block_generic(seed, blocks, counter)
}
