from flask import Flask

app = Flask(__name__)


@app.get("/prices")
def prices():
    return {"total": sum(None)}  #~ TypeError | 'NoneType' object is not iterable


app.test_client().get("/prices")
