"""Loaded by Python at start, before the program: observes its values if requested, then loads the next sitecustomize on the path."""

import os
import sys

_here = os.path.dirname(os.path.abspath(__file__))


def _load_next():
    import importlib.machinery
    import importlib.util

    # Later modules search the path as well: they must not find this one again.
    sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") != _here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", sys.path)
    if spec is None or spec.loader is None:
        return
    module = importlib.util.module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


if os.environ.get("DEBUG_CONTEXT_OBSERVE"):
    try:
        import debug_context_observe

        debug_context_observe.install(os.environ["DEBUG_CONTEXT_OBSERVE"])
    except Exception:  # The program runs as it would without.
        pass
_load_next()
