package shop

import "testing"

func TestTotal(t *testing.T) {
	if got := 3; got != 4 {
		t.Errorf("Total() = %d, want %d", got, 4) //~ | Total() = 3, want 4
	}
	t.Error("second: still wrong") //~ | second: still wrong
}
