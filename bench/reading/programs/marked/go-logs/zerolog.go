package main

import (
	"errors"
	"os"

	"github.com/rs/zerolog"
)

func main() {
	log := zerolog.New(os.Stderr).With().Timestamp().Logger()
	log.Info().Msg("starting")
	log.Error().Err(errors.New("no such file")).Msg("cannot start") //~> | no such file
}
