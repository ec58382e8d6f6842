"""Reads expressions at the start of chosen lines and when functions return."""

import ast
import opcode
import sys
import threading
import time
import types

from debug_context_asserted import Asserted
from debug_context_shape import shape_of

MOST_HITS = 50
# Of a point that asks for wrong values only.
MOST_WRONG_HITS = 4
# Time for looking at values in search of wrong ones in one process, seconds.
LONGEST_SEARCH = 4.0
# Flags of code that awaits other code: coroutines, old and new, and async generators.
GENERATOR = 0x20
WAITS = 0x80 | 0x100 | 0x200
RETURNS = opcode.opmap["RETURN_VALUE"]


class Points:
    def __init__(self, observer):
        self.observer = observer
        self.by_file = {}
        self.hits = {}
        self.waiting = {}
        self.searching = 0.0
        texts = observer.setup.get("asserted")
        self.asserted = Asserted(texts) if texts else None
        for point in observer.setup["points"]:
            self.by_file.setdefault(point["file"], []).append(point)

    def of(self, code):
        points = self.by_file.get(self.observer.path(code.co_filename))
        if not points:
            return None
        last = max((line for _, _, line in code.co_lines() if line), default=code.co_firstlineno)
        own = [point for point in points if code.co_firstlineno <= point["line"] <= last]
        return own or None

    def line(self, frame, line, points):
        self.settle(frame, line)
        for point in points:
            if point["line"] != line:
                continue
            if point["when"] == "before":
                self.hit(point, frame, None)
            elif point["when"] == "after":
                self.waiting.setdefault(id(frame), []).append(point)

    def settle(self, frame, line):
        """Code on an earlier line has run."""
        waiting = self.waiting.get(id(frame))
        if not waiting:
            return
        for point in list(waiting):
            if line is None or not point["line"] <= line <= point.get("endLine", point["line"]):
                waiting.remove(point)
                self.hit(point, frame, None)
        if not waiting:
            del self.waiting[id(frame)]

    def returned(self, frame, value, points):
        """Only the innermost function around a point returns the requested value."""
        self.settle(frame, None)
        # What a generator returns is not among what it hands out.
        if not frame.f_code.co_flags & GENERATOR:
            self.handed_out(frame, value, points)

    def yielded(self, frame, value, points):
        """A generator yields a value and continues later; what a coroutine yields while it waits is not the program's value."""
        if not frame.f_code.co_flags & WAITS:
            self.handed_out(frame, value, points)

    def handed_out(self, frame, value, points):
        for point in points:
            if point["when"] == "returns" and not _inside(frame.f_code, point["line"]):
                self.hit(point, frame, (value,))

    def look(self, record, value):
        record["shape"] = shape_of(value)
        wrong, near = self.asserted.wrong(value) if self.asserted else (None, False)
        if wrong:
            record["wrong"] = wrong
        elif near:
            record["near"] = True

    def hit(self, point, frame, returned):
        count = self.hits.get(point["id"], 0)
        searches = point.get("onlyWrong")
        if count >= (MOST_WRONG_HITS if searches else MOST_HITS) or (searches and self.searching > LONGEST_SEARCH):
            return
        began = time.perf_counter()
        observer = self.observer
        record = {"record": "hit", "order": observer.next(), "point": point["id"], "hit": count}
        try:
            if returned is not None:
                self.look(record, returned[0])
            elif point.get("expression") is not None:
                self.look(record, look_at(point["expression"], frame))
        except LookupError:
            pass
        if searches:
            self.searching += time.perf_counter() - began
            if "wrong" not in record and "near" not in record:
                return
        self.hits[point["id"]] = count + 1
        if point.get("expression") is None and (returned is None or point.get("locals")):
            record["frame"] = observer.frame(frame, frame.f_lineno)
        else:
            record["frame"] = {"file": observer.path(frame.f_code.co_filename), "line": frame.f_lineno, "function": frame.f_code.co_name, "values": []}
        observer.add(record)


def _last_line(code):
    """A class's own code does not reach over the lines of its methods."""
    own = max((line for _, _, line in code.co_lines() if line), default=code.co_firstlineno)
    return max([own, *(_last_line(const) for const in code.co_consts if isinstance(const, types.CodeType))])


def _inside(code, line):
    """Whether a function within this one holds the line."""
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            if const.co_firstlineno <= line <= _last_line(const) and const.co_name not in ("<listcomp>", "<genexpr>", "<dictcomp>", "<setcomp>", "<lambda>"):
                return True
    return False


def look_at(expression, frame):
    """The value of names, attributes and items that can be read without running code. Raises LookupError for anything else."""
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise LookupError(expression)
    return _value(tree, frame)


def _value(node, frame):
    if isinstance(node, ast.Await):
        raise LookupError("await")
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        for names in (frame.f_locals, frame.f_globals):
            if node.id in names:
                return names[node.id]
        raise LookupError(node.id)
    if isinstance(node, ast.Attribute):
        return _attribute(_value(node.value, frame), node.attr)
    if isinstance(node, ast.Subscript):
        holder, key = _value(node.value, frame), _value(node.slice, frame)
        if type(holder) in (dict, list, tuple, str) and type(key) in (str, int, bool, float, type(None), tuple):
            return holder[key]
    raise LookupError(type(node).__name__)


def _attribute(holder, name):
    kind = type(holder)
    try:
        own = object.__getattribute__(holder, "__dict__")
    except Exception:
        own = None
    if type(own) is dict and name in own:
        return own[name]
    for base in type.__dict__["__mro__"].__get__(kind):
        member = type.__dict__["__dict__"].__get__(base).get(name)
        if type(member) is types.MemberDescriptorType:
            try:
                return member.__get__(holder, kind)
            except AttributeError:
                raise LookupError(name)
        if member is not None and not hasattr(type(member), "__get__"):
            return member
    raise LookupError(name)


def watch(observer):
    points = Points(observer)
    monitoring = getattr(sys, "monitoring", None)
    tool = next((each for each in (4, 3) if monitoring is not None and monitoring.get_tool(each) is None), None)
    if tool is not None:
        _monitor(points, monitoring, tool)
    elif sys.gettrace() is None:
        _trace(points)
    else:
        observer.add({"record": "note", "what": "inspected"})


def _monitor(points, monitoring, tool):
    events = monitoring.events
    monitoring.use_tool_id(tool, "debug-with-context")
    known = {}

    def started(code, offset):
        own = points.of(code)
        if own:
            known[code] = own
            monitoring.set_local_events(tool, code, events.LINE | events.PY_RETURN | events.PY_YIELD)
        return monitoring.DISABLE

    def line(code, number):
        own = known.get(code)
        if own is None or not (points.waiting or any(point["line"] == number and point["when"] != "returns" for point in own)):
            return None if any(point["when"] == "after" for point in own or ()) else monitoring.DISABLE
        points.line(sys._getframe(1), number, own)

    def returned(code, offset, value):
        own = known.get(code)
        if own:
            points.returned(sys._getframe(1), value, own)

    def yielded(code, offset, value):
        own = known.get(code)
        if own:
            points.yielded(sys._getframe(1), value, own)

    monitoring.register_callback(tool, events.PY_START, started)
    monitoring.register_callback(tool, events.LINE, line)
    monitoring.register_callback(tool, events.PY_RETURN, returned)
    monitoring.register_callback(tool, events.PY_YIELD, yielded)
    monitoring.set_events(tool, events.PY_START)


def _trace(points):
    known = {}

    def traced(frame, event, arg):
        code = frame.f_code
        if code not in known:
            known[code] = points.of(code)
        own = known[code]
        if own is None:
            return None

        raising = False

        def local(inner, what, value):
            nonlocal raising
            if what == "exception":
                raising = True
            elif what == "line":
                raising = False
                points.line(inner, inner.f_lineno, own)
            elif what == "return" and not raising:
                # The same event reports a function that ends and one that continues later.
                ends = inner.f_code.co_code[inner.f_lasti] == RETURNS
                (points.returned if ends else points.yielded)(inner, value, own)
            return local

        return local

    sys.settrace(traced)
    threading.settrace(traced)
