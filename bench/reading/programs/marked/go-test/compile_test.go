package shop

import "testing"

func TestNothing(t *testing.T) {
	Total(t) //~ error | undefined: Total
}
