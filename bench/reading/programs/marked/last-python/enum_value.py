from dataclasses import dataclass
from enum import Enum


class State(Enum):
    OPEN = "open"


@dataclass(frozen=True)
class Order:
    state: State


def read(row):
    return Order(State(row["state"]))  #~ ValueError | 'closed' is not a valid State


print([read(row) for row in [{"state": "open"}, {"state": "closed"}]])
