package main

import "example.com/nowhere/cart" //~ error | no required module provides package example.com/nowhere/cart: go.mod file not found in current directory or any parent directory; see 'go help modules'

func main() { cart.New() }
