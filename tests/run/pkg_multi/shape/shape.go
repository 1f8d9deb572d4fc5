// Package shape has exported types with hidden parts.
package shape

import "errors"

type Shape interface{ Area() float64 }

type rect struct{ w, h float64 }

func (r rect) Area() float64 { return r.w * r.h }
func (r rect) name() string  { return "rect" }

// New returns a value of a type nobody else can name.
func New(w, h float64) rect { return rect{w, h} }

type Circle struct {
	R float64
	Named
}

func (c *Circle) Area() float64 { return 3 * c.R * c.R }

type Named struct{ Label string }

func (n Named) Describe() string { return "<" + n.Label + ">" }
func (n Named) name() string     { return n.Label }

// IsNamed asks for this package's method name, which others can't implement but by embedding.
func IsNamed(s any) bool {
	_, ok := s.(interface{ name() string })
	return ok
}

var ErrSmall = errors.New("too small")

func Check(s Shape) error {
	if s.Area() < 1 {
		return ErrSmall
	}
	return nil
}

var Count = 10

func Bump() int { Count++; return Count }

var Default Shape = rect{1, 1}
