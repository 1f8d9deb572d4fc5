// encoding/binary, csv, xml, gob, pem; text/tabwriter, text/scanner; html and url escaping.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/gob"
	"encoding/pem"
	"encoding/xml"
	"fmt"
	"html"
	"net/url"
	"os"
	"strings"
	"text/scanner"
	"text/tabwriter"
)

type packet struct {
	Kind  uint8
	Flags [3]uint16
	Size  int32
	Ratio float32
}

type Book struct {
	XMLName xml.Name `xml:"book"`
	ID      int      `xml:"id,attr"`
	Title   string   `xml:"title"`
	Authors []string `xml:"authors>author"`
	Note    string   `xml:",comment"`
	Extra   *string  `xml:"extra,omitempty"`
}

type shape interface{ Area() float64 }
type Sq struct{ S float64 }

func (s Sq) Area() float64 { return s.S * s.S }

type gobbed struct {
	N     int
	S     []string
	M     map[string][]float64
	P     *gobbed
	Shape shape
	skip  int
}

func main() {
	var b bytes.Buffer
	p := packet{1, [3]uint16{2, 3, 0xffff}, -5, 1.5}
	binary.Write(&b, binary.LittleEndian, p)
	binary.Write(&b, binary.BigEndian, []int16{1, -2})
	fmt.Printf("%x\n", b.Bytes())
	var q packet
	fmt.Println(binary.Read(&b, binary.LittleEndian, &q), q == p, binary.Size(p))
	buf := binary.AppendUvarint(nil, 300)
	buf = binary.AppendVarint(buf, -300)
	u, n := binary.Uvarint(buf)
	v, m := binary.Varint(buf[n:])
	fmt.Println(buf, u, v, n, m, binary.BigEndian.Uint32([]byte{1, 2, 3, 4}), binary.LittleEndian.AppendUint16(nil, 0x1234))

	r := csv.NewReader(strings.NewReader("a,b,c\n\"quoted, \"\"x\"\"\",2,\n# comment\nlast,\"multi\nline\",z\n"))
	r.Comment = '#'
	recs, err := r.ReadAll()
	fmt.Printf("%q %v\n", recs, err)
	_, err = csv.NewReader(strings.NewReader("a,b\nc\n")).ReadAll()
	fmt.Println(err)
	w := csv.NewWriter(os.Stdout)
	w.WriteAll([][]string{{"x", "with \"q\"", "a,b", " sp"}, {""}})

	x, err := xml.MarshalIndent(Book{ID: 7, Title: "Go & <XML>", Authors: []string{"A", "B"}, Note: " note "}, "", " ")
	fmt.Println(string(x), err)
	var bk Book
	err = xml.Unmarshal([]byte(`<?xml version="1.0"?><book id="9"><title>T &#65;&lt;</title><authors><author>Z</author></authors><extra>e</extra><unknown/></book>`), &bk)
	fmt.Println(bk.ID, bk.Title, bk.Authors, *bk.Extra, err)
	fmt.Println(xml.Unmarshal([]byte("<book><title></book>"), &bk))

	gob.Register(Sq{})
	g := gobbed{1, []string{"a"}, map[string][]float64{"k": {1.5}}, &gobbed{N: 2}, Sq{3}, 9}
	var gb bytes.Buffer
	enc := gob.NewEncoder(&gb)
	fmt.Println(enc.Encode(g), enc.Encode(g))
	var back gobbed
	dec := gob.NewDecoder(&gb)
	fmt.Println(dec.Decode(&back), back.N, back.S, back.M, back.P.N, back.Shape.Area(), back.skip)

	blk := pem.EncodeToMemory(&pem.Block{Type: "TEST", Headers: map[string]string{"K": "v"}, Bytes: []byte("pem data")})
	d, rest := pem.Decode(blk)
	fmt.Print(string(blk), d.Type, string(d.Bytes), len(rest), "\n")
	tw := tabwriter.NewWriter(os.Stdout, 4, 8, 1, '.', tabwriter.AlignRight|tabwriter.Debug)
	fmt.Fprintln(tw, "a\tbbb\tc\n"+"aaaa\tb\tccccc\n"+"x\ty")
	tw.Flush()
	var s scanner.Scanner
	s.Init(strings.NewReader("x := 3.14 + \"str\" // c\n'c' foo(`raw`)"))
	for t := s.Scan(); t != scanner.EOF; t = s.Scan() {
		fmt.Print(s.Position, " ", scanner.TokenString(t), " ", s.TokenText(), "; ")
	}
	fmt.Println()
	fmt.Println(html.EscapeString(`<a href="x">&'`), html.UnescapeString("&lt;&eacute;&#x41;&amp;&nosuch;"))
	ur, err := url.Parse("https://user:p%40ss@host.org:8080/a%20b/c?q=1&q=2&z=%26#frag")
	fmt.Println(ur.Host, ur.Port(), ur.Path, ur.Query()["q"], ur.Query().Get("z"), ur.Fragment, ur.User, err)
	fmt.Println(ur.ResolveReference(&url.URL{Path: "../d"}), url.QueryEscape("a b&c/é"), url.PathEscape("a b/c"), url.Values{"b": {"2"}, "a": {"1", "x y"}}.Encode())
	_, err = url.Parse("http://[::1")
	fmt.Println(err)
}
