import os
from typing import Optional


def price(item: Optional[str]) -> int:
    return item.upper()


def total(prices: list[int]) -> str:
    return sum(prices)


total("x", 3)
print(totl)
