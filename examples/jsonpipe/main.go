// Jsonpipe reads orders as JSON lines, filters, groups and sorts them, and writes a report.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"text/template"
	"time"
)

const input = `{"id": "A-17", "customer": "Nora Ek", "at": "2024-03-01T09:30:00Z", "lines": [{"item": "pen", "n": 10, "price": "1.20"}, {"item": "ink", "n": 2, "price": "7.5"}]}
{"id": "B-02", "customer": "Ola Berg", "at": "2024-03-01T17:05:00+02:00", "lines": [{"item": "paper", "n": 5, "price": "4"}]}
not json at all
{"id": "X02", "customer": "Wrong Id", "at": "2024-03-02T10:00:00Z", "lines": []}
{"id": "A-18", "customer": "Nora Ek", "at": "2024-03-02T23:59:59Z", "lines": [{"item": "ink", "n": 1, "price": "7.5"}], "note": "gift, \"wrapped\" \u2713"}
{"id": "C-99", "customer": "Åsa Öst", "at": "2024-03-03T08:00:00Z", "lines": [{"item": "pen", "n": 1, "price": "x"}]}
{"id": "C-03", "customer": "Åsa Öst", "at": "2024-03-03T12:00:00Z", "lines": [{"item": "pen", "n": 3, "price": "1.20"}, {"item": "desk", "n": 1, "price": "249.90"}]}
`

// Cents is an amount of money, written as a decimal number in a JSON string.
type Cents int64

func (c *Cents) UnmarshalJSON(b []byte) error {
	s, err := strconv.Unquote(string(b))
	if err != nil {
		return err
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return err
	}
	*c = Cents(f*100 + 0.5)
	return nil
}

func (c Cents) MarshalJSON() ([]byte, error) { return strconv.AppendQuote(nil, c.String()), nil }
func (c Cents) String() string               { return fmt.Sprintf("%d.%02d", c/100, c%100) }

type Line struct {
	Item  string `json:"item"`
	N     int    `json:"n"`
	Price Cents  `json:"price"`
}

type Order struct {
	ID       string    `json:"id"`
	Customer string    `json:"customer"`
	At       time.Time `json:"at"`
	Lines    []Line    `json:"lines"`
	Note     *string   `json:"note,omitempty"`
}

func (o Order) Total() (sum Cents) {
	for _, l := range o.Lines {
		sum += Cents(l.N) * l.Price
	}
	return
}

type Customer struct {
	Name   string         `json:"name"`
	Total  Cents          `json:"total"`
	Orders []string       `json:"orders"`
	Items  map[string]int `json:"items"`
	First  time.Time      `json:"first"`
}

var validID = regexp.MustCompile(`^([A-Z])-(\d{2})$`)

func read(text string) (orders []Order, problems []string) {
	sc := bufio.NewScanner(strings.NewReader(text))
	for n := 1; sc.Scan(); n++ {
		var o Order
		if err := json.Unmarshal(sc.Bytes(), &o); err != nil {
			problems = append(problems, fmt.Sprintf("line %d: %v", n, err))
			continue
		}
		if !validID.MatchString(o.ID) {
			problems = append(problems, fmt.Sprintf("line %d: bad id %q", n, o.ID))
			continue
		}
		orders = append(orders, o)
	}
	return
}

func group(orders []Order) []*Customer {
	byName := map[string]*Customer{}
	for _, o := range orders {
		c := byName[o.Customer]
		if c == nil {
			c = &Customer{Name: o.Customer, Items: map[string]int{}, First: o.At}
			byName[o.Customer] = c
		}
		c.Total += o.Total()
		c.Orders = append(c.Orders, validID.ReplaceAllString(o.ID, "$2/$1"))
		for _, l := range o.Lines {
			c.Items[l.Item] += l.N
		}
		if o.At.Before(c.First) {
			c.First = o.At
		}
	}
	var list []*Customer
	for _, c := range byName {
		list = append(list, c)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Total > list[j].Total })
	return list
}

var report = template.Must(template.New("report").Funcs(template.FuncMap{"upper": strings.ToUpper}).Parse(
	`{{range $i, $c := .}}{{if $i}}
{{end}}{{$c.Name | upper | printf "%-10s"}} {{$c.Total | printf "%8s"}} since {{$c.First.UTC.Format "Mon 2 Jan 15:04"}}
{{- range $item, $n := $c.Items}}
  {{$n}} x {{$item}}{{end}}{{end}}
`))

func main() {
	orders, problems := read(input)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, p := range problems {
		fmt.Fprintln(out, p)
	}
	customers := group(orders)
	if err := report.Execute(out, customers); err != nil {
		fmt.Fprintln(out, err)
	}
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	enc.Encode(customers)
	span := orders[len(orders)-1].At.Sub(orders[0].At)
	fmt.Fprintln(out, "span", span, "notes", *orders[2].Note)
}
