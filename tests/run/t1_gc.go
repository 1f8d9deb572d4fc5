// Much garbage, little of it alive: what is reachable must survive unharmed.
package main

type node struct {
	id    int
	left  *node
	right *node
	data  []byte
	name  string
}

func build(depth, id int) *node {
	if depth == 0 {
		return nil
	}
	n := &node{id: id, data: make([]byte, 1+id%50)}
	n.left = build(depth-1, id*2)
	n.right = build(depth-1, id*2+1)
	for i := range n.data {
		n.data[i] = byte(id)
	}
	n.name = "n" + string(rune('a'+id%26))
	return n
}

func (n *node) check() (count, bad int) {
	if n == nil {
		return
	}
	for _, b := range n.data {
		if b != byte(n.id) {
			bad++
		}
	}
	if n.name != "n"+string(rune('a'+n.id%26)) {
		bad++
	}
	c1, b1 := n.left.check()
	c2, b2 := n.right.check()
	return 1 + c1 + c2, bad + b1 + b2
}

var keep [8]*node

func main() {
	for round := range 40 {
		keep[round%8] = build(10, round+1)
	}
	total, bad := 0, 0
	for _, n := range keep {
		c, b := n.check()
		total, bad = total+c, bad+b
	}
	println(total, bad)

	// interior pointers and slices keep their objects
	var inside []*int
	var tails [][]int
	for i := range 200 {
		a := make([]int, 100)
		a[50], a[99] = i, -i
		inside = append(inside, &a[50])
		tails = append(tails, a[99:])
	}
	m := map[int]string{}
	for i := range 20000 {
		m[i%500] = string(make([]byte, 100))
		m[i%500] = "v" + string(rune('A'+i%26))
	}
	sum := 0
	for i := range inside {
		if *inside[i] != i || tails[i][0] != -i {
			bad++
		}
	}
	for k, v := range m {
		sum += k * int(v[1])
	}
	println(bad, len(m), sum)
	s := ""
	for i := range 3000 {
		s += string(rune('a' + i%26))
	}
	h := 0
	for _, c := range s {
		h = (h*31 + int(c)) % 1000003
	}
	println(len(s), h)
}
