# Each function fails in a way of its own. What it raises is the truth of the texts that tools print of it.
import asyncio
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


class PaymentDeclined(Exception):
    pass


class StockError(LookupError):
    def __init__(self, item, left):
        super().__init__(item, left)
        self.item = item
        self.left = left


@dataclass
class Order:
    lines: list

    @property
    def total(self):
        return sum(line["price"] for line in self.lines)


def price_of(item):
    return item.price


def attempt(work, message):
    try:
        return work()
    except Exception as cause:
        raise RuntimeError(message) from cause


def attribute():
    price_of(None)


def key():
    return {"tea": 1}["milk"]


def in_generator():
    return Order([{"price": 1}, {"cost": 2}]).total


def own_class():
    raise PaymentDeclined("order 7: card [4242] was declined (expired)")


def two_arguments():
    raise StockError("tea", 0)


def several_lines():
    raise ValueError("cannot read the order\n  line 3: 'qty' is missing\n\nexpected a number")


def like_a_frame():
    raise ValueError('File "orders.csv", line 3, in header')


def like_an_error():
    raise RuntimeError("ValueError: bad row")


def no_message():
    raise ValueError


def one_cause():
    attempt(lambda: int("seven"), "quantity cannot be read")


def two_causes():
    attempt(lambda: attempt(lambda: json.loads("{1}"), "settings are no JSON"), "shop cannot start")


def while_handling():
    try:
        key()
    except KeyError:
        price_of("tea")


def hidden_cause():
    try:
        key()
    except KeyError:
        raise PaymentDeclined("nothing to pay") from None


def group():
    raise ExceptionGroup("two orders failed", [ValueError("no order 1"), StockError("milk", 2)])


def no_file():
    with open("/nowhere/orders.json") as file:
        return file.read()


def unicode():
    raise ValueError("größer als „10“ – 注文がありません 🍵")


def decode():
    return b"caf\xe9".decode("utf-8")


def asserted():
    left, right = [1, 2, 3], [1, 2, 4]
    assert left == right, "orders differ"


def asserted_bare():
    total = 3
    assert total == 4


def in_thread():
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(own_class).result()


def in_task():
    async def load(number):
        await asyncio.sleep(0)
        return price_of(number)

    async def both():
        return await asyncio.gather(load(1), load(2))

    return asyncio.run(both())


def process():
    subprocess.run(["sh", "-c", "exit 3"], check=True)


def missing_module():
    import stock.shelves  # noqa: F401


def in_lambda():
    return list(map(lambda each: 10 / each, [2, 1, 0]))


def in_eval():
    return eval("price_of(3)")


def wrong_call():
    return price_of()
