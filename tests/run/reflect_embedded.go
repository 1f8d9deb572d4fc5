// Methods by embedding of types without a name, found by reflection: encoding/json.
package main

import (
	"encoding/json"
	"fmt"
)

type nm string

func (n *nm) MarshalJSON() ([]byte, error) {
	if n == nil {
		return json.Marshal("0zenil0")
	}
	return json.Marshal("zenil:" + string(*n))
}

type E struct{ a int }

func (e E) MarshalJSON() ([]byte, error) { return []byte(`"E"`), nil }

func try(f func() ([]byte, error)) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println("panic", e)
		}
	}()
	b, err := f()
	fmt.Println(string(b), err)
}
func main() {
	try(func() ([]byte, error) { return json.Marshal(struct{ M json.Marshaler }{(*nm)(nil)}) })
	try(func() ([]byte, error) { return json.Marshal(struct{ E }{}) })
	try(func() ([]byte, error) { return json.Marshal(&struct{ E }{}) })
	try(func() ([]byte, error) { return json.Marshal([]struct{ *nm }{{nil}}) })
}
