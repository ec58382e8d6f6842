package main

import "os"

func main() {
	os.Exit(3) //~> | exit status 3
}
