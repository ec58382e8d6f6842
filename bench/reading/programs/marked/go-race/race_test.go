package shop

import (
	"sync"
	"testing"
)

func TestTotal(t *testing.T) {
	total := 0
	var group sync.WaitGroup
	for i := 0; i < 2; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			total++ //~ DATA RACE | Read at…
		}()
	}
	group.Wait() //~> | Previous write at…
	//~> | Goroutine…
	//~> | Goroutine…
} //~> | race detected during execution of test
