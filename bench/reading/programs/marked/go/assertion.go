package main

func text(value any) string {
	return value.(string) //~ panic | interface conversion: interface {} is int, not string
}

func main() {
	println(text(7))
}
