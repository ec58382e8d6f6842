from flask import Flask, render_template_string

app = Flask(__name__)


@app.get("/cart")
def cart():
    return render_template_string("{{ cart.total.amount }}", cart={})  #~ jinja2.exceptions.UndefinedError | 'dict object' has no attribute 'total'


app.test_client().get("/cart")
