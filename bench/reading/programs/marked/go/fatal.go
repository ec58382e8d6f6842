package main

import "log"

func main() {
	log.Fatalf("cannot open %q: %s", "orders.db", "no such file") //~> | cannot open "orders.db": no such file
}
