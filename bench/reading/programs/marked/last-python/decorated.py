import functools


def retry(function):
    @functools.wraps(function)
    def again(*args):
        try:
            return function(*args)
        except ValueError as error:
            raise RuntimeError("gave up after 1 try") from error  #~ RuntimeError | gave up after 1 try

    return again


@retry
def price(text):
    return float(text)  #~ ValueError | could not convert string to float: 'three'


price("three")
