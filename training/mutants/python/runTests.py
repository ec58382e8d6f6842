"""Runs unittest tests on the modules of a workspace, one forked child per request.

Reads requests as JSON lines, answers with one JSON line each:
  {"op": "trace", "root", "modules", "tests": [module names], "seconds"} -> {"tests": [[id, seconds]], "lines": {file: {line: [test number]}}}
  {"op": "run", "root", "modules", "tests": [test ids], "seconds"}       -> {"failures": [{"test", "text"}]}
Modules in "modules" come from the workspace; the runner itself keeps the installed ones, so a mistake in them cannot break it.
A child that takes too long is killed and answered with {"timeout": true}.
"""

import io
import os
import sys
import time
import unittest

# The modules that a failure report needs are loaded before any workspace takes precedence.
import _colorize  # noqa: F401
import ast  # noqa: F401
import codeop  # noqa: F401
import difflib  # noqa: F401
import linecache  # noqa: F401
import pprint  # noqa: F401
import textwrap  # noqa: F401
import tokenize  # noqa: F401
import traceback  # noqa: F401
import test.support
import test.support.import_helper  # noqa: F401
import test.support.os_helper  # noqa: F401
import test.support.warnings_helper  # noqa: F401
import test.support.script_helper  # noqa: F401

from forkedServer import serve

RULE = "=" * 70
LINE = "-" * 70


def prepare(root, modules):
    """Makes imports find the workspace's modules."""
    for name in list(sys.modules):
        if any(name == module or name.startswith(module + ".") for module in modules):
            del sys.modules[name]
    sys.path.insert(0, root)
    tests = os.path.join(root, "test")
    if os.path.isdir(tests):
        test.__path__.insert(0, tests)
    os.chdir(root)


def tests_of(suite):
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from tests_of(part)
        else:
            yield part


def load(names):
    loader = unittest.TestLoader()
    return loader.loadTestsFromNames(names)


class Result(unittest.TextTestResult):
    def __init__(self):
        super().__init__(unittest.runner._WritelnDecorator(io.StringIO()), True, 1)


class TracingResult(Result):
    """Records which lines of the workspace each test reaches."""

    def __init__(self, root):
        super().__init__()
        self.root = root + os.sep
        self.seen = []
        self.lines = {}
        self.current = -1
        monitoring = sys.monitoring
        monitoring.use_tool_id(monitoring.COVERAGE_ID, "mutants")
        monitoring.register_callback(monitoring.COVERAGE_ID, monitoring.events.LINE, self.line)
        monitoring.set_events(monitoring.COVERAGE_ID, monitoring.events.LINE)

    def line(self, code, number):
        file = code.co_filename
        if self.current >= 0 and file.startswith(self.root):
            self.lines.setdefault(file[len(self.root):], {}).setdefault(number, []).append(self.current)
        return sys.monitoring.DISABLE

    def startTest(self, case):
        super().startTest(case)
        self.begun = time.perf_counter()
        self.current = len(self.seen)
        self.seen.append([case.id(), None])
        sys.monitoring.restart_events()

    def addSuccess(self, case):
        super().addSuccess(case)
        if self.seen and self.seen[-1][0] == case.id():
            self.seen[-1][1] = time.perf_counter() - self.begun

    def stopTest(self, case):
        super().stopTest(case)
        self.current = -1


def trace(request):
    result = TracingResult(request["root"])
    load(request["tests"]).run(result)
    sys.monitoring.set_events(sys.monitoring.COVERAGE_ID, 0)
    return {"tests": result.seen, "lines": result.lines}


def text_of(result, kind, case, error):
    """The failure as a run of this test alone prints it."""
    counted = "failures" if kind == "FAIL" else "errors"
    head = f"{kind[0]}\n{RULE}\n{kind}: {result.getDescription(case)}\n{LINE}\n"
    return f"{head}{error}\n{LINE}\nRan 1 test in 0.001s\n\nFAILED ({counted}=1)\n"


def run(request):
    result = Result()
    load(request["tests"]).run(result)
    failures = [("ERROR", *failure) for failure in result.errors] + [("FAIL", *failure) for failure in result.failures]
    return {"failures": [{"test": case.id(), "text": text_of(result, kind, case, error)} for kind, case, error in failures]}


def answer(request):
    prepare(request["root"], request["modules"])
    return (trace if request["op"] == "trace" else run)(request)


if __name__ == "__main__":
    serve(answer)
