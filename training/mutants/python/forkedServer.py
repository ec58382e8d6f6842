"""Answers each JSON line of standard input with one JSON line, each from its own forked child."""

import json
import os
import resource
import select
import signal
import sys
import time

MOST_MEMORY = 2 << 30


def serve(answer):
    """Calls `answer` with each request. A child that takes longer than the request's "seconds" is killed and answered with {"timeout": true}."""
    for line in sys.stdin:
        reply = in_child(answer, json.loads(line))
        sys.stdout.buffer.write(reply + b"\n")
        sys.stdout.buffer.flush()


def silence():
    """In the child: its output goes nowhere, and its memory is limited."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def in_child(answer, request):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(read)
            os.setpgid(0, 0)
            with os.fdopen(write, "w") as out:
                silence()
                json.dump(answer(request), out)
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    until = time.monotonic() + request["seconds"]
    parts = []
    timeout = False
    while True:
        ready, _, _ = select.select([read], [], [], max(0, until - time.monotonic()))
        if not ready:
            timeout = True
            break
        part = os.read(read, 1 << 16)
        if not part:
            break
        parts.append(part)
    os.close(read)
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(child, 0)
    if timeout:
        return b'{"timeout": true}'
    return b"".join(parts) or b'{"died": true}'
