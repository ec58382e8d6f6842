"""Runs pytest on the tests of a workspace, one forked child a request, with pytest loaded already.

Reads requests as JSON lines, answers with one JSON line each:
  {"root", "paths": [folders that imports come from], "arguments": [of pytest], "noting": whether lines are asked for, "seconds"}
  -> {"code", "text": what pytest printed, "tests": {id: ["passed" | "failed", message, file]}, "lines": {file: [lines reached in tests]}}
A child that takes too long is killed and answered with {"timeout": true}.
"""

import importlib
import os
import sys
import tempfile

SERVED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "mutants", "python")
sys.path.insert(0, SERVED)

import pytest
import _pytest.assertion.rewrite  # noqa: F401
import _pytest.legacypath  # noqa: F401

from forkedServer import serve

sys.path.remove(SERVED)
# As objects: pytest warns of a name that is loaded already, and some settings make warnings errors.
PLUGINS = [importlib.import_module(name) for name in ("pytest_asyncio.plugin", "pytest_mock", "pytest_subtests")]


SETTINGS = ["-p", "no:cacheprovider", "-o", "addopts=", "-o", "python_files=test*.py *_test.py *_tests.py", "--color=no"]


class Watch:
    """Notes what became of each test and, of each file, the lines reached while tests ran (not while modules were loaded)."""

    def __init__(self, root, noting):
        self.root = root + os.sep
        self.noting = noting
        self.tests = {}
        self.lines = {}
        monitoring = sys.monitoring
        monitoring.use_tool_id(monitoring.COVERAGE_ID, "faults")
        monitoring.register_callback(monitoring.COVERAGE_ID, monitoring.events.LINE, self.line)

    def line(self, code, number):
        if code.co_filename.startswith(self.root):
            found = self.lines.setdefault(code.co_filename[len(self.root):], set())
            found.add(number)
            found.add(code.co_firstlineno)
        return sys.monitoring.DISABLE

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        if not self.noting:
            return (yield)
        sys.monitoring.set_events(sys.monitoring.COVERAGE_ID, sys.monitoring.events.LINE)
        try:
            return (yield)
        finally:
            sys.monitoring.set_events(sys.monitoring.COVERAGE_ID, 0)

    def pytest_runtest_logreport(self, report):
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            message, file = (crash.message, crash.path) if crash else (str(report.longrepr)[-400:], "")
            self.tests[report.nodeid] = ["failed", message, file.removeprefix(self.root)]
        elif report.when == "call" and report.passed:
            self.tests.setdefault(report.nodeid, ["passed", "", ""])


def prepare(root, paths):
    """Makes the workspace's modules the ones that an import finds."""
    folders = [os.path.join(root, path) for path in paths]
    own = {name.removesuffix(".py") for folder in folders for name in os.listdir(folder)}
    for name in list(sys.modules):
        if name.partition(".")[0] in own and not name.startswith(("pytest", "_pytest")):
            del sys.modules[name]
    sys.path[:0] = folders
    os.environ["PYTHONPATH"] = os.pathsep.join(folders)
    os.chdir(root)


def answer(request):
    prepare(request["root"], request["paths"])
    watch = Watch(request["root"], request["noting"])
    with tempfile.TemporaryFile() as printed:
        for stream in (1, 2):
            os.dup2(printed.fileno(), stream)
        code = pytest.main([*SETTINGS, *request["arguments"]], [watch, *PLUGINS])
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        printed.seek(0)
        text = printed.read().decode(errors="replace")
    lines = {file: sorted(found) for file, found in watch.lines.items()}
    return {"code": int(code), "text": text, "tests": watch.tests, "lines": lines}


if __name__ == "__main__":
    serve(answer)
