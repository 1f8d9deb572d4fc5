// Reading: bufio.Scanner, strings.Split, strconv, and a small expression parser.
package main

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
)

type parser struct {
	text string
	at   int
}

func (p *parser) next() byte {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
	if p.at == len(p.text) {
		return 0
	}
	return p.text[p.at]
}

func (p *parser) sum() int {
	x := p.product()
	for {
		switch p.next() {
		case '+':
			p.at++
			x += p.product()
		case '-':
			p.at++
			x -= p.product()
		default:
			return x
		}
	}
}

func (p *parser) product() int {
	x := p.atom()
	for p.next() == '*' {
		p.at++
		x = x * p.atom() % 1000003
	}
	return x
}

func (p *parser) atom() int {
	if p.next() == '(' {
		p.at++
		x := p.sum()
		p.next()
		p.at++
		return x
	}
	start := p.at
	for p.at < len(p.text) && '0' <= p.text[p.at] && p.text[p.at] <= '9' {
		p.at++
	}
	x, err := strconv.Atoi(p.text[start:p.at])
	if err != nil {
		panic(err)
	}
	return x
}

func main() {
	var b strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&b, "%d,%d.%d,(%d + %d) * %d - (%d * (3 + %d))\n", i, i*3, i%100, i, i%7, i%13, i%5, i%17)
	}
	input, sum, floats := b.String(), 0, 0.0
	for range 4 {
		in := bufio.NewScanner(strings.NewReader(input))
		for in.Scan() {
			fields := strings.Split(in.Text(), ",")
			n, err := strconv.ParseInt(fields[0], 10, 64)
			if err != nil {
				panic(err)
			}
			f, err := strconv.ParseFloat(fields[1], 64)
			if err != nil {
				panic(err)
			}
			p := &parser{text: fields[2]}
			sum += int(n) + p.sum()
			floats += f
		}
	}
	fmt.Println(sum, floats)
}
