package shop

import "testing"

func first(prices []int) int {
	return prices[0] //~ panic | runtime error: index out of range [0] with length 0
}

func TestFirst(t *testing.T) {
	first(nil)
}
