"""Undoes what a command writes into the workspace: before a file first changes, it is saved for the supervisor."""

import glob
import hashlib
import json
import os
import re
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


def _save_target(path):
    """What a link leads to, too, since it is written through the link."""
    if not isinstance(path, int) and os.path.islink(path):
        _save(os.path.realpath(os.fsdecode(path)))


# Programs that change what their words name, words in front of a program, and characters of a command that are looked at.
_WRITERS = frozenset("rm rmdir mv cp rsync mkdir touch ln install tee truncate sed dd patch chmod".split())
_FRONT = re.compile(r"(?:-.*|\w+=.*|env|exec|nice|nohup|setsid|sudo|time|then|do|else|(?:\S*/)?(?:ba|da|z)?sh)$")
_LONGEST = 20000


def _written_by(text, folder):
    """Files that a text of shell writes, as far as it names them: `echo x > a; rm b`."""
    files = []
    plain = re.sub("[\"'`]", " ", os.path.expandvars(text))
    for part in re.split(r"[;|&()\n]", plain):
        words = part.split()
        while words and _FRONT.match(words[0]):
            words.pop(0)
        named = [re.sub("^of=", "", word) for word in words[1:] if not word.startswith("-")]
        written = re.findall(r">[ \t]*([^\s<>]+)", part)
        if words and words[0] == "cd":
            folder = os.path.join(folder, named[0] if named else ".")
        elif words and os.path.basename(words[0]) in _WRITERS:
            written += named
        for word in written:
            path = os.path.join(folder, word)
            files += glob.glob(path) if glob.has_magic(path) else [path]
    return files


def _save_named(command, cwd):
    """Programs that Python starts write where no hook sees it. So what a command of shell, or a program that writes, names is saved before."""
    try:
        text = " ".join(os.fsdecode(word) for word in command)[:_LONGEST]
        for file in _written_by(text, os.path.abspath(os.fsdecode(cwd or "."))):
            _save(file, True)
    except Exception:  # The program must run all the same.
        pass


def _hook(event, args):
    if event == "open":
        mode, flags = args[1], args[2] if len(args) > 2 else 0
        if isinstance(mode, str) and set(mode) & set("wax+") or isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
            _save(args[0])
            _save_target(args[0])
    elif event in ("os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod", "os.utime"):
        _save(args[0])
    elif event == "shutil.rmtree":
        _save(args[0], True)
    elif event in ("os.rename", "shutil.move"):
        _save(args[0], True)
        _save(args[1], True)
    elif event == "os.link":
        _save(args[0])
        _save(args[1])
    elif event in ("os.symlink", "shutil.copyfile"):
        _save(args[1])
    elif event == "subprocess.Popen":
        _save_named(args[1] if isinstance(args[1], (list, tuple)) else [args[1]], args[2])
    elif event == "os.system":
        _save_named([args[0]], None)
    elif event in ("os.exec", "os.posix_spawn"):
        _save_named(args[1], None)
    elif event == "os.spawn":
        _save_named(args[2], None)


def install():
    if _folder and _root and hasattr(sys, "addaudithook"):
        os.makedirs(_folder, exist_ok=True)
        sys.addaudithook(_hook)
