"""Loaded by Python at start: serves edited files from memory, records unittest tests, then loads the person's own sitecustomize."""

import os
import sys

_here = os.path.dirname(os.path.abspath(__file__))


def _load_own():
    """The sitecustomize that Python would have loaded without this one."""
    import importlib.machinery
    import importlib.util

    rest = [path for path in sys.path if os.path.abspath(path or ".") != _here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", rest)
    if spec is None or spec.loader is None:
        return
    module = importlib.util.module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


def _start():
    if os.environ.get("DEBUG_CONTEXT_OVERLAY") or os.environ.get("DEBUG_CONTEXT_MOVED"):
        import debug_context_overlay

        debug_context_overlay.install()
    if os.environ.get("DEBUG_CONTEXT_TESTS"):
        import debug_context_unittest

        debug_context_unittest.install()
        plugins = os.environ.get("PYTEST_PLUGINS", "")
        if "debug_context_results" in plugins:
            return
        os.environ["PYTEST_PLUGINS"] = ",".join(filter(None, [plugins, "debug_context_results"]))
        # Keeps pytest's cache out of the workspace.
        cache = os.path.join(os.path.dirname(os.environ["DEBUG_CONTEXT_TESTS"]), "pytest")
        os.environ["PYTEST_ADDOPTS"] = " ".join(filter(None, [os.environ.get("PYTEST_ADDOPTS"), "-o cache_dir='%s'" % cache]))


# Modules that Python loads itself before any program, and modules whose state must exist only once.
_KEPT = frozenset(
    "abc builtins codecs encodings genericpath importlib io ntpath os posixpath site sitecustomize stat sys threading "
    "usercustomize zipimport __main__ _collections_abc _sitebuiltins".split()
)


def _forget_shadowed():
    """The program may have a module with the same name as one needed here: it finds its own, as it would without."""
    folders = [os.getcwd()]
    script = next((word for word in getattr(sys, "orig_argv", ())[1:] if word.endswith(".py")), None)
    if script is not None:
        folders.append(os.path.dirname(os.path.abspath(script)))
    for name, module in list(sys.modules.items()):
        top = name.split(".")[0]
        if top in _KEPT or top.startswith("debug_context") or getattr(module, "__file__", None) is None:
            continue
        own = (os.path.join(folder, top, last) for folder in folders for last in ("__init__.py", os.path.join("..", top + ".py")))
        if any(os.path.isfile(os.path.normpath(path)) for path in own):
            del sys.modules[name]


try:
    _start()
    _forget_shadowed()
except Exception as error:  # The person's program must run all the same; the canary tells that the overlay does not hold.
    sys.stderr.write("debug-with-context: %r\n" % (error,))
_load_own()
