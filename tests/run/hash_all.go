// Hashes and ciphers: crc32, crc64, adler, fnv, maphash, md5, sha1, sha2, sha3, hmac, aes; encodings hex, base64, base32, ascii85.
package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/ascii85"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"hash/crc64"
	"hash/fnv"
	"hash/maphash"
	"io"
	"strings"
)

func main() {
	data := []byte(strings.Repeat("The quick brown fox jumps over the lazy dog. ", 50))
	for _, h := range []hash.Hash{md5.New(), sha1.New(), sha256.New(), sha256.New224(), sha512.New(), sha512.New512_256(), sha3.New256(), crc32.NewIEEE(), crc32.New(crc32.MakeTable(crc32.Castagnoli)), crc64.New(crc64.MakeTable(crc64.ISO)), adler32.New(), fnv.New32a(), fnv.New64(), fnv.New128a(), hmac.New(sha256.New, []byte("key"))} {
		h.Write(data[:100])
		io.WriteString(h, string(data[100:]))
		fmt.Printf("%d %d %x\n", h.Size(), h.BlockSize(), h.Sum(nil))
		h.Reset()
		fmt.Printf("%x\n", h.Sum([]byte{0xab}))
	}
	fmt.Printf("%x %08x\n", sha256.Sum256([]byte("abc")), crc32.ChecksumIEEE([]byte("abc")))
	var m1, m2 maphash.Hash
	m2.SetSeed(m1.Seed())
	m1.WriteString("x")
	m2.WriteByte('x')
	fmt.Println(m1.Sum64() == m2.Sum64(), maphash.Comparable(m1.Seed(), "k") == maphash.Comparable(m1.Seed(), "k"))

	key := []byte("0123456789abcdef")
	block, _ := aes.NewCipher(key)
	gcm, _ := cipher.NewGCM(block)
	nonce := make([]byte, gcm.NonceSize())
	sealed := gcm.Seal(nil, nonce, []byte("secret"), []byte("aad"))
	fmt.Printf("%x\n", sealed)
	open, err := gcm.Open(nil, nonce, sealed, []byte("aad"))
	fmt.Println(string(open), err)
	sealed[0]++
	_, err = gcm.Open(nil, nonce, sealed, []byte("aad"))
	fmt.Println(err)
	ctr := make([]byte, 20)
	cipher.NewCTR(block, key).XORKeyStream(ctr, ctr)
	fmt.Printf("%x\n", ctr)
	r := make([]byte, 32)
	n, err := rand.Read(r)
	fmt.Println(n, err, strings.Count(string(r), "\x00") < 10)

	b := []byte{0, 1, 2, 250, 251, 252, 253, 254, 255}
	fmt.Println(hex.EncodeToString(b), base64.StdEncoding.EncodeToString(b), base64.RawURLEncoding.EncodeToString(b[:7]), base32.StdEncoding.EncodeToString(b))
	d, err := hex.DecodeString("0a1g")
	fmt.Println(d, err)
	d, err = base64.StdEncoding.DecodeString("aGVsbG8=")
	fmt.Println(string(d), err)
	_, err = base64.StdEncoding.DecodeString("a*b=")
	fmt.Println(err)
	fmt.Print(hex.Dump([]byte("hex dump of text\x01")))
	a85 := make([]byte, ascii85.MaxEncodedLen(len(b)))
	fmt.Println(string(a85[:ascii85.Encode(a85, b)]))
	var sb strings.Builder
	enc := base64.NewEncoder(base64.StdEncoding, &sb)
	enc.Write([]byte("strea"))
	enc.Write([]byte("med"))
	enc.Close()
	back, _ := io.ReadAll(base64.NewDecoder(base64.StdEncoding, strings.NewReader(sb.String())))
	fmt.Println(sb.String(), string(back))
}
