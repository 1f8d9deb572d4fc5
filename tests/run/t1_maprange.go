// Iterating maps: every entry once; deletion and insertion while iterating; early exit; key only.
package main

func main() {
	m := map[int]int{}
	for i := range 100 {
		m[i] = i * i
	}
	seen := [100]int{}
	for k, v := range m {
		if v != k*k {
			println("bad", k, v)
		}
		seen[k]++
	}
	for k := range m {
		seen[k]++
	}
	ok := true
	for _, n := range seen {
		ok = ok && n == 2
	}
	println(ok)

	// what is deleted before it is reached never appears
	visited := 0
	for k := range m {
		visited++
		for j := range 100 {
			if j != k && j/10 == k/10 {
				delete(m, j)
			}
		}
	}
	println(visited, len(m))

	// new entries may or may not appear, old ones must
	old := map[string]bool{"a": true, "b": true, "c": true}
	hits := 0
	n := 0
	for k := range old {
		if len(k) == 1 {
			hits++
		}
		if n < 50 {
			n++
			old[k+"x"+string(rune('0'+n))] = true
		}
	}
	println(hits, len(old) >= 6)

	count := 0
	for range map[int]bool{1: true, 2: true, 3: true} {
		count++
		if count == 2 {
			break
		}
	}
	println(count)
	for k := range m {
		delete(m, k)
	}
	println(len(m))
	total := 0
	for _, v := range map[string][]int{"x": {1, 2}, "y": {3}} {
		total += len(v)
	}
	println(total)
	var key, val int
	for key, val = range map[int]int{7: 8} {
	}
	println(key, val)
}
