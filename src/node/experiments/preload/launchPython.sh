#!/bin/sh
# Becomes the program of its own name that comes next on the PATH, with the instruments before what the command has set.
own=${0%/*} name=${0##*/}
case ":$PYTHONPATH:" in
  *":$DEBUG_CONTEXT_PYTHONPATH:"*) ;;
  *) PYTHONPATH="$DEBUG_CONTEXT_PYTHONPATH${PYTHONPATH:+:$PYTHONPATH}" && export PYTHONPATH ;;
esac
set -f
IFS=:
for folder in $PATH; do
  [ "$folder" != "$own" ] && [ -f "$folder/$name" ] && [ -x "$folder/$name" ] && exec "$folder/$name" "$@"
done
echo "$name: not found" >&2
exit 127
