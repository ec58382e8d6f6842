package main

import "fmt"

func main() {
	fmt.Printf("%d items\n", "three") //~ error | fmt.Printf format %d has arg "three" of wrong type string
	var n = 3
	fmt.Printf("%s %s\n", "a") //~ error | fmt.Printf format %s reads arg #2, but call has 1 arg
	n = n //~ error | self-assignment of n to n
}
