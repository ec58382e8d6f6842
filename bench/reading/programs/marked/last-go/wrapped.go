package main

import (
	"errors"
	"fmt"
	"log"
)

var errStock = errors.New("out of stock")

func order(item string) error { return fmt.Errorf("order %q: %w", item, errStock) }

func main() {
	log.SetFlags(log.LstdFlags | log.Lshortfile)
	if err := order("tea"); err != nil {
		log.Fatalf("checkout: %v", err) //~ | checkout: order "tea": out of stock
	}
}
