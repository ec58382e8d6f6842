import requests


def load():
    return requests.get("http://127.0.0.1:59999/prices", timeout=1).json()  #~ requests.exceptions.ConnectionError | HTTPConnectionPool(host='127.0.0.1', port=59999): Max retries exceeded with url: /prices (Caused by…


load()  #~> urllib3.exceptions.MaxRetryError | HTTPConnectionPool(host='127.0.0.1', port=59999): Max retries exceeded with url: /prices (Caused by…
#~> urllib3.exceptions.NewConnectionError | <urllib3.connection.HTTPConnection object at…
#~> ConnectionRefusedError | [Errno 111] Connection refused
