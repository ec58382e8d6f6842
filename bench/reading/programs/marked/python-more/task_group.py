import asyncio


async def main():
    async with asyncio.TaskGroup() as group:  #~ ExceptionGroup | unhandled errors in a TaskGroup (1 sub-exception)
        group.create_task(load("tea"))
        group.create_task(load("milk"))


async def load(name):
    if name == "milk":
        raise LookupError("no price for milk")  #~ LookupError | no price for milk
    await asyncio.sleep(5)


asyncio.run(main())
