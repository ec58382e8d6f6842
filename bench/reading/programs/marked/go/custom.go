package main

import "fmt"

type declined struct{ order int }

func (d declined) Error() string { return fmt.Sprintf("order %d: card [4242] was declined", d.order) }

func pay(order int) {
	panic(fmt.Errorf("checkout: %w", declined{order})) //~ panic | checkout: order 7: card [4242] was declined
}

func main() {
	pay(7)
}
