package runtime

import (
	"unicode/utf8"
	"unsafe"
)

// print and println. The pieces of one statement are collected between printlock and printunlock, so that a
// statement is one write in most cases; no goroutine change can come in between.

var (
	printBuf  [512]byte
	printLen  int
	printNest int
	digitBuf  [64]byte // scratch for numbers: printing is not reentrant. Indices are cut off: no check, so no panic
)

func printlock() { printNest++ }

func printunlock() {
	printNest--
	if printNest == 0 {
		printflush()
	}
}

func printflush() {
	if printLen > 0 {
		writeerr(unsafe.Pointer(&printBuf), printLen)
		printLen = 0
	}
}

func writeerr(p unsafe.Pointer, n int) {
	rt_write(2, p, int32(n))
}

func printbytes(p unsafe.Pointer, n int) {
	if n == 0 {
		return
	}
	if n > len(printBuf)-printLen {
		printflush()
	}
	if printNest == 0 || n > len(printBuf) {
		writeerr(p, n)
		return
	}
	memmove(add(unsafe.Pointer(&printBuf), uintptr(printLen)), p, uintptr(n)) // fits: no check, so no panic to be linked
	printLen += n
}

func printstring(s string) {
	printbytes(unsafe.Pointer(unsafe.StringData(s)), len(s))
}

func printbool(v bool) {
	if v {
		printstring("true")
	} else {
		printstring("false")
	}
}

// formatUint puts the digits of v at the end of digitBuf and returns where they start.
func formatUint(v uint64) int {
	i := len(digitBuf)
	for {
		i--
		digitBuf[i&63] = byte('0' + v%10)
		v /= 10
		if v == 0 {
			return i
		}
	}
}

func printdigits(i int) {
	printbytes(unsafe.Pointer(&digitBuf[i&63]), len(digitBuf)-i)
}

func printuint(v uint64) { printdigits(formatUint(v)) }

func printint(v int64) {
	if v >= 0 {
		printuint(uint64(v))
		return
	}
	i := formatUint(-uint64(v)) - 1
	digitBuf[i&63] = '-'
	printdigits(i)
}

// printhexn shows at least n digits and no prefix.
func printhexn(v uint64, n int) {
	i := len(digitBuf)
	for {
		i--
		digitBuf[i&63] = "0123456789abcdef"[v&15]
		v >>= 4
		n--
		if v == 0 && n <= 0 {
			break
		}
	}
	printdigits(i)
}

func printhex(v uint64) {
	printlock()
	printstring("0x")
	printhexn(v, 1)
	printunlock()
}

//go:linkname strconv_AppendFloat internal/strconv.AppendFloat
func strconv_AppendFloat(b []byte, v float64, fmt byte, prec, bits int) []byte

// hasStrconv tells whether the program formats floats by package strconv anyway.
//
//gocw:with internal/strconv.AppendFloat internal/strconv.FormatFloat
func hasStrconv() bool { return true }

//gocw:with internal/strconv.AppendFloat internal/strconv.FormatFloat
func strconvFloat(v float64, bits int) int {
	return len(strconv_AppendFloat(digitBuf[:0], v, 'g', -1, bits))
}

// formatFloat leaves v in digitBuf and returns its length.
func formatFloat(v float64, bits int) int {
	if hasStrconv() {
		return strconvFloat(v, bits)
	}
	return writeFloat(v, bits)
}

func printfloatn(v float64, bits int) {
	printbytes(unsafe.Pointer(&digitBuf), formatFloat(v, bits))
}

func printfloat64(v float64) { printfloatn(v, 64) }
func printfloat32(v float32) { printfloatn(float64(v), 32) }

func printcomplexn(re, im float64, bits int) {
	printlock()
	printstring("(")
	printfloatn(re, bits)
	n := formatFloat(im, bits)
	if digitBuf[0] != '+' && digitBuf[0] != '-' {
		printstring("+")
	}
	printbytes(unsafe.Pointer(&digitBuf), n)
	printstring("i)")
	printunlock()
}

func printcomplex128(v complex128) { printcomplexn(real(v), imag(v), 64) }
func printcomplex64(v complex64)   { printcomplexn(float64(real(v)), float64(imag(v)), 32) }

func printpointer(p unsafe.Pointer) { printhex(uint64(uintptr(p))) }

func printslice(s slice) {
	printlock()
	printstring("[")
	printint(int64(s.len))
	printstring("/")
	printint(int64(s.cap))
	printstring("]")
	printpointer(s.array)
	printunlock()
}

func printtwo(a, b unsafe.Pointer) {
	printlock()
	printstring("(")
	printpointer(a)
	printstring(",")
	printpointer(b)
	printstring(")")
	printunlock()
}

func printeface(v eface) { printtwo(unsafe.Pointer(v.typ), v.data) }
func printiface(v iface) { printtwo(unsafe.Pointer(v.tab), v.data) }

func printsp() { printstring(" ") }
func printnl() { printstring("\n") }

// printquoted shows a string as a Go literal in plain ASCII.
func printquoted(s string) {
	printlock()
	printstring(`"`)
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case r == '\n':
			printstring(`\n`)
		case r == '\r':
			printstring(`\r`)
		case r == '\t':
			printstring(`\t`)
		case r == '"' || r == '\\':
			printstring(`\`)
			printstring(s[i : i+1])
		case r >= ' ' && r <= '~':
			printstring(s[i : i+1])
		case r == utf8.RuneError && n == 1:
			printstring(`\x`)
			printhexn(uint64(s[i]), 2)
		case r < 0x7f:
			printstring(`\x`)
			printhexn(uint64(r), 2)
		case r < 0x10000:
			printstring(`\u`)
			printhexn(uint64(r), 4)
		default:
			printstring(`\U`)
			printhexn(uint64(r), 8)
		}
		i += n
	}
	printstring(`"`)
	printunlock()
}

// printindented shows text inside a report: lines after the first are indented, so that readers of tracebacks
// can't take them for the report's own.
func printindented(s string) {
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			printstring(s[:i+1])
			printstring("\t")
			s = s[i+1:]
			i = -1
		}
	}
	printstring(s)
}
