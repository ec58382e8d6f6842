class OrderError(Exception):
    def __str__(self):
        return "cannot place the order:\n\n  - no name\n  - no price\n\nmend these first"


def place():
    raise OrderError()  #~ OrderError | cannot place the order:\n\n  - no name\n  - no price\n\nmend these first


place()
