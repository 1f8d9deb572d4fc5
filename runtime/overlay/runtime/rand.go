package runtime

import (
	"internal/runtime/maps"
	"unsafe"
)

// Random numbers and hashes for other packages.

// rand is pulled by many packages.
func rand() uint64 { return rt_rand64() }

func bootstrapRand() uint64 { return rand() }

// randn is a random number below n.
func randn(n uint32) uint32 {
	return uint32(uint64(uint32(rand())) * uint64(n) >> 32)
}

//go:linkname maps_rand internal/runtime/maps.rand
func maps_rand() uint64 { return rand() }

func memhash(p unsafe.Pointer, seed, size uintptr) uintptr {
	return maps.MemHash(p, seed, size)
}

//go:linkname rand_fatal crypto/rand.fatal
func rand_fatal(s string) { fatal(s) }

//go:linkname sysrand_fatal crypto/internal/sysrand.fatal
func sysrand_fatal(s string) { fatal(s) }
