// encoding/json, reading: into structs, maps, any; unknown and missing fields; streams; errors with positions.
//
//run:heavy
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

type Inner struct{ X, Y int }
type Target struct {
	Name  string `json:"name"`
	Age   *int   `json:"age"`
	Tags  []string
	In    Inner
	Ptr   *Inner
	M     map[string]Inner
	Any   any
	Arr   [2]int
	F     float64
	U8    uint8
	Raw   json.RawMessage
	Iface fmt.Stringer
	Str   int `json:",string"`
	Embedded
	B []byte
}
type Embedded struct{ Deep bool }
type Level int

func (l *Level) UnmarshalText(b []byte) error {
	switch string(b) {
	case "low":
		*l = 1
	case "high":
		*l = 2
	default:
		return errors.New("bad level " + string(b))
	}
	return nil
}

type Date struct{ y, m int }

func (d *Date) UnmarshalJSON(b []byte) error {
	_, err := fmt.Sscanf(string(b), `"%d-%d"`, &d.y, &d.m)
	return err
}

func main() {
	var t Target
	err := json.Unmarshal([]byte(`{"name": "n\u00e9\n\ud83d\ude00\ud800", "AGE": 5, "tags": ["a", "b"], "in": {"x": 1, "Y": 2}, "ptr": {"X": 3},
		"m": {"k": {"x": 9}}, "any": [1, "s", null, true, {"o": 1.5e3}], "arr": [1, 2, 3], "f": 1e-3, "u8": 255, "raw": {"keep":  [1]},
		"iface": null, "str": "77", "deep": true, "b": "AAEC", "unknown": {"skip": [1, {"a": 2}]}}`), &t)
	fmt.Printf("%+v %v\n", t.In, err)
	fmt.Printf("%q %d %v %v %v %v %v %v %v %s %d %v %v\n", t.Name, *t.Age, t.Tags, *t.Ptr, t.M, t.Any, t.Arr, t.F, t.U8, t.Raw, t.Str, t.Deep, t.B)
	old := t.Ptr
	json.Unmarshal([]byte(`{"ptr": {"Y": 4}, "m": {"j": {}}, "tags": ["c"], "age": null, "arr": [7]}`), &t)
	fmt.Println(*t.Ptr, old == t.Ptr, t.M, t.Tags, t.Age, t.Arr)

	var v any
	for _, s := range []string{`1`, `"s"`, `[]`, `{}`, ` null `, `[1,[2,[3]]]`, `{"a":{"b":{"c":1}}}`, `-0`, `1e5`, `true`} {
		err := json.Unmarshal([]byte(s), &v)
		fmt.Printf("%v %T %v\n", v, v, err)
	}
	for _, s := range []string{``, `{`, `[1,]`, `{"a" 1}`, `tru`, `01`, `"\x"`, `"a`, "\"\n\"", `1 2`, `{"name": 5}`, `{"u8": 256}`, `{"in": []}`, `{"f": "x"}`, `{"tags": {"a": 1}}`, `{"iface": 5}`, `{"str": 5}`, `{"in": {"x": 1.5}}`} {
		var t Target
		err := json.Unmarshal([]byte(s), &t)
		var se *json.SyntaxError
		var te *json.UnmarshalTypeError
		switch {
		case errors.As(err, &se):
			fmt.Println("syntax", se.Offset, err)
		case errors.As(err, &te):
			fmt.Println("type", te.Field, te.Offset, te.Value, err)
		default:
			fmt.Println(err)
		}
	}
	fmt.Println(json.Unmarshal([]byte(`1`), nil), json.Unmarshal([]byte(`1`), t))
	var ls []Level
	fmt.Println(json.Unmarshal([]byte(`["low", "high"]`), &ls), ls, json.Unmarshal([]byte(`["mid"]`), &ls))
	var lm map[Level]Date
	fmt.Println(json.Unmarshal([]byte(`{"high": "2024-05"}`), &lm), lm)
	var im map[int8]string
	fmt.Println(json.Unmarshal([]byte(`{"5": "x", "-6": "y"}`), &im), im, json.Unmarshal([]byte(`{"300": ""}`), &im))

	dec := json.NewDecoder(strings.NewReader(`{"a": 1} {"a": 2} [true] "x" 5`))
	for {
		var x any
		if err := dec.Decode(&x); err == io.EOF {
			break
		} else if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Print(x, " ", dec.InputOffset(), "; ")
	}
	fmt.Println()
	dec = json.NewDecoder(strings.NewReader(`{"list": [1, {"k": null}], "z": "s"}`))
	for {
		tok, err := dec.Token()
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Printf("%T:%v more=%v ", tok, tok, dec.More())
	}
	dec = json.NewDecoder(strings.NewReader(`{"name": "x", "extra": 1}`))
	dec.DisallowUnknownFields()
	fmt.Println(dec.Decode(&t))
	dec = json.NewDecoder(strings.NewReader(`{"big": 12345678901234567890, "f": 1.0}`))
	dec.UseNumber()
	var num map[string]json.Number
	fmt.Println(dec.Decode(&num), num)
	var generic struct{ A, B any }
	deep := strings.Repeat("[", 5000) + strings.Repeat("]", 5000)
	fmt.Println(json.Unmarshal([]byte(`{"a": `+deep+`}`), &generic), generic.B)
}
