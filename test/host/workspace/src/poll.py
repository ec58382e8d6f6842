import time

carts = {"ada": [{"price": 2}]}


def items_of(user):
    found = carts.get(user)
    return found


def total(user):
    items = items_of(user)
    count = len(items) if items else 0
    return count


while True:
    total("grace")
    time.sleep(0.05)
