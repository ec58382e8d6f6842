package main

import (
	"errors"
	"fmt"

	"go.uber.org/zap"
)

func load() error {
	return fmt.Errorf("load prices: %w", errors.New("no such file"))
}

func main() {
	log, _ := zap.NewProduction()
	log.Info("starting")
	log.Error("cannot start", zap.Error(load())) //~ | load prices: no such file
}
