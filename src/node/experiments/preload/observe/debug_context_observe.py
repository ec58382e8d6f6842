"""Records the values of the frames' names when the program failed, and of expressions at chosen places."""

import json
import os
import sys
import threading

from debug_context_asserted import written
from debug_context_shape import message_of, shape_of

MOST_FRAMES = 12
MOST_VALUES = 40
MOST_THROWS = 60
MOST_HITS = 50
MOST_CHAINED = 12
LONGEST_CONTENT = 200

_open = os.open
_write = os.write
_close = os.close


class Observer:
    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(folder, "setup.json"), encoding="utf-8") as file:
            self.setup = json.load(file)
        self.roots = [root.rstrip("/") + "/" for root in self.setup["roots"]]
        self.contents = self.setup.get("contents") is True
        self.order = 0
        self.throws = 0
        self.seen = set()
        self.files = {}
        self.returns = None
        self.compared = None
        self.failures = 0

    # --- records ---

    def add(self, record):
        path = os.path.join(self.folder, "seen-%d.jsonl" % os.getpid())
        try:
            file = _open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                _write(file, (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
            finally:
                _close(file)
        except OSError:
            pass  # The folder is gone: the run is over.

    def next(self):
        self.order += 1
        return self.order - 1

    # --- errors ---

    def failed(self, error):
        """Once for each error, with its causes and the errors that it groups."""
        try:
            self._failed(error, None, 0)
        except Exception as problem:
            self.add({"record": "note", "what": "failed", "detail": type(problem).__name__})

    def _failed(self, error, within, depth):
        if depth == 0 and error is not None and id(error) not in self.seen:
            if self.returns is not None:
                self.returns.failed()
            if self.setup.get("asserts"):
                self.asserted(error)
            self.failures += 1
        if error is None or id(error) in self.seen or depth > MOST_CHAINED or self.throws >= MOST_THROWS:
            return
        # Kept alive, so that no other error gets its id.
        self.seen.add(id(error))
        self.files.setdefault("errors", []).append(error)
        self.throws += 1
        order = self.next()
        cause = BaseException.__dict__["__cause__"].__get__(error)
        if cause is None and not BaseException.__dict__["__suppress_context__"].__get__(error):
            cause = BaseException.__dict__["__context__"].__get__(error)
        frames = self.frames(BaseException.__dict__["__traceback__"].__get__(error))
        record = {"record": "throw", "order": order, "type": type(error).__name__, "message": message_of(error)[:500], "frames": frames}
        if within is not None:
            record["within"] = within
        if frames:
            self.add(record)
        self._failed(cause, order, depth + 1)
        group = getattr(__builtins__, "BaseExceptionGroup", None) if not isinstance(__builtins__, dict) else __builtins__.get("BaseExceptionGroup")
        if group is not None and isinstance(error, group):
            for each in error.args[1] if len(error.args) > 1 else ():
                self._failed(each, order, depth + 1)

    def asserted(self, error):
        """The values that a failed assertion compared: messages show them shortened."""
        sides = self.compared if isinstance(error, AssertionError) else None
        self.compared = None
        texts = [written(side) for side in sides or _of_unittest(BaseException.__dict__["__traceback__"].__get__(error))]
        if texts and texts[0] is not None:
            record = {"record": "asserted", "failure": self.failures, "actual": texts[0]}
            if texts[1:] and texts[1] is not None:
                record["expected"] = texts[1]
            self.add(record)

    def frames(self, traceback):
        found = []
        while traceback is not None:
            found.append((traceback.tb_frame, traceback.tb_lineno))
            traceback = traceback.tb_next
        seen = [self.frame(frame, line) for frame, line in reversed(found) if self.is_own(frame.f_code.co_filename)]
        return seen[:MOST_FRAMES]

    def frame(self, frame, line):
        code = frame.f_code
        shown = {"file": self.path(code.co_filename), "line": line, "values": self.values(frame)}
        if code.co_name != "<module>":
            shown["function"] = code.co_name
        return shown

    def values(self, frame):
        code = frame.f_code
        values = {}
        is_module = code.co_name == "<module>"
        outer = [(name, frame.f_globals[name]) for name in code.co_names if name in frame.f_globals] if not is_module else []
        for names, is_outer in ((list(frame.f_locals.items()), is_module), (outer, True)):
            for name, value in names:
                if len(values) >= MOST_VALUES:
                    break
                if name in values or not name.isidentifier() or (name.startswith("__") and name.endswith("__")):
                    continue
                shape = shape_of(value)
                if shape["kind"] == "plain" and (shape["name"] == "module" or (is_outer and shape["name"] in ("function", "class"))):
                    continue
                values[name] = {"name": name, "shape": shape}
                if self.contents and type(value) in (str, int, float, bool):
                    values[name]["content"] = repr(value[:LONGEST_CONTENT] if type(value) is str else value)[: 2 * LONGEST_CONTENT]
        return list(values.values())

    def is_own(self, file):
        path = self.path(file)
        if "/site-packages/" in path or "/dist-packages/" in path or "/node_modules/" in path:
            return False
        return any(path.startswith(root) for root in self.roots)

    def path(self, file):
        known = self.files.get(file)
        if known is None:
            known = self.files[file] = os.path.abspath(file).replace("\\", "/") if not file.startswith("<") else file
        return known


def _install_hooks(observer):
    own = sys.excepthook

    def excepthook(kind, value, traceback):
        if value is not None and value.__traceback__ is None:
            value.__traceback__ = traceback
        observer.failed(value)
        own(kind, value, traceback)

    sys.excepthook = excepthook
    of_threads = threading.excepthook

    def thread_hook(args):
        observer.failed(args.exc_value)
        of_threads(args)

    threading.excepthook = thread_hook



def pytest_exception_interact(call):
    if _observer is not None and call.excinfo is not None:
        _observer.failed(call.excinfo.value)


# What the methods of TestCase name the actual value, and the expected one.
_SIDES = (("first", "second"), ("expr1", "expr2"), ("container",), ("obj",), ("expr",))


def _of_unittest(traceback):
    """The values that unittest's method was given which the test called last."""
    called = error = None
    while traceback is not None:
        code = traceback.tb_frame.f_code
        is_own = code.co_filename.replace("\\", "/").endswith("unittest/case.py")
        if is_own and code.co_name == "__exit__":
            error = traceback.tb_frame.f_locals.get("exc_value")
        if not is_own:
            called = None
        elif called is None:
            called = traceback.tb_frame
        traceback = traceback.tb_next
    if isinstance(error, BaseException):
        # Its text is another one than the test asks for.
        return [message_of(error)]
    if called is None or not called.f_code.co_name.startswith("assert"):
        return []
    names = called.f_locals
    return next(([names[name] for name in sides] for sides in _SIDES if all(name in names for name in sides)), [])


def pytest_assertrepr_compare(op, left, right):
    if _observer is not None:
        _observer.compared = [left, right] if op == "==" else None


def pytest_runtest_logstart():
    if _observer is not None and _observer.returns is not None:
        _observer.returns.next_test()


class _UnittestFinder:
    """Wraps unittest's results when the program imports them."""

    def __init__(self, observer):
        self.observer = observer

    def find_spec(self, name, path=None, target=None):
        if name != "unittest.result":
            return None
        sys.meta_path.remove(self)
        import importlib.util

        # Others watch the same module.
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            _wrap_results(module.TestResult, self.observer)

        spec.loader.exec_module = exec_module
        return spec


def _wrap_results(results, observer):
    for name in ("addError", "addFailure", "addSubTest"):
        method = getattr(results, name, None)
        if method is None:
            continue

        def wrapped(self, *args, _method=method):
            error = args[-1]
            if isinstance(error, tuple) and len(error) == 3:
                observer.failed(error[1])
            return _method(self, *args)

        setattr(results, name, wrapped)
    start = results.startTest

    def started(self, test):
        if observer.returns is not None:
            observer.returns.next_test()
        return start(self, test)

    results.startTest = started


_observer = None


def install(folder):
    global _observer
    _observer = observer = Observer(folder)
    _install_hooks(observer)
    if "unittest.result" in sys.modules:
        _wrap_results(sys.modules["unittest.result"].TestResult, observer)
    else:
        sys.meta_path.insert(0, _UnittestFinder(observer))
    plugins = os.environ.get("PYTEST_PLUGINS", "")
    if "debug_context_observe" not in plugins:
        os.environ["PYTEST_PLUGINS"] = ",".join(filter(None, [plugins, "debug_context_observe"]))
    if observer.setup.get("coverage"):
        import debug_context_coverage

        debug_context_coverage.watch(observer)
    if observer.setup.get("returns"):
        import debug_context_returns

        observer.returns = debug_context_returns.watch(observer)
    if observer.setup["points"]:
        import debug_context_points

        debug_context_points.watch(observer)
