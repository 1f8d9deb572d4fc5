// encoding/json, writing: tags, embedding, maps, numbers, escapes, Marshaler, TextMarshaler, indent, errors.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"time"
)

type Base struct {
	ID   int `json:"id"`
	Note string
}
type Color uint8

func (c Color) MarshalText() ([]byte, error) {
	if c > 2 {
		return nil, errors.New("no such color")
	}
	return []byte([]string{"red", "green", "blue"}[c]), nil
}

type Temp float64

func (t Temp) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"celsius": %.1f}`, float64(t)), nil
}

type All struct {
	Base
	*Opt
	Name    string            `json:"name"`
	Skip    string            `json:"-"`
	Dash    int               `json:"-,"`
	Empty   []int             `json:"empty,omitempty"`
	Zero    time.Time         `json:"zero,omitzero"`
	Str     int64             `json:"str,string"`
	M       map[string]any    `json:"m"`
	IM      map[int]bool      `json:"im"`
	CM      map[Color]float64 `json:"cm"`
	Bytes   []byte            `json:"bytes"`
	Nil     []string          `json:"nil"`
	P       *int              `json:"p"`
	Arr     [2]bool           `json:"arr"`
	C       Color             `json:"c"`
	T       Temp              `json:"t"`
	Raw     json.RawMessage   `json:"raw"`
	Any     any               `json:"any"`
	private int
	Dur     time.Duration
	F32     float32
}
type Opt struct {
	Extra string `json:"extra,omitempty"`
}
type cyc struct{ Next *cyc }

func main() {
	n := 5
	a := All{Base: Base{1, "note"}, Opt: &Opt{"x"}, Name: "q\"<&>\u2028\x01é", Str: 42, M: map[string]any{"z": 1, "a": []any{nil, 1.5, "s", map[string]int{}}},
		IM: map[int]bool{10: true, -2: false}, CM: map[Color]float64{1: 0.1, 0: 1e21}, Bytes: []byte{0, 255, 1}, P: &n, C: 2, T: 21.55, Raw: json.RawMessage(`{"r": [1, 2]}`), Any: Base{}, Dur: 5, F32: 0.1}
	b, err := json.Marshal(a)
	fmt.Println(string(b), err)
	b, _ = json.MarshalIndent(map[string]any{"k": []int{1, 2}, "e": []int{}, "o": map[string]int{}, "n": nil}, ">", "  ")
	fmt.Println(string(b))
	for _, v := range []any{nil, true, 1, -1.0, 1e20, 1e21, 1e-7, 1e-6, 0.1, float32(0.1), math.MaxFloat64, 5e-324, uint64(math.MaxUint64), "é\x00\xff\t", []byte(nil), [0]int{}, struct{}{}, &n, Color(1), []Color{0, 1}, json.Number("12.50"), map[string]string{"<": ">"}} {
		b, err := json.Marshal(v)
		fmt.Print(string(b), " ")
		if err != nil {
			fmt.Print(err)
		}
	}
	fmt.Println()
	loop := &cyc{}
	loop.Next = loop
	for _, v := range []any{math.NaN(), math.Inf(1), make(chan int), func() {}, 1i, Color(9), map[[2]int]int{{1, 2}: 1}, loop, json.Number("x"), json.RawMessage("{")} {
		_, err := json.Marshal(v)
		fmt.Printf("%v %T\n", err, err)
	}
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	enc.Encode(struct {
		A string `json:"<a>"`
		B any    `json:",omitempty"`
	}{"<x>", nil})
	enc.Encode([]string{"last"})
	fmt.Println(json.Valid([]byte(`{"a":[1,2,{"b":null}]}`)), json.Valid([]byte(`{"a":}`)))
}
