// goto forwards and backwards, into loops built by hand, out of nested blocks;
// also a graph that no structured statement describes.
package main

func count(n int) int {
	i, sum := 0, 0
loop:
	if i >= n {
		goto done
	}
	sum += i
	i++
	goto loop
done:
	return sum
}

func find(n int) (a, b int) {
	for a = 1; a < n; a++ {
		for b = a; b < n; b++ {
			if a*b == n {
				goto found
			}
		}
	}
	return 0, 0
found:
	return a, b
}

// machine jumps between its states in both directions; even and odd each have two entries.
func machine(n int) (path int) {
	if n%3 == 0 {
		goto even
	}
odd:
	path = path*10 + 1
	if n <= 0 {
		goto end
	}
	n--
	if n%2 == 0 {
		goto even
	}
	goto odd
even:
	path = path*10 + 2
	n -= 3
	if n > 0 {
		goto odd
	}
end:
	return path
}

func main() {
	println(count(10))
	println(find(91))
	println(find(13))
	println(machine(3), machine(4), machine(7), machine(9), machine(0))
	i := 0
	{
	again:
		i++
		if i < 5 {
			goto again
		}
	}
	println(i)
	goto last
last:
}
