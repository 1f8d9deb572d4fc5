// Embedding: promoted fields and methods through values, pointers and interfaces; shadowing; depth.
package main

type animal struct {
	name string
	legs int
}

func (a animal) describe() string { return a.name + string(rune('0'+a.legs)) }
func (a *animal) rename(n string) { a.name = n }
func (a animal) speak() string    { return "..." }

type dog struct {
	animal
	tricks []string
}

func (d dog) speak() string { return "woof from " + d.name }

type puppy struct {
	*dog
	age int
}

type speaker interface{ speak() string }
type describer interface {
	speaker
	describe() string
}

type loud struct {
	speaker
	times int
}

func (l loud) speak() string {
	s := ""
	for range l.times {
		s += l.speaker.speak() + "!"
	}
	return s
}

type left struct{ x, only int }
type right struct{ x int }
type join struct {
	left
	right
}

type embedsInt struct {
	int
	string
}

func main() {
	d := dog{animal: animal{"rex", 4}}
	println(d.name, d.describe(), d.speak(), d.animal.speak())
	d.rename("max")
	d.legs--
	println(d.describe(), d.animal.name)
	p := puppy{&d, 1}
	p.rename("tiny")
	println(d.name, p.speak(), p.describe(), p.dog.animal.legs)
	var ds describer = d
	println(ds.speak(), ds.describe())
	ds = p
	println(ds.speak())
	ds = &p
	println(ds.describe())
	l := loud{d, 2}
	println(l.speak(), loud{l, 1}.speak())
	l.speaker = p
	d.name = "new"
	println(l.speak())
	j := join{left{1, 2}, right{3}}
	println(j.left.x, j.right.x, j.only)
	e := embedsInt{5, "s"}
	e.int++
	println(e.int, e.string)
	f := d.describe
	g := (*puppy).speak
	d.name = "changed"
	println(f(), g(&p))
	var s speaker = &struct{ animal }{animal{"anon", 2}}
	println(s.speak())
}
