package main

import (
	"errors"

	log "github.com/sirupsen/logrus"
)

func main() {
	log.SetFormatter(&log.JSONFormatter{})
	log.Info("starting")
	log.WithError(errors.New("no route to the db")).Fatal("cannot start") //~> | no route to the db
}
