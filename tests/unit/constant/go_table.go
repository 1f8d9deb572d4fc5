//go:build ignore

// Prints what go/constant makes of each expression in go_table.txt's first column,
// as rows "expression<TAB>kind<TAB>String<TAB>ExactString" for test_go_table.c:
//
//	go run go_table.go < go_table.txt > new && mv new go_table.txt
//
// Lines that start with # are kept. An expression is in reverse Polish notation: literals
// push, words act on the top of the stack.
package main

import (
	"bufio"
	"fmt"
	"go/constant"
	"go/token"
	"math"
	"math/big"
	"os"
	"strconv"
	"strings"
)

func isFloat(s string) bool {
	hex := strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "0X")
	return strings.Contains(s, ".") || !hex && strings.ContainsAny(s, "eE") || hex && strings.ContainsAny(s, "pP")
}

func literal(s string) constant.Value {
	switch {
	case s == "true" || s == "false":
		return constant.MakeBool(s == "true")
	case s[0] == '"' || s[0] == '`':
		return constant.MakeFromLiteral(s, token.STRING, 0)
	case s[0] == '\'':
		return constant.MakeFromLiteral(s, token.CHAR, 0)
	case s[len(s)-1] == 'i':
		return constant.MakeFromLiteral(s, token.IMAG, 0)
	case isFloat(s):
		return constant.MakeFromLiteral(s, token.FLOAT, 0)
	}
	return constant.MakeFromLiteral(s, token.INT, 0)
}

var binary = map[string]token.Token{
	"+": token.ADD, "-": token.SUB, "*": token.MUL, "/": token.QUO, "div": token.QUO_ASSIGN, "%": token.REM,
	"&": token.AND, "|": token.OR, "^": token.XOR, "&^": token.AND_NOT, "&&": token.LAND, "||": token.LOR,
}

var compare = map[string]token.Token{
	"==": token.EQL, "!=": token.NEQ, "<": token.LSS, "<=": token.LEQ, ">": token.GTR, ">=": token.GEQ,
}

func round(x constant.Value, bits int) constant.Value {
	x = constant.ToFloat(x)
	if x.Kind() != constant.Float {
		return constant.MakeUnknown()
	}
	f, _ := constant.Float64Val(x)
	if bits == 32 {
		f32, _ := constant.Float32Val(x)
		f = float64(f32)
	}
	if math.IsInf(f, 0) {
		return constant.MakeUnknown()
	}
	return constant.MakeFloat64(f)
}

// wrap is the int x in size bytes.
func wrap(x constant.Value, size int, signed bool) constant.Value {
	z, _ := new(big.Int).SetString(x.ExactString(), 10)
	mod := new(big.Int).Lsh(big.NewInt(1), uint(size*8))
	z.Mod(z, mod)
	if signed && z.Bit(size*8-1) == 1 {
		z.Sub(z, mod)
	}
	return constant.MakeFromLiteral(z.String(), token.INT, 0)
}

func makeNeg(x constant.Value) constant.Value { return constant.UnaryOp(token.SUB, x, 0) }

func eval(text string) constant.Value {
	var stack []constant.Value
	pop := func() constant.Value {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		return x
	}
	for _, w := range strings.Fields(text) {
		var x constant.Value
		if op, ok := binary[w]; ok {
			b := pop()
			x = constant.BinaryOp(pop(), op, b)
		} else if op, ok := compare[w]; ok {
			b := pop()
			x = constant.MakeBool(constant.Compare(pop(), op, b))
		} else if w == "<<" || w == ">>" {
			n, _ := constant.Uint64Val(pop())
			x = constant.Shift(pop(), map[string]token.Token{"<<": token.SHL, ">>": token.SHR}[w], uint(n))
		} else if n, ok := strings.CutPrefix(w, "com"); ok && w != "complex" {
			size, _ := strconv.Atoi(n)
			x = constant.UnaryOp(token.XOR, pop(), uint(size))
		} else if n, ok := strings.CutPrefix(w, "wrap"); ok {
			size, _ := strconv.Atoi(n[1:])
			x = wrap(pop(), size, n[0] == 's')
		} else {
			switch w {
			case "neg":
				x = makeNeg(pop())
			case "!":
				x = constant.UnaryOp(token.NOT, pop(), 0)
			case "int":
				x = constant.ToInt(pop())
			case "float":
				x = constant.ToFloat(pop())
			case "complex":
				x = constant.ToComplex(pop())
			case "real":
				x = constant.Real(pop())
			case "imag":
				x = constant.Imag(pop())
			case "f32":
				x = round(pop(), 32)
			case "f64":
				x = round(pop(), 64)
			case "dup":
				x = pop()
				stack = append(stack, x)
			case "square":
				x = pop()
				x = constant.BinaryOp(x, token.MUL, x)
			default:
				x = literal(w)
			}
		}
		stack = append(stack, x)
	}
	return pop()
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		text, _, _ := strings.Cut(in.Text(), "\t")
		if text == "" || text[0] == '#' {
			fmt.Fprintln(out, text)
			continue
		}
		x := eval(text)
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", text, x.Kind(), x.String(), x.ExactString())
	}
}
