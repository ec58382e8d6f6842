#!/bin/sh
# Builds the file system of one run inside its own mount and process namespace, and keeps both until the run has ended. What the run writes
# goes into layers above the person's files; what it prints, into the pipes `out` and `err` of its folder. `mounted` goes to descriptor 3
# before anything is written there, which waits for `checked` on standard input, perhaps until an earlier run has ended, and `ready` once
# every part of it is in place; without it nothing starts. Then another line, or the end of standard input, ends every process in here, and
# `empty` says so before the kernel takes the mounts away.
#
# The argument is the run's folder, with: `folders` (those of the layers, after the permissions that they get), `fstab` (mounts below
# ns/root). MEMORY is the size of the layers in bytes if they are kept in memory; with OFFLINE there is a network of its own. Before `checked`
# come: `edits` (files by absolute path), `removed` (paths that are absent), `look` (files to tell the hash of when the run has ended, and
# whether it wrote them), `reports` (what KEEPER, a program of NODE, is told of test reports to keep), each of whose parts is ended by a NUL.
# Each program that is started here costs every run milliseconds.
run=$1
# Ordinary users often have no sbin in their path.
PATH=$PATH:/usr/sbin:/sbin
exec 2>"$run/setup"
cd "$run" || exit
# Without them, sockets do.
mkfifo -m 600 out err
if [ -n "$MEMORY" ]; then mount -t tmpfs -o "mode=700,size=$MEMORY" none ns || exit; fi
# Words without blanks, made for this script.
while read -r mode folders; do mkdir -p -m "$mode" $folders || exit; done <folders
mount -a -T fstab
# One that failed may be a socket that is gone by now; who reads `mounted` looks whether the others are there.
case $? in 0 | 64) ;; *) exit 1 ;; esac
if [ -n "$OFFLINE" ]; then ip link set lo up || ifconfig lo up || exit; fi
cd ns/root || exit
# The old root is stacked on the new one and taken away: pivot_root(2).
pivot_root . . && umount -l . && cd / || exit
echo mounted >&3
read -r word && [ "$word" = checked ] || exit
if [ -d "$run/edits" ]; then cp -R "$run/edits/." / || cp -R --remove-destination "$run/edits/." / || exit; fi
if [ -s "$run/removed" ]; then xargs -0 rm -f -- <"$run/removed" || exit; fi
: >"$run/begun"
echo ready >&3
exec 4<&0
# This shell is the first process: while it waits, it takes care of those that lose their parent.
{ read -r word <&4 && [ "$word" = ended ]; } &
if wait $!; then
  if [ -s "$run/look" ]; then
    xargs -0 sha256sum -- <"$run/look" >"$run/looked"
    # What a file was put back to may be what it was before; the time of its last change cannot be set.
    xargs -0 sh -c 'find "$@" -maxdepth 0 -cnewer "$0" -print0' "$run/begun" <"$run/look" >"$run/written"
  fi
  if [ -s "$run/reports" ]; then xargs -0 "$NODE" "$KEEPER" <"$run/reports"; fi
fi
# They may end by themselves for 1.5 s; what is left then ends with this shell.
kill -TERM -1
tries=0
while kill -0 -1 && [ $tries -lt 30 ]; do
  sleep 0.05
  tries=$((tries + 1))
done
echo empty >&3
