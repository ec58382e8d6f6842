package main

import "fmt"

type cart struct{ prices []int }

func (c *cart) price(at int) int {
	return c.prices[at] //~ panic | runtime error: index out of range [5] with length 2
}

func main() {
	c := &cart{prices: []int{1, 2}}
	fmt.Println(c.price(len(c.prices) + 3))
}
