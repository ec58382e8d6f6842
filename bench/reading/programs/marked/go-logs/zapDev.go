package main

import (
	"errors"

	"go.uber.org/zap"
)

func main() {
	log, _ := zap.NewDevelopment()
	log.Info("starting")
	log.Error("cannot start", zap.Error(errors.New("no such file"))) //~ | no such file
}
