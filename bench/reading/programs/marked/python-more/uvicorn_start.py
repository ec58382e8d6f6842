import logging

import uvicorn
from fastapi import FastAPI


async def lifespan(app):
    raise ConnectionError("no database at db:5432")  #~ ConnectionError | no database at db:5432
    yield


uvicorn.run(FastAPI(lifespan=lifespan), port=58125)
