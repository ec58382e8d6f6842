class Price:
    def __init__(self, name, cents):
        self.name = name
        self.cents = cents


def price_of(prices, name):
    found = prices.get(name)
    return found.cents


def report(prices, names):
    password = "-".join(["hunter2", "Xk93qPz71LmW"])
    history = list(range(100000))
    nested = {"a": {"b": {"c": {"d": "too deep to be shown"}}}}
    note = "long " * 2000
    try:
        return [price_of(prices, name) for name in names], password, history, nested, note
    except AttributeError as error:
        raise RuntimeError("no report") from error


report({"tea": Price("tea", 300), "milk": Price("milk", 120)}, ["tea", "coffee"])
