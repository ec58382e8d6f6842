"""Records which functions return the value that the failing assertion saw. Texts stay in this process: only the relations are written."""

import atexit
import opcode
import os
import sys
import threading
import time

from debug_context_asserted import Asserted, value_text
from debug_context_shape import message_of

# Time for reading returned values in one process, seconds: the program goes on unread after it.
LONGEST_READING = 3.0
# Returned values of one function that are read: a function called a million times returns the same kinds of values.
MOST_READ = 2000
DEEPEST = 5000
MOST_INNER = 32
# Flags of code that awaits other code: what it yields while it waits is not the program's value.
WAITS = 0x80 | 0x100
_HANDS_OUT = {opcode.opmap[name] for name in ("RETURN_VALUE", "RETURN_CONST", "YIELD_VALUE") if name in opcode.opmap}
_RETURNS = {opcode.opmap[name] for name in ("RETURN_VALUE", "RETURN_CONST") if name in opcode.opmap}
# What an error is made of whose message needs no code of the program.
_WRITTEN = (str, bytes, int, float, bool, type(None))


class Way:
    """A value on its way out of calls: the function that returned it, and the call inside that had returned the same before."""

    def __init__(self, code, line, key, inner):
        self.code, self.line, self.key, self.inner = code, line, key, inner


class Call:
    def __init__(self, frame, code):
        # What the calls inside it returned, latest last.
        self.frame, self.code, self.inner = frame, code, []


class Side:
    """One of the two values that the assertion compared."""

    def __init__(self, asserted):
        self.asserted = asserted
        self.forget()

    def forget(self):
        self.piece_at = {}
        self.seen = None
        self.raised = None

    def note(self, code, line, found, order):
        relation = self.asserted.relation(*found)
        if relation in ("part", "beside"):
            self.piece_at.setdefault(code, (order, line))
        elif relation == "whole":
            self.seen = Way(code, line, found, None)

    def note_raised(self, code, line, error):
        """An error whose text was asserted: the innermost place counts, also for one that another error wraps."""
        context = BaseException.__dict__["__context__"].__get__(error)
        if self.raised is not None and self.raised.key in (id(error), id(context)):
            return
        args = BaseException.__dict__["args"].__get__(error)
        if all(type(each) in _WRITTEN for each in args) and self.asserted.relation("text", message_of(error)) == "whole":
            self.raised = Way(code, line, id(error), None)


class Returns:
    def __init__(self, observer):
        self.observer = observer
        setup = observer.setup
        # The order of the two is a habit only in Python: the first is taken as the actual value.
        self.sides = [Side(Asserted(setup[name])) for name in ("asserted", "other") if setup.get(name)]
        self.structures = not self.sides or any(side.asserted.structures for side in self.sides)
        self.files = set(setup["returns"]["files"])
        self.watched = {}
        self.read = {}
        self.called = {}
        self.stacks = {}
        self.suspended = {}
        self.order = 0
        self.reading = 0.0
        self.failures = 0
        self.last = None
        self.is_next = False

    def is_watched(self, code):
        known = self.watched.get(code)
        if known is None:
            known = self.watched[code] = not code.co_name.startswith("<") and self.observer.path(code.co_filename) in self.files
        return known

    def enter(self, frame):
        if self.is_next:
            self.forget()
        code = frame.f_code
        self.called.setdefault(code, None)
        stack = self.stacks.setdefault(threading.get_ident(), [])
        call = self.suspended.pop(id(frame), None)
        if call is None or call.code is not code:
            call = Call(id(frame), code)
        if len(stack) < DEEPEST:
            stack.append(call)

    def leave(self, frame, value, suspends):
        code = frame.f_code
        stack = self.stacks.setdefault(threading.get_ident(), [])
        own = None
        for at in range(len(stack) - 1, -1, -1):
            if stack[at].frame == id(frame):
                own = stack[at]
                # What is still open inside was left by an error; later calls were taken for calls of it.
                for left in stack[at + 1:]:
                    own.inner.extend(left.inner)
                del stack[at:]
                break
        if suspends and own is not None and len(self.suspended) < DEEPEST:
            self.suspended[id(frame)] = own
        if suspends and code.co_flags & WAITS:
            return
        self.order += 1
        key = self.key_of(code, frame.f_lineno, value)
        if key is None:
            return
        inner = next((way for way in reversed(own.inner) if way.key == key), None) if own is not None else None
        way = Way(code, frame.f_lineno, key, inner)
        if stack:
            stack[-1].inner.append(way)
            del stack[-1].inner[:-MOST_INNER]
        else:
            self.last = way

    def dropped(self, frame):
        """An error leaves it."""
        stack = self.stacks.get(threading.get_ident(), [])
        if stack and stack[-1].frame == id(frame):
            stack.pop()

    def raised(self, frame, error):
        begun = time.perf_counter()
        if self.reading <= LONGEST_READING:
            for side in self.sides:
                side.note_raised(frame.f_code, frame.f_lineno, error)
        self.reading += time.perf_counter() - begun

    def key_of(self, code, line, value):
        """Notes how the value relates to the asserted one. None for a value that is not read."""
        count = self.read.get(code, 0)
        if count >= MOST_READ or self.reading > LONGEST_READING:
            return None
        self.read[code] = count + 1
        begun = time.perf_counter()
        found = value_text(value, self.structures)
        if found is not None:
            for side in self.sides:
                side.note(code, line, found, self.order)
        self.reading += time.perf_counter() - begun
        return found

    def next_test(self):
        self.is_next = True

    def forget(self):
        self.is_next = False
        self.called, self.read, self.stacks, self.suspended = {}, {}, {}, {}
        self.last = None
        for side in self.sides:
            side.forget()

    def failed(self):
        self.write()
        self.failures += 1
        self.is_next = True

    def write(self):
        sides = [side for side in self.sides if side.seen is not None] or [side for side in self.sides if side.raised is not None]
        side = next(iter(sides or self.sides), None)
        maker = self.maker(side)
        functions = []
        for code in self.called:
            function = {"id": "%s:%d" % (self.observer.path(code.co_filename), code.co_firstlineno)}
            if maker is not None and code is maker.code:
                function["made"], function["line"] = True, maker.line
            if side is not None and code in side.piece_at:
                function["pieceAt"], function["line"] = side.piece_at[code]
            functions.append(function)
        if functions:
            self.observer.add({"record": "returns", "failure": self.failures, "functions": functions})

    def maker(self, side):
        """The innermost function on the way of the asserted value; without one, of what the test's last call returned."""
        way = self.last
        if side is not None and (way is None or side.seen is None or way.key != side.seen.key):
            way = side.seen or side.raised
        while way is not None and way.inner is not None:
            way = way.inner
        return way


def watch(observer):
    returns = Returns(observer)
    monitoring = getattr(sys, "monitoring", None)
    tool = next((each for each in (4, 3) if monitoring is not None and monitoring.get_tool(each) is None), None)
    if tool is not None:
        _monitor(returns, monitoring, tool)
    elif sys.getprofile() is None:
        _profile(returns)
    else:
        observer.add({"record": "note", "what": "inspected"})
        return None
    atexit.register(returns.write)
    leave = os._exit

    def _exit(status):
        returns.write()
        leave(status)

    os._exit = _exit
    return returns


def _monitor(returns, monitoring, tool):
    events = monitoring.events
    monitoring.use_tool_id(tool, "debug-with-context returns")

    def started(code, offset):
        if not returns.is_watched(code):
            return monitoring.DISABLE
        returns.enter(sys._getframe(1))

    def returned(code, offset, value):
        if not returns.is_watched(code):
            return monitoring.DISABLE
        returns.leave(sys._getframe(1), value, False)

    def yielded(code, offset, value):
        if not returns.is_watched(code):
            return monitoring.DISABLE
        returns.leave(sys._getframe(1), value, True)

    def raised(code, offset, error):
        if returns.is_watched(code):
            returns.raised(sys._getframe(1), error)

    if returns.sides:
        monitoring.register_callback(tool, events.RAISE, raised)
    monitoring.register_callback(tool, events.PY_START, started)
    monitoring.register_callback(tool, events.PY_RESUME, started)
    monitoring.register_callback(tool, events.PY_RETURN, returned)
    monitoring.register_callback(tool, events.PY_YIELD, yielded)
    errors = events.RAISE if returns.sides else 0
    monitoring.set_events(tool, events.PY_START | events.PY_RESUME | events.PY_RETURN | events.PY_YIELD | errors)


def _profile(returns):
    def profiled(frame, event, value):
        if event == "call":
            if returns.is_watched(frame.f_code):
                returns.enter(frame)
        elif event == "return" and returns.is_watched(frame.f_code):
            # The same event reports a function that ends, one that continues later, and one that an error leaves.
            did = frame.f_code.co_code[frame.f_lasti]
            if did in _HANDS_OUT:
                returns.leave(frame, value, did not in _RETURNS)
            else:
                returns.dropped(frame)

    sys.setprofile(profiled)
    threading.setprofile(profiled)
