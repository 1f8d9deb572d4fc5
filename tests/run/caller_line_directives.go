// What runtime.Caller says about code that //line directives claim for other files.
package main

import (
	"fmt"
	"path"
	"reflect"
	"runtime"
	"unsafe"
)

func where() {
	pc, file, line, ok := runtime.Caller(1)
	fmt.Println(path.Base(file), line, runtime.FuncForPC(pc).Name(), ok)
}

func small() { where() }

func main() {
	where()
//line gen.y:10
	where()
	small()
//line /abs/other.y:70
	where()
	func() {
		where()
//line third.y:5
		where()
	}()
	fmt.Println(reflect.TypeOf(unsafe.Pointer(nil)).PkgPath())
}
