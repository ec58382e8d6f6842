package shop

import (
	"os"
	"testing"
)

func TestExit(t *testing.T) {
	os.Exit(3) //~> | exit status 3
}
