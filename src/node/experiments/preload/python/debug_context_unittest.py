"""Records which unittest tests ran."""

import sys


class _Finder:
    """Finds unittest.result as Python would, and watches it once it is loaded."""

    def find_spec(self, name, path=None, target=None):
        if name != "unittest.result":
            return None
        import importlib.util

        sys.meta_path.remove(self)
        # Others watch the same module.
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            _watch(module.TestResult)

        spec.loader.exec_module = exec_module
        return spec


def _watch(result):
    from debug_context_record import record

    def after(method, status):
        original = getattr(result, method, None)
        if original is None:
            return

        def called(self, test, *rest, **more):
            record(str(test), status)
            return original(self, test, *rest, **more)

        setattr(result, method, called)

    after("addSuccess", "passed")
    after("addError", "failed")
    after("addFailure", "failed")
    after("addSkip", "skipped")
    after("addExpectedFailure", "passed")
    after("addUnexpectedSuccess", "failed")
    sub = getattr(result, "addSubTest", None)
    if sub is not None:

        def add_sub(self, test, subtest, err):
            if err is not None:
                record(str(test), "failed")
            return sub(self, test, subtest, err)

        result.addSubTest = add_sub


def install():
    if "unittest.result" in sys.modules:
        _watch(sys.modules["unittest.result"].TestResult)
    else:
        sys.meta_path.insert(0, _Finder())
