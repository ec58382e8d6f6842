package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
)

func load() error {
	return fmt.Errorf("load prices: %w", errors.New("no such file"))
}

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	log.Info("starting")
	log.Error("cannot start", "error", load()) //~> | load prices: no such file
	os.Exit(1)
}
