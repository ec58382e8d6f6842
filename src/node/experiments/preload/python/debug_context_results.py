"""pytest plugin that records which tests ran."""

import os

from debug_context_record import record

_root = None


def pytest_configure(config):
    global _root
    _root = str(getattr(config, "rootpath", None) or getattr(config, "rootdir", ""))


def _file(report):
    """A test's name is relative to pytest's root folder, which may differ from the command's folder."""
    return os.path.join(_root, report.nodeid.split("::")[0]) if _root else None


def pytest_runtest_logreport(report):
    # Each worker of xdist reports to the main process, which reports again.
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    if report.skipped:
        record(report.nodeid, "passed" if hasattr(report, "wasxfail") else "skipped", _file(report))
    elif report.failed:
        record(report.nodeid, "failed", _file(report))
    elif report.when == "call":
        record(report.nodeid, "passed", _file(report))
