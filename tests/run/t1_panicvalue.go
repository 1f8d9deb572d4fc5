// An uncaught panic with an error prints its text; a recovered one before it leaves no trace.
package main

type code struct{ a, b int }

func first() {
	defer func() { println("recovered", recover().(code).b) }()
	panic(code{1, 2})
}

func main() {
	first()
	defer func() {
		println("not recovering")
	}()
	panic(error(fail{"custom", 3}))
}

type fail struct {
	text string
	n    int
}

func (f fail) Error() string { return f.text + string(rune('0'+f.n)) }
