"""Records which lines of the workspace ran."""

import atexit
import os
import sys
import threading


class Coverage:
    def __init__(self, observer):
        self.observer = observer
        self.lines = {}
        self.functions = {}
        self.own = {}

    def is_own(self, code):
        known = self.own.get(code.co_filename)
        if known is None:
            known = self.own[code.co_filename] = self.observer.is_own(code.co_filename)
        return known

    def called(self, code):
        if code.co_name != "<module>":
            self.functions.setdefault(self.observer.path(code.co_filename), set()).add(code.co_firstlineno)

    def line(self, code, number):
        self.lines.setdefault(self.observer.path(code.co_filename), set()).add(number)

    def write(self):
        for file in set(self.lines) | set(self.functions):
            lines, functions = sorted(self.lines.get(file, ())), sorted(self.functions.get(file, ()))
            self.observer.add({"record": "coverage", "file": file, "lines": lines, "functions": functions})
        self.lines, self.functions = {}, {}


def watch(observer):
    coverage = Coverage(observer)
    atexit.register(coverage.write)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: (coverage.lines.clear(), coverage.functions.clear()))
    leave = os._exit

    def _exit(status):
        coverage.write()
        leave(status)

    os._exit = _exit
    monitoring = getattr(sys, "monitoring", None)
    tool = next((each for each in (3, 4) if monitoring is not None and monitoring.get_tool(each) is None), None)
    if tool is not None:
        _monitor(coverage, monitoring, tool)
    elif sys.gettrace() is None:
        _trace(coverage)


def _monitor(coverage, monitoring, tool):
    events = monitoring.events
    monitoring.use_tool_id(tool, "debug-with-context coverage")

    def started(code, offset):
        if coverage.is_own(code):
            coverage.called(code)
            monitoring.set_local_events(tool, code, events.LINE)
        return monitoring.DISABLE

    def line(code, number):
        coverage.line(code, number)
        return monitoring.DISABLE

    monitoring.register_callback(tool, events.PY_START, started)
    monitoring.register_callback(tool, events.LINE, line)
    monitoring.set_events(tool, events.PY_START)


def _trace(coverage):
    def local(frame, event, arg):
        if event == "line":
            coverage.line(frame.f_code, frame.f_lineno)
        return local

    def traced(frame, event, arg):
        if not coverage.is_own(frame.f_code):
            return None
        coverage.called(frame.f_code)
        return local

    sys.settrace(traced)
    threading.settrace(traced)
