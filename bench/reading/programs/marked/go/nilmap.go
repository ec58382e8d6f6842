package main

func count(words []string) map[string]int {
	var seen map[string]int
	for _, word := range words {
		seen[word]++ //~ panic | assignment to entry in nil map
	}
	return seen
}

func main() {
	count([]string{"tea"})
}
