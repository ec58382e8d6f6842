def total(prices):
    """Adds.

    >>> total([1, 2])  #~> | Failed example:…
    4
    >>> total(None)
    0
    """
    return sum(prices)  #~ TypeError | 'NoneType' object is not iterable
