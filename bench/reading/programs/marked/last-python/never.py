import asyncio


async def price(item):
    return {"tea": 3}[item]  #~ KeyError | 'milk'


async def main():
    asyncio.create_task(price("milk"))
    await asyncio.sleep(0.1)


asyncio.run(main())
