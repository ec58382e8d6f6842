package main

import log "github.com/sirupsen/logrus"

func price(prices map[string]*int, item string) int {
	return *prices[item] //~ panic | runtime error: invalid memory address or nil pointer dereference
}

func main() {
	log.Info("starting")
	log.WithField("item", "milk").Warn("no price")
	price(nil, "milk")
}
