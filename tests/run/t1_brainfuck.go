// A small interpreter as an all-round program: byte slices, switch in a loop, a jump table from a map.
package main

func jumps(prog string) map[int]int {
	var stack []int
	m := map[int]int{}
	for i, c := range prog {
		switch c {
		case '[':
			stack = append(stack, i)
		case ']':
			j := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			m[i], m[j] = j, i
		}
	}
	return m
}

func run(prog, input string) (out []byte, steps int) {
	m := jumps(prog)
	mem := make([]byte, 300)
	p := 0
	for pc := 0; pc < len(prog); pc++ {
		steps++
		switch prog[pc] {
		case '>':
			p++
		case '<':
			p--
		case '+':
			mem[p]++
		case '-':
			mem[p]--
		case '.':
			out = append(out, mem[p])
		case ',':
			if input == "" {
				mem[p] = 0
				break
			}
			mem[p], input = input[0], input[1:]
		case '[':
			if mem[p] == 0 {
				pc = m[pc]
			}
		case ']':
			if mem[p] != 0 {
				pc = m[pc]
			}
		}
	}
	return
}

func main() {
	hi := "++++++++[>+++++++++<-]>.<+++++++++++[>+++<-]>.<++++++++[>---------<-]>."
	out, steps := run(hi, "")
	print(string(out), " ")
	println(steps)
	out, steps = run(">,[>,]<[.<]", "reversed")
	println(string(out), steps)
	out, _ = run(",>,<[->[->+>+<<]>>[-<<+>>]<<<]>>.", "\x06\x07")
	println(out[0])
}
