// float64 and float32 arithmetic, infinities, NaN, signed zero, rounding to each width.
package main

var (
	one, ten = 1.0, 10.0
	zero     float64
	f32      float32 = 0.1
	tiny             = 5e-324
	big              = 1.7976931348623157e308
)

func main() {
	println(one+ten, one-ten, one*ten, one/ten, -one)
	println(one/3, ten/3, 0.1+0.2 == 0.3, one/ten+2*one/ten == 3*one/ten)
	inf := one / zero
	nan := zero / zero
	negz := -zero
	println(inf, -inf, nan, nan == nan, nan != nan, inf > big, -inf < -big)
	println(negz == zero, 1/negz < 0, 1/(zero*-1) < 0, 1/(0-zero) > 0)
	println(inf-inf != inf-inf, inf+1 == inf, big*2 == inf, tiny/2 == 0, tiny > 0)
	println(f32+f32, f32*3, float64(f32), float32(0.1) == f32, float64(f32) == 0.1)
	println(float32(16777216)+1 == 16777216, float32(big*0.5), float32(tiny) == 0, float32(1e-45) > 0)
	x := float32(one)
	x /= 3
	y := one / 3
	println(x, y, float64(x) == y, float32(y) == x)
	x++
	x *= 1e30
	x *= 1e30
	println(x)
	s := 0.0
	for i := range 10 {
		s += 0.1 * float64(i)
	}
	println(s, s == 4.5)
	h := 0.0
	for i := 1; i <= 1000; i++ {
		h += 1 / float64(i)
	}
	println(h)
	// Newton's square root, and a value that a fused multiplication would change
	r := 2.0
	for range 6 {
		r = (r + 2/r) / 2
	}
	a, b, c := 1+1.0/(1<<30), 1-1.0/(1<<30), -1.0
	println(r, float64(a*b)+c)
	println(100.0, 1e21, 1e-7, 123456789.125, 0.000001234, -0.5, 1e100)
}
