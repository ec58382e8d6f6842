# Runs one failure in one form: `crash` ends the program with it, the others print it as programs do.
import os
import sys

name, form = sys.argv[1:3]
if "TRUTH" in os.environ:
    import truth

import failures
import forms

work = getattr(failures, name)
try:
    work()
except Exception as error:
    if "TRUTH" in os.environ:
        truth.tell(error)
    if form == "crash":
        raise
    forms.write(form, error)
    sys.exit(1)
