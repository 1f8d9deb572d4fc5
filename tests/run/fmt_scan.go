// fmt.Sscan, Sscanf, Sscanln, Fscan over a reader, and standard input.
//
//run:stdin "12 words here\n3.5 true 0x1f\n"
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

type hexByte byte

func (h *hexByte) Scan(s fmt.ScanState, verb rune) error {
	tok, err := s.Token(true, nil)
	if err != nil {
		return err
	}
	_, err = fmt.Sscanf(string(tok), "<%x>", (*byte)(h))
	return err
}

func main() {
	var i int
	var s, t string
	var f float64
	var b bool
	var u uint8
	var r rune
	n, err := fmt.Sscan("5 word 2.5 true", &i, &s, &f, &b)
	fmt.Println(n, err, i, s, f, b)
	n, err = fmt.Sscanf("key=17;name:x", "key=%d;name:%s", &i, &s)
	fmt.Println(n, err, i, s)
	n, err = fmt.Sscanf("ff 101 z 12abc", "%x %b %c %2d%s", &i, &u, &r, &n, &s)
	fmt.Println(n, err, i, u, r, s)
	n, err = fmt.Sscan("300", &u)
	fmt.Println(n, err)
	n, err = fmt.Sscan("abc", &i)
	fmt.Println(n, err)
	n, err = fmt.Sscanln("1\n2", &i, &u)
	fmt.Println(n, err)
	n, err = fmt.Sscanf("5%", "%d%%", &i)
	fmt.Println(n, err, i)
	var h hexByte
	n, err = fmt.Sscan(" <a5> rest", &h, &s)
	fmt.Println(n, err, h, s)
	rd := strings.NewReader("1 2\n3 4\n5")
	sum := 0
	for {
		var x int
		if _, err := fmt.Fscan(rd, &x); err != nil {
			fmt.Println(err)
			break
		}
		sum += x
	}
	fmt.Println(sum)
	in := bufio.NewReader(os.Stdin)
	n, err = fmt.Fscanln(in, &i, &s, &t)
	fmt.Println(n, err, i, s, t)
	n, err = fmt.Fscan(in, &f, &b, &i)
	fmt.Println(n, err, f, b, i)
	n, err = fmt.Fscan(in, &s)
	fmt.Println(n, err)
}
