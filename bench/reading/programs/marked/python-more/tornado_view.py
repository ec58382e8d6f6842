import asyncio

from tornado.httpclient import AsyncHTTPClient
from tornado.web import Application, RequestHandler


class Prices(RequestHandler):
    async def get(self):
        self.write({"price": int("three")})  #~ ValueError | invalid literal for int() with base 10: 'three'


async def main():
    Application([("/prices", Prices)]).listen(58124)
    await AsyncHTTPClient().fetch("http://127.0.0.1:58124/prices", raise_error=False)


asyncio.run(main())
