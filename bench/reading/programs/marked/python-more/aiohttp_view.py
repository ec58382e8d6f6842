import asyncio
import logging

import aiohttp
from aiohttp import web

logging.basicConfig(level=logging.INFO)


async def prices(request):
    return web.json_response({"price": request.app["prices"]["milk"]})  #~ KeyError | 'milk'


async def main():
    app = web.Application()
    app["prices"] = {}
    app.router.add_get("/prices", prices)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 58123).start()
    async with aiohttp.ClientSession() as session:
        await session.get("http://127.0.0.1:58123/prices")
    await runner.cleanup()


asyncio.run(main())
