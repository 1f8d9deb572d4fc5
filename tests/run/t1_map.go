// Maps with int keys: set, get, comma-ok, delete, len, update in place, nil maps, clear, growth.
package main

func main() {
	m := map[int]int{}
	m[1] = 10
	m[2] = 20
	m[1]++
	m[3] += 7
	m[2] *= 2
	println(len(m), m[1], m[2], m[3], m[4])
	v, ok := m[2]
	w, ok2 := m[99]
	println(v, ok, w, ok2)
	delete(m, 2)
	delete(m, 2)
	_, ok = m[2]
	println(len(m), ok)
	if v, ok := m[3]; ok {
		println("has", v)
	}
	var n map[int]int
	println(n == nil, len(n), n[5])
	delete(n, 5)
	for range n {
		println("never")
	}
	lit := map[int]string{1: "one", -1: "minus one", 1 << 40: "big"}
	println(lit[1], lit[-1], lit[1<<40], lit[0] == "")
	big := make(map[int]int, 10)
	for i := range 5000 {
		big[i*i] = i
	}
	bad := 0
	for i := range 5000 {
		if big[i*i] != i {
			bad++
		}
	}
	for i := 0; i < 5000; i += 2 {
		delete(big, i*i)
	}
	sum := 0
	for k, v := range big {
		if k != v*v || v%2 == 0 {
			bad++
		}
		sum += v
	}
	println(len(big), sum, bad)
	alias := big
	clear(big)
	println(len(alias), alias[1])
	alias[5] = 6
	println(big[5])
	counts := map[byte]int{}
	for i := range len("mississippi") {
		counts["mississippi"[i]]++
	}
	println(counts['s'], counts['i'], counts['p'], counts['m'], len(counts))
	set := map[uint16]bool{7: true}
	println(set[7], set[8], !set[9])
}
