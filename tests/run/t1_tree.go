// A binary search tree with insertion, search, deletion, traversal by callback; an expression tree.
package main

type tree struct {
	left, right *tree
	key         int
	val         string
}

func (t *tree) put(key int, val string) *tree {
	switch {
	case t == nil:
		return &tree{key: key, val: val}
	case key < t.key:
		t.left = t.left.put(key, val)
	case key > t.key:
		t.right = t.right.put(key, val)
	default:
		t.val = val
	}
	return t
}

func (t *tree) get(key int) (string, bool) {
	for t != nil && t.key != key {
		if key < t.key {
			t = t.left
		} else {
			t = t.right
		}
	}
	if t == nil {
		return "", false
	}
	return t.val, true
}

func (t *tree) remove(key int) *tree {
	if t == nil {
		return nil
	}
	if key < t.key {
		t.left = t.left.remove(key)
		return t
	}
	if key > t.key {
		t.right = t.right.remove(key)
		return t
	}
	if t.left == nil {
		return t.right
	}
	if t.right == nil {
		return t.left
	}
	m := t.right
	for m.left != nil {
		m = m.left
	}
	t.key, t.val = m.key, m.val
	t.right = t.right.remove(m.key)
	return t
}

func (t *tree) walk(f func(*tree)) {
	if t != nil {
		t.left.walk(f)
		f(t)
		t.right.walk(f)
	}
}

func (t *tree) depth() int {
	if t == nil {
		return 0
	}
	return 1 + max(t.left.depth(), t.right.depth())
}

type expr interface{ eval(env map[string]int) int }
type num int
type ref string
type bin struct {
	op   byte
	l, r expr
}

func (n num) eval(map[string]int) int     { return int(n) }
func (r ref) eval(env map[string]int) int { return env[string(r)] }
func (b bin) eval(env map[string]int) int {
	x, y := b.l.eval(env), b.r.eval(env)
	switch b.op {
	case '+':
		return x + y
	case '*':
		return x * y
	}
	return x - y
}

func main() {
	var t *tree
	for i := range 500 {
		k := i * 7919 % 1009
		t = t.put(k, "v"+string(rune('a'+k%26)))
	}
	t = t.put(7919%1009, "replaced")
	n, sum, last, sorted := 0, 0, -1, true
	t.walk(func(x *tree) {
		n++
		sum += x.key
		sorted = sorted && x.key > last
		last = x.key
	})
	println(n, sum, sorted, t.depth())
	println(t.get(7919 % 1009))
	println(t.get(0))
	println(t.get(5000))
	for i := range 250 {
		t = t.remove(i * 2 * 7919 % 1009)
	}
	n, sum = 0, 0
	t.walk(func(x *tree) { n++; sum += x.key })
	println(n, sum)
	e := bin{'+', bin{'*', num(3), ref("x")}, bin{'-', ref("y"), num(1)}}
	println(e.eval(map[string]int{"x": 5, "y": 10}), e.eval(nil))
}
