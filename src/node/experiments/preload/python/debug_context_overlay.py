"""Edited files are read from elsewhere, and nothing on disk changes.

DEBUG_CONTEXT_OVERLAY names a folder whose index.json maps a file's real path to the copy that is read in its place, or to null where
the file is absent. DEBUG_CONTEXT_MOVED holds `from` and `to` of a workspace that runs as a copy: paths of editable installs follow it.
"""

import builtins
import io
import json
import os
import sys

_real_open = io.open
_posix = sys.modules.get("posix") or sys.modules.get("nt")


class _Overlay:
    # Called before the first edited file is looked at.
    first = None

    def __init__(self, folder):
        self.load(folder)

    def load(self, folder):
        with _real_open(os.path.join(folder, "index.json"), encoding="utf-8") as file:
            index = json.load(file)
        self.files = index
        self.folders = {}
        for path, copy in index.items():
            self.folders.setdefault(os.path.dirname(path), []).append((os.path.basename(path), copy))
        self.names = set(os.path.basename(path) for path in index)
        self.comes_or_goes = any(copy is None or not os.path.lexists(path) for path, copy in index.items())

    def find(self, path):
        """The copy to read, None if the file is absent, the path itself if it is not edited."""
        if isinstance(path, int):
            return path
        try:
            name = os.fspath(path)
        except TypeError:
            return path
        if isinstance(name, bytes):
            name = os.fsdecode(name)
        # Most paths are recognised by their last part, without reading the disk.
        if os.path.basename(name) not in self.names:
            return path
        full = os.path.abspath(name)
        if full not in self.files:
            full = os.path.realpath(full)
        if self.first is not None and full in self.files:
            first, self.first = self.first, None
            first()
        return self.files.get(full, path)

    def listing(self, folder, names):
        entries = self.folders.get(os.path.abspath(os.fspath(folder) if folder is not None else "."))
        if not entries:
            return names
        gone = set(name for name, copy in entries if copy is None)
        added = [name for name, copy in entries if copy is not None and name not in names]
        return [name for name in names if name not in gone] + added


def _absent(path):
    return FileNotFoundError(2, "No such file or directory", os.fspath(path))


def install():
    moved = os.environ.get("DEBUG_CONTEXT_MOVED")
    if moved:
        _follow_copy(*json.loads(moved))
    folder = os.environ.get("DEBUG_CONTEXT_OVERLAY")
    if not folder:
        return
    overlay = _Overlay(folder)
    # Bytecode compiled from an edited file must not remain.
    sys.dont_write_bytecode = True
    _patch_open(overlay)
    _patch_stat(overlay)
    _patch_import(overlay)
    _run_edited_script(overlay)
    if os.environ.get("DEBUG_CONTEXT_VARIANTS"):
        import debug_context_variants

        debug_context_variants.install(overlay)


def _patch_open(overlay):
    def opening(original):
        def called(file, mode="r", *rest, **more):
            if isinstance(mode, str) and not set(mode) & set("wax+"):
                copy = overlay.find(file)
                if copy is None:
                    raise _absent(file)
                file = copy
            return original(file, mode, *rest, **more)

        called.__name__ = "open"
        return called

    replaced = opening(_real_open)
    builtins.open = io.open = replaced
    import _io

    _io.open = replaced
    code = getattr(_io, "open_code", None)
    if code is not None:

        def open_code(path):
            copy = overlay.find(path)
            if copy is None:
                raise _absent(path)
            return code(copy)

        _io.open_code = io.open_code = open_code


def _patch_stat(overlay):
    def looking(original):
        def called(path, *rest, **more):
            copy = overlay.find(path)
            if copy is None:
                raise _absent(path)
            return original(copy, *rest, **more)

        return called

    for name in ("stat", "lstat"):
        replaced = looking(getattr(os, name))
        setattr(os, name, replaced)
        if _posix is not None:
            setattr(_posix, name, replaced)
    if not overlay.comes_or_goes:
        return
    listdir = os.listdir

    def listed(path=None):
        return overlay.listing(path, listdir(path) if path is not None else listdir())

    os.listdir = listed
    if _posix is not None:
        _posix.listdir = listed


def _patch_import(overlay):
    from importlib._bootstrap_external import FileLoader, SourceFileLoader

    get_code = SourceFileLoader.get_code
    get_data = FileLoader.get_data

    def code(self, fullname):
        path = self.get_filename(fullname)
        copy = overlay.find(path)
        # A file that is not edited keeps its cache.
        if copy is path or copy == path:
            return get_code(self, fullname)
        if copy is None:
            raise ImportError("No module named %r" % (fullname,), name=fullname)
        return self.source_to_code(get_data(self, copy), path)

    def data(self, path):
        copy = overlay.find(path)
        if copy is None:
            raise _absent(path)
        return get_data(self, copy)

    SourceFileLoader.get_code = code
    FileLoader.get_data = data


def _run_edited_script(overlay):
    """Python reads the script of its command line itself, past every hook: an edited one is started through another script."""
    words = getattr(sys, "orig_argv", None)
    if words is None:
        try:
            with _real_open("/proc/self/cmdline", "rb") as file:
                words = [os.fsdecode(word) for word in file.read().split(b"\0")[:-1]]
        except OSError:
            return
    at = 1
    while at < len(words) and words[at].startswith("-") and len(words[at]) > 1:
        if words[at][1] in "cm" or words[at][-1] in "cm" and not words[at].startswith("--"):
            return
        at += 2 if words[at] in ("-W", "-X", "--check-hash-based-pycs") else 1
    if at >= len(words):
        return
    copy = overlay.find(words[at])
    if copy is None or copy == words[at]:
        return
    runner = os.path.join(os.path.dirname(os.path.abspath(__file__)), "debug_context_script.py")
    os.execv(sys.executable, [sys.executable] + words[1:at] + [runner] + words[at:])


def _follow_copy(old, new):
    def moved(path):
        if path == old or path.startswith(old + os.sep):
            return new + path[len(old):]
        return path

    sys.path[:] = [moved(path) if isinstance(path, str) else path for path in sys.path]
    # Editable installs of setuptools find their packages in a table.
    for finder in sys.meta_path:
        module = sys.modules.get(getattr(finder, "__module__", "") or "")
        table = getattr(module, "MAPPING", None)
        if isinstance(table, dict):
            for name in table:
                if isinstance(table[name], str):
                    table[name] = moved(table[name])
