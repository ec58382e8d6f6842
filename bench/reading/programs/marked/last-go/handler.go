package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
)

type shop struct{ prices map[string]int }

func (s *shop) price(w http.ResponseWriter, r *http.Request) {
	fmt.Fprint(w, s.prices["tea"]) //~ panic | runtime error: invalid memory address or nil pointer dereference
}

func main() {
	var none *shop
	server := httptest.NewServer(http.HandlerFunc(none.price))
	http.Get(server.URL)
	os.Exit(1)
}
