#!/bin/sh
# Builds the file system of one run inside its own mount and process namespace, and starts the run in it. What the run writes goes into
# layers above the person's files. Nothing starts unless every part of it is in place; the reason goes to descriptor 3.
#
# The first argument is the run's folder, with: `fstab` (mounts below ns/root), `modes` (permissions of the folders of the layers), `edits` (files by absolute path), `removed` (paths that are
# absent, each ended by a NUL); the rest are the words to start. MEMORY is the size of the layers in bytes if they are kept in memory;
# FOLDERS are the folders of the layers; MAPPED is `user:group` to give back to a process that was mapped to root.
run=$1
shift
# Ordinary users often have no sbin in their path.
PATH=$PATH:/usr/sbin:/sbin
exec 4>&2 2>"$run/setup"
give_up() {
  printf '{"notIsolated":true}\n' >&3
  exit 125
}
cd "$run" || give_up
if [ -n "$MEMORY" ]; then mount -t tmpfs -o "mode=700,size=$MEMORY" none ns || give_up; fi
# Words without blanks, made for this script.
mkdir -p $FOLDERS || give_up
while read -r mode folders; do chmod "$mode" $folders || give_up; done <modes
mount -a -T fstab || give_up
# Where parts of /proc are hidden, as in many containers, no new one is allowed.
mount -t proc proc ns/root/proc || mount --rbind /proc ns/root/proc || give_up
if [ -d /dev/shm ]; then mount -t tmpfs -o mode=1777 none ns/root/dev/shm || give_up; fi
if [ -n "$OFFLINE" ]; then ip link set lo up || ifconfig lo up || give_up; fi
cd ns/root || give_up
# The old root is stacked on the new one and taken away: pivot_root(2).
pivot_root . . && umount -l . && cd / || give_up
if [ -d "$run/edits" ]; then cp -R "$run/edits/." / || cp -R --remove-destination "$run/edits/." / || give_up; fi
if [ -s "$run/removed" ]; then xargs -0 rm -f -- <"$run/removed" || give_up; fi
exec 2>&4 4>&-
if [ -n "$MAPPED" ]; then
  # As the person again, without any power over the mounts.
  set -- unshare --user "--map-user=${MAPPED%:*}" "--map-group=${MAPPED#*:}" -- "$@"
elif command -v setpriv >/dev/null; then
  set -- setpriv --bounding-set=-sys_admin,-sys_module,-sys_rawio,-sys_boot -- "$@"
fi
# Not replaced by it: this shell is the first process and takes care of those that lose their parent.
"$@"
exit $?
