"""Runs the rest of this program once for each variant of the edited files, each in a fork made before the first of them is looked at.

The folder that DEBUG_CONTEXT_VARIANTS names has the overlay of each variant, and takes its output, its tests and its end. Variant 0 has
no changes.
"""

import json
import os
import signal
import sys
import time

# Limit of one variant against the time of the unchanged one, and at least; seconds.
_TIMES, _LEAST = 3, 2.0
_AT_ONCE = min(4, os.cpu_count() or 1)


def install(overlay):
    folder = os.environ["DEBUG_CONTEXT_VARIANTS"]
    if hasattr(os, "fork"):
        overlay.first = lambda: _run_all(overlay, folder)


def _run_all(overlay, folder):
    del os.environ["DEBUG_CONTEXT_VARIANTS"]
    try:
        os.close(os.open(os.path.join(folder, "claimed"), os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except OSError:
        return
    with open(os.path.join(folder, "setup.json")) as file:
        setup = json.load(file)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    end = time.time() + setup["seconds"]
    running = {}
    if _start(overlay, folder, 0, running):
        return
    usual = _wait(folder, running, setup["seconds"])
    limit = max(_LEAST, _TIMES * usual)
    for number in range(1, setup["count"]):
        if time.time() > end:
            break
        if _start(overlay, folder, number, running):
            return
        while len(running) >= _AT_ONCE:
            _wait(folder, running, limit)
    while running:
        _wait(folder, running, limit)
    os._exit(0)


def _start(overlay, folder, number, running):
    """True in the new process."""
    base = os.path.join(folder, str(number))
    started = time.time()
    pid = os.fork()
    if pid:
        running[pid] = (base, started)
        return False
    output = os.open(base + ".out", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    tests = base + ".tests"
    os.environ["DEBUG_CONTEXT_OVERLAY"] = base
    os.environ["DEBUG_CONTEXT_TESTS"] = tests
    record = sys.modules.get("debug_context_record")
    if record is not None:
        record._file = tests
    overlay.load(base)
    return True


def _wait(folder, running, limit):
    """Waits until one process has ended. Returns its seconds."""
    while True:
        for pid, (base, started) in list(running.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            took = time.time() - started
            late = not ended and took > limit
            if late:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            if not ended and not late:
                continue
            del running[pid]
            code = None if late or os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            with open(base + ".json", "w") as out:
                json.dump({"exit": code, "timedOut": late, "wallMs": int(1000 * took)}, out)
            return took
        time.sleep(0.005)
