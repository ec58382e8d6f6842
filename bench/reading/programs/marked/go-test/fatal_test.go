package shop

import "testing"

func TestLoad(t *testing.T) {
	t.Run("no file", func(t *testing.T) {
		t.Fatal("cannot load:\nno such file\n  looked in /etc") //~ | cannot load:\nno such file\n  looked in /etc
	})
	t.Run("passes", func(t *testing.T) {})
}
