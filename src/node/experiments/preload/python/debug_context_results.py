"""pytest plugin that writes down which tests ran."""

import os

from debug_context_record import record


def pytest_runtest_logreport(report):
    # Each worker of xdist reports to the main process, which reports again.
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    if report.skipped:
        record(report.nodeid, "passed" if hasattr(report, "wasxfail") else "skipped")
    elif report.failed:
        record(report.nodeid, "failed")
    elif report.when == "call":
        record(report.nodeid, "passed")
