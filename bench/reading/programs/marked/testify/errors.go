package shop

import "errors"

var errNone = errors.New("no price for tea")
