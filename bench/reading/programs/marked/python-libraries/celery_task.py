import os
import threading
import time

from celery import Celery

app = Celery("shop", broker="memory://", backend="cache+memory://")
app.conf.worker_hijack_root_logger = True


@app.task
def total(items):
    return items["total"] / 0  #~ ZeroDivisionError | division by zero


worker = app.Worker(pool="solo", loglevel="ERROR", quiet=True, without_heartbeat=True, without_gossip=True, without_mingle=True)
thread = threading.Thread(target=worker.start, daemon=True)
thread.start()
total.delay({"total": 3})
time.sleep(3)
os._exit(0)
