package main

type order struct{ customer *customer }
type customer struct{ name string }

func name(o order) string {
	return o.customer.name //~ panic | runtime error: invalid memory address or nil pointer dereference
}

func main() {
	println(name(order{}))
}
