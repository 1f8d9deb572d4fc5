// Division and remainder by constants and variables, for signs and widths.
package main

var values = [...]int{0, 1, -1, 2, -2, 3, 7, -7, 8, -8, 9, 100, -100, 12345678901, -1 << 63, 1<<63 - 1}
var uvalues = [...]uint64{0, 1, 2, 3, 7, 9, 100, 1 << 32, 1<<63 - 1, 1 << 63, 1<<64 - 1}

func main() {
	for _, x := range values {
		println(x, x/1, x/-1, x/2, x/3, x/-3, x/7, x/8, x/10, x/-16, x/1000, x/(1<<62))
		println(x, x%1, x%-1, x%2, x%3, x%-3, x%7, x%8, x%10, x%-16, x%1000, x%(1<<62))
	}
	for _, x := range uvalues {
		println(x, x/1, x/2, x/3, x/7, x/8, x/10, x/1000, x/(1<<63))
		println(x, x%1, x%2, x%3, x%7, x%8, x%10, x%1000, x%(1<<63))
	}
	for _, x := range [...]int32{-1 << 31, -17, 0, 17, 1<<31 - 1} {
		for _, y := range [...]int32{-1 << 31, -5, -1, 1, 5, 1<<31 - 1} {
			q, r := x/y, x%y
			println(x, y, q, r, q*y+r == x)
		}
	}
	for _, x := range [...]uint8{0, 1, 127, 128, 255} {
		println(x/3, x%3, x/128, x%16, int8(x)/3, int8(x)%3, int8(x)/-1)
	}
}
