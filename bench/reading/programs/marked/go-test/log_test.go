package shop

import "testing"

func check(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNames(t *testing.T) {
	check(t, "tea", "milk") //~ | got "tea", want "milk"
}
