import sys

sys.modules["circular"] = sys.modules[__name__]
from circular import Cart  #~ ImportError | cannot import name 'Cart' from '__main__' (/home/dev/app/circular.py)…


class Cart:
    pass
