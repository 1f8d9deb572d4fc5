// text/template: actions, pipelines, variables, functions, methods, nested templates, errors.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"text/template"
)

type Item struct {
	Name  string
	Price float64
	Tags  []string
}

func (i Item) Total(n int) float64   { return i.Price * float64(n) }
func (i *Item) Upper() string        { return strings.ToUpper(i.Name) }
func (i Item) Fail() (string, error) { return "", errors.New("method failed") }

type Page struct {
	Title string
	Items []*Item
	M     map[string]int
	F     func(string) string
	Nil   *Item
	Any   any
}

const src = `{{define "row"}}<{{.Name}}{{range .Tags}} #{{.}}{{else}} untagged{{end}}>{{end -}}
{{/* a comment */ -}}
Title: {{.Title | printf "%q"}} {{len .Items}}
{{range $i, $e := .Items}}{{if $i}}, {{end}}{{template "row" $e}} {{$e.Total 3 | printf "%.2f"}} {{.Upper}}{{end}}
{{with .Any}}any {{.}}{{else with .Title}}title {{.}}{{end}}
{{$x := 5}}{{if and (gt $x 3) (not (eq .Title "x" "y"))}}big{{else if eq $x 1}}one{{end}} {{$x = add $x 1}}{{$x}}
{{index .M "b"}} {{index .Items 1 | name}} {{slice .Title 1 3}} {{html "<a&b>"}} {{js "it's"}} {{urlquery "a b&c"}}
{{range $k, $v := .M}}{{$k}}={{$v}};{{end}} {{range 3}}{{.}}{{end}}
{{call .F "arg"}} {{1 | le 1}} {{ne 1.5 2.5}} {{or 0 "" "last"}} {{print 1 "a" 2.5 true nil}} {{.Nil | printf "%v"}}
{{- range .Items}}{{if eq .Name "two"}}{{continue}}{{end}}
 item {{.Name}}{{if eq .Name "three"}}{{break}}{{end}}{{end}}
{{block "footer" .Title}}footer of {{.}}{{end}} {{"raw" | printf "%s-%d" | len}}`

func main() {
	funcs := template.FuncMap{"add": func(a, b int) int { return a + b }, "name": func(i *Item) string { return i.Name }, "fail": func() (int, error) { return 0, errors.New("func failed") }}
	t := template.Must(template.New("page").Funcs(funcs).Parse(src))
	p := Page{"Shop", []*Item{{"one", 1.5, []string{"a", "b"}}, {"two", 2, nil}, {"three", 3, nil}, {"four", 4, nil}}, map[string]int{"b": 2, "a": 1}, strings.ToUpper, nil, nil}
	err := t.Execute(os.Stdout, p)
	fmt.Println()
	fmt.Println(err)
	for _, s := range []string{"{{.None}}", "{{if}}", "{{range .Items}}", "{{nofunc 1}}", "{{.Items.Name}}", "{{fail}}", "{{(index .Items 0).Fail}}", "{{index .Items 10}}", "{{template \"x\"}}", "{{lt 1 \"a\"}}", "{{.Nil.Name}}", "{{end}}", "{{\"unterminated}}", "{{.Title.Foo}}", "{{$y}}"} {
		t, err := template.New("bad").Funcs(funcs).Parse(s)
		if err == nil {
			err = t.Execute(&strings.Builder{}, p)
		}
		fmt.Println(err)
	}
	set := template.Must(template.New("root").Option("missingkey=error").Parse(`{{define "a"}}A{{template "b" .}}{{end}}{{define "b"}}B{{.k}}{{end}}`))
	fmt.Println(len(set.Templates()))
	fmt.Println(set.ExecuteTemplate(os.Stdout, "a", map[string]any{"k": 1}))
	fmt.Println(set.ExecuteTemplate(os.Stdout, "a", map[string]any{}))
	c := template.Must(set.Clone())
	template.Must(c.Parse(`{{define "b"}}other{{end}}`))
	c.ExecuteTemplate(os.Stdout, "a", nil)
	d := template.Must(template.New("delims").Delims("<<", ">>").Parse("<<.>> {{.}}\n"))
	d.Execute(os.Stdout, 7)
}
