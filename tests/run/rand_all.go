// math/rand and math/rand/v2: seeded generators give fixed sequences, unseeded ones stay in range.
package main

import (
	"fmt"
	"math/rand"
	v2 "math/rand/v2"
)

func main() {
	r := rand.New(rand.NewSource(42))
	fmt.Println(r.Int(), r.Intn(100), r.Int63(), r.Uint32(), r.Float64(), r.Perm(8), r.NormFloat64(), r.ExpFloat64())
	s := []int{1, 2, 3, 4, 5}
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	b := make([]byte, 8)
	r.Read(b)
	fmt.Println(s, b, r.Int31n(10))
	p := v2.New(v2.NewPCG(1, 2))
	fmt.Println(p.Uint64(), p.IntN(1000), p.Float32(), p.Perm(6), p.Int32N(7), p.NormFloat64(), p.Uint64N(1<<40))
	c := v2.NewChaCha8([32]byte([]byte("chacha8: 32-byte seed for a test")))
	fmt.Println(c.Uint64(), c.Uint64())
	z := v2.NewZipf(p, 1.5, 2, 100)
	fmt.Println(z.Uint64(), z.Uint64())
	counts := [6]int{}
	for range 6000 {
		counts[v2.N(6)]++
	}
	ok := true
	for _, n := range counts {
		ok = ok && n > 800 && n < 1200
	}
	fmt.Println(ok, rand.Intn(1) == 0, v2.IntN(1) == 0, v2.Uint64() != v2.Uint64())
	a, d := rand.New(rand.NewSource(7)), rand.New(rand.NewSource(7))
	same := true
	for range 1000 {
		same = same && a.Uint64() == d.Uint64()
	}
	fmt.Println(same)
	func() {
		defer func() { fmt.Println(recover()) }()
		v2.IntN(0)
	}()
}
