// Hashes and checksums: SHA-256, MD5, CRC-32, FNV.
package main

import (
	"crypto/md5"
	"crypto/sha256"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"hash/fnv"
)

func main() {
	data := make([]byte, 1<<20)
	for i := range data {
		data[i] = byte(i * 7 >> 3)
	}
	for range 40 {
		s := sha256.Sum256(data)
		copy(data, s[:])
		m := md5.Sum(data)
		copy(data[64:], m[:])
		h := fnv.New64a()
		h.Write(data)
		copy(data[128:], h.Sum(nil))
		data[200] = byte(crc32.ChecksumIEEE(data)) + byte(adler32.Checksum(data))
	}
	fmt.Printf("%x\n", sha256.Sum256(data))
}
