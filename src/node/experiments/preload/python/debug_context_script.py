"""Runs the script that is named next as if Python had been started with it."""


def _run():
    import io
    import os
    import sys

    script = sys.argv[1]
    sys.argv[:] = sys.argv[1:]
    sys.path[0] = os.path.dirname(os.path.realpath(script))
    main = sys.modules["__main__"].__dict__
    main.pop("_run", None)
    main["__file__"] = script
    main["__doc__"] = None
    with io.open(script, "rb") as file:
        source = file.read()
    try:
        exec(compile(source, script, "exec", dont_inherit=True), main)
    except SystemExit:
        raise
    except BaseException as error:
        # This file's frame must not appear in the program's traceback.
        tb = error.__traceback__.tb_next
        error.__traceback__ = tb
        sys.excepthook(type(error), error, tb)
        sys.stderr.flush()
        if isinstance(error, KeyboardInterrupt):
            raise SystemExit(130)
        raise SystemExit(1)


_run()
