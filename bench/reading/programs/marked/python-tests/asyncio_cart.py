import asyncio

import pytest


async def price(item):
    await asyncio.sleep(0)
    raise LookupError(f"no price for {item}")  #~ LookupError | no price for milk


@pytest.mark.asyncio
async def test_price():
    await price("milk")
