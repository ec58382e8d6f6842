package main

type priced interface{ Price() int }
type tea struct{}

func find(name string) (int, error) {
	if name == "tea" {
		return 1, nil
	}
} //~ error | missing return

func main() {
	find("tea", 2) //~ error | too many arguments in call to find\n\thave (string, number)\n\twant (string)
	tea{}.Brew() //~ error | tea{}.Brew undefined (type tea has no field or method Brew)
}
