"""Undoes what a command writes into the workspace: before a file first changes, it is saved for the supervisor."""

import hashlib
import json
import os
import shutil
import sys

_folder = os.environ.get("DEBUG_CONTEXT_UNDO")
_root = os.environ.get("DEBUG_CONTEXT_ROOT")
_saved = set()
_busy = False
# Most files saved from folders that are removed or moved: a folder of installed packages is not saved as a whole.
_MOST = 2000


def _save(path, whole=False):
    global _busy
    if isinstance(path, int) or _busy:
        return
    _busy = True
    try:
        name = os.path.abspath(os.fsdecode(path))
        if name in _saved:
            return
        _saved.add(name)
        full = os.path.join(os.path.realpath(os.path.dirname(name)), os.path.basename(name))
        if full.startswith(_root + os.sep) and not full.startswith(os.path.join(_root, ".git") + os.sep):
            _keep(full, whole)
    except Exception:  # The program must run all the same.
        pass
    finally:
        _busy = False


def _keep(file, whole):
    target = os.path.join(_folder, hashlib.sha1(file.encode("utf-8", "surrogateescape")).hexdigest())
    note = {"file": file}
    if not os.path.lexists(file):
        note["absent"] = True
    elif os.path.islink(file):
        note["link"] = os.readlink(file)
    elif os.path.isdir(file):
        if not whole:
            return
        note["folder"] = True
    else:
        if os.path.exists(target + ".json"):
            return
        about = os.stat(file)
        if about.st_size > 64e6:
            return
        shutil.copyfile(file, target + ".bytes")
        note.update(bytes=target + ".bytes", mode=about.st_mode, mtimeMs=about.st_mtime * 1000)
    with open(target + ".json", "x") as out:
        json.dump(note, out)
    if note.get("folder"):
        for name in os.listdir(file):
            child = os.path.join(file, name)
            if child not in _saved and len(_saved) < _MOST:
                _saved.add(child)
                _keep(child, True)


def _hook(event, args):
    if event == "open":
        mode, flags = args[1], args[2] if len(args) > 2 else 0
        if isinstance(mode, str) and set(mode) & set("wax+") or isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
            _save(args[0])
    elif event in ("os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod", "os.utime"):
        _save(args[0])
    elif event == "shutil.rmtree":
        _save(args[0], True)
    elif event in ("os.rename", "shutil.move"):
        _save(args[0], True)
        _save(args[1], True)
    elif event in ("os.link", "os.symlink", "shutil.copyfile"):
        _save(args[1])


def install():
    if _folder and _root and hasattr(sys, "addaudithook"):
        os.makedirs(_folder, exist_ok=True)
        sys.addaudithook(_hook)
