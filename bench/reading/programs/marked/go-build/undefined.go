package main

import (
	"fmt"
	"os" //~ error | "os" imported and not used
)

func total(prices []int) int {
	sum := "0" + prices[0] //~ error | invalid operation: "0" + prices[0] (mismatched types untyped string and int)
	return sum
}

func main() {
	left := 3 //~ error | declared and not used: left
	fmt.Println(totl(nil)) //~ error | undefined: totl
}
