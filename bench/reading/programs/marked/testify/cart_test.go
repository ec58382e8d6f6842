package shop

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTotal(t *testing.T) {
	assert.Equal(t, 4, 3, "the sum") //~ | the sum\nNot equal: …
}

func TestNames(t *testing.T) {
	t.Run("tea", func(t *testing.T) {
		assert.NoError(t, errNone) //~ | Received unexpected error:…
	})
}
