# Writes what an exception holds.
import json
import os
import traceback


def name_of(kind):
    return kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"


def describe(error, role=None):
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(os.getcwd())]
    causes = []
    if isinstance(error, BaseExceptionGroup):
        causes += [describe(each, "aggregated") for each in error.exceptions]
    if error.__cause__ is not None:
        causes.append(describe(error.__cause__, "cause"))
    elif error.__context__ is not None and not error.__suppress_context__:
        causes.append(describe(error.__context__, "cause"))
    told = {"type": name_of(type(error)), "message": str(error), "frames": len(frames), "causes": causes}
    if own:
        told["first"] = f"{os.path.basename(own[-1].filename)}:{own[-1].lineno}"
    if role:
        told["role"] = role
    return told


def tell(error):
    with open(os.environ["TRUTH"], "w") as file:
        json.dump(describe(error), file)
