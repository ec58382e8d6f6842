import threading
import time
import urllib.error
import urllib.request

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/prices")
async def prices():
    raise ValueError("no prices today")  #~ ValueError | no prices today


server = uvicorn.Server(uvicorn.Config(app, port=58123))
thread = threading.Thread(target=server.run)
thread.start()
while not server.started:
    time.sleep(0.05)
try:
    urllib.request.urlopen("http://127.0.0.1:58123/prices")
except urllib.error.HTTPError:
    pass
server.should_exit = True
thread.join()
