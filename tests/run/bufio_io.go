// bufio and io: Reader, Writer, Scanner with its split functions, pipes, limits, tees, sections, multi readers and writers.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

type upper struct{ io.Reader }

func (u upper) Read(p []byte) (int, error) {
	n, err := u.Reader.Read(p)
	copy(p, bytes.ToUpper(p[:n]))
	return n, err
}

type failing struct{ n int }

func (f *failing) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

func main() {
	r := bufio.NewReaderSize(strings.NewReader("line one\nline two\r\nlast"), 16)
	l, err := r.ReadString('\n')
	fmt.Printf("%q %v\n", l, err)
	pk, _ := r.Peek(4)
	b, prefix, _ := r.ReadLine()
	fmt.Printf("%q %q %v %d\n", pk, b, prefix, r.Buffered())
	c, _ := r.ReadByte()
	r.UnreadByte()
	n, _ := r.Discard(2)
	rest, err := r.ReadString('\n')
	fmt.Println(c, n, rest, err)

	sc := bufio.NewScanner(strings.NewReader("a b\n\nlong line here\nend"))
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	fmt.Println(sc.Err())
	for _, split := range []bufio.SplitFunc{bufio.ScanWords, bufio.ScanRunes, bufio.ScanBytes} {
		sc := bufio.NewScanner(strings.NewReader("é go\n x"))
		sc.Split(split)
		for sc.Scan() {
			fmt.Printf("%q ", sc.Bytes())
		}
		fmt.Println()
	}
	sc = bufio.NewScanner(strings.NewReader(strings.Repeat("x", 200)))
	sc.Buffer(make([]byte, 10), 100)
	fmt.Println(sc.Scan(), sc.Err())
	sc = bufio.NewScanner(strings.NewReader("1,2,3"))
	sc.Split(func(data []byte, eof bool) (int, []byte, error) {
		if i := bytes.IndexByte(data, ','); i >= 0 {
			return i + 1, data[:i], nil
		}
		if eof && len(data) > 0 {
			return len(data), data, bufio.ErrFinalToken
		}
		return 0, nil, nil
	})
	for sc.Scan() {
		fmt.Print(sc.Text(), ";")
	}
	fmt.Println()

	var out bytes.Buffer
	w := bufio.NewWriterSize(&out, 16)
	fmt.Fprint(w, "buffered")
	fmt.Println(out.Len(), w.Buffered(), w.Available())
	w.WriteString(strings.Repeat("y", 20))
	w.WriteByte('z')
	w.WriteRune('é')
	w.Flush()
	fmt.Println(out.Len(), out.String())
	fw := bufio.NewWriterSize(&failing{20}, 16)
	for i := range 10 {
		if _, err := fw.WriteString("12345678"); err != nil {
			fmt.Println(i, err, fw.Flush())
			break
		}
	}

	all, _ := io.ReadAll(upper{io.MultiReader(strings.NewReader("abc"), io.LimitReader(strings.NewReader("defghi"), 2), bytes.NewReader(nil))})
	fmt.Println(string(all))
	var t1, t2 strings.Builder
	k, err := io.Copy(io.MultiWriter(&t1, &t2), io.TeeReader(strings.NewReader("teed"), &out))
	fmt.Println(k, err, t1.String(), t2.String(), strings.HasSuffix(out.String(), "teed"))
	sec := io.NewSectionReader(strings.NewReader("0123456789"), 2, 5)
	s, _ := io.ReadAll(sec)
	fmt.Println(string(s), sec.Size())
	_, err = io.ReadFull(strings.NewReader("ab"), make([]byte, 5))
	_, err2 := io.ReadAtLeast(strings.NewReader(""), make([]byte, 5), 1)
	k, err3 := io.CopyN(io.Discard, strings.NewReader("abc"), 5)
	fmt.Println(err, err2, k, err3)

	pr, pw := io.Pipe()
	go func() {
		for i := range 3 {
			fmt.Fprintf(pw, "msg%d ", i)
		}
		pw.CloseWithError(errors.New("pipe done"))
	}()
	got, err := io.ReadAll(pr)
	fmt.Println(string(got), err)
	_, err = pw.Write([]byte("x"))
	fmt.Println(err)
	pr, pw = io.Pipe()
	go io.Copy(pw, strings.NewReader("partial"))
	buf := make([]byte, 4)
	io.ReadFull(pr, buf)
	pr.Close()
	_, err = pw.Write([]byte("y"))
	fmt.Println(string(buf), err)
	rw := bufio.NewReadWriter(bufio.NewReader(strings.NewReader("in")), bufio.NewWriter(&t1))
	line, _ := rw.ReadString(0)
	rw.WriteString(line)
	rw.Flush()
	fmt.Println(t1.String())
	var nr io.Reader = io.NopCloser(strings.NewReader("n"))
	_, isWT := nr.(io.WriterTo)
	fmt.Println(isWT, io.EOF, io.ErrUnexpectedEOF)
}
