// Package encoding/json: a document encoded and decoded into structs and into any.
package main

import (
	"encoding/json"
	"fmt"
)

type person struct {
	Name    string            `json:"name"`
	Age     int               `json:"age"`
	Emails  []string          `json:"emails,omitempty"`
	Address *address          `json:"address"`
	Extra   map[string]string `json:"extra"`
}

type address struct {
	Street string  `json:"street"`
	Lat    float64 `json:"lat"`
	Long   float64 `json:"long"`
}

func main() {
	people := make([]person, 2000)
	for i := range people {
		people[i] = person{
			Name: fmt.Sprintf("Person %d", i), Age: i % 90,
			Emails:  []string{fmt.Sprintf("p%d@example.com", i), "second@example.org"},
			Address: &address{"Long Street \"" + fmt.Sprint(i) + "\"", float64(i) / 3, -float64(i) / 7},
			Extra:   map[string]string{"k": "v", "escaped": "<&>\n"},
		}
	}
	n := 0
	for range 8 {
		data, err := json.Marshal(people)
		if err != nil {
			panic(err)
		}
		n += len(data)
		var back []person
		if err := json.Unmarshal(data, &back); err != nil {
			panic(err)
		}
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			panic(err)
		}
		n += len(back) + len(v.([]any)[7].(map[string]any))
	}
	fmt.Println(n)
}
