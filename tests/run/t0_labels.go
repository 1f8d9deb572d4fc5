// Labelled break and continue through nested for, switch and range.
package main

func main() {
outer:
	for i := 0; i < 5; i++ {
		for j := 0; j < 5; j++ {
			switch {
			case j == 3:
				continue outer
			case i == 3:
				break outer
			}
			print(i, j, " ")
		}
	}
	println()

sw:
	switch x := 3; x {
	case 3:
		for i := 0; ; i++ {
			if i == 4 {
				break sw
			}
			print(i, " ")
		}
	}
	println()

rows:
	for _, row := range [...][3]int{{1, 2, 3}, {4, -1, 6}, {7, 8, 9}, {0, 1, 2}} {
		for _, v := range row {
			if v < 0 {
				continue rows
			}
			if v == 0 {
				break rows
			}
			print(v, " ")
		}
		print("| ")
	}
	println()

	depth := 0
a:
	for {
	b:
		for {
			for {
				depth++
				switch depth {
				case 1:
					continue b
				case 2:
					break b
				case 3:
					continue a
				default:
					break a
				}
			}
		}
		print("left b ")
	}
	println(depth)
}
