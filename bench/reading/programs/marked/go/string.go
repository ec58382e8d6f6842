package main

func load(name string) {
	if name == "" {
		panic("no name: cannot load\nsecond line") //~ panic | no name: cannot load\nsecond line
	}
}

func main() {
	load("")
}
