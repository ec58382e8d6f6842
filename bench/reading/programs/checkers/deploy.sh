#!/bin/sh
for f in $(ls *.txt); do
  if [ $f == "a" ]; then
    echo $1
  fi
  done
fi
