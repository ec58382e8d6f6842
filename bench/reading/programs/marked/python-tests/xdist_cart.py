import pytest


def price(item):
    return {"tea": 3}[item]  #~ KeyError | 'milk'


@pytest.mark.parametrize("item", ["tea", "milk"])
def test_price(item):
    assert price(item) == 3


def test_sum():
    assert sum([1, 2]) == 4  #~ AssertionError | assert 3 == 4\n+  where 3 = sum([1, 2])


@pytest.fixture
def shop():
    raise RuntimeError("no shop today")  #~ RuntimeError | no shop today


def test_shop(shop):
    pass
