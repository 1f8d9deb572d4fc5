// complex64 and complex128: the operators, real, imag, complex, comparison, conversions.
package main

var (
	a           = 3 + 4i
	b           = complex(1, -2)
	c complex64 = 1.5i
)

func square(z complex128) complex128       { return z * z }
func parts(z complex64) (float32, float32) { return real(z), imag(z) }

func mandel(c complex128) int {
	z := 0i
	for n := range 50 {
		if real(z)*real(z)+imag(z)*imag(z) > 4 {
			return n
		}
		z = z*z + c
	}
	return 50
}

func main() {
	println(a+b, a-b, a*b, -a)
	println(a/(1i), a/2)
	println(real(a), imag(b), a == b, a != b, a == 3+4i)
	println(square(1+1i), c*c, c+1)
	x, y := parts(complex64(b))
	println(x, y)
	z := a
	z += 1
	z *= 2i
	z -= 5
	println(z)
	println(complex128(c), complex64(a) == complex64(3+4i))
	r, i := 1.0, 2.0
	w := complex(r, i)
	println(w, real(w)+imag(w))
	arr := [2]complex128{a, b}
	arr[0], arr[1] = arr[1], arr[0]
	println(arr[0], arr[1])
	for row := -2; row <= 2; row++ {
		for col := -4; col <= 2; col++ {
			print(mandel(complex(float64(col)/2, float64(row)/2)), " ")
		}
		println()
	}
	zero := 0.0
	inf := complex(1/zero, 0)
	println(real(inf/(1+1i)) > 1e308, a/complex(zero, zero) != a)
	const k = (1 + 2i) * (3 - 1i)
	println(k, real(k), imag(k))
}
