package shop

import "testing"

func TestCart(t *testing.T) {
	t.Run("empty", func(t *testing.T) { //~> | --- FAIL: TestCart/empty
		t.FailNow()
	})
	t.Run("full", func(t *testing.T) {})
}
