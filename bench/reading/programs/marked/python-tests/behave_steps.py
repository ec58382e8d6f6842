from behave import given, then, when

prices = {"tea": 3}


@given("a cart with tea")
def start(context):
    context.cart = ["tea"]


@when("milk is added")
def add(context):
    context.cart.append(prices["milk"])  #~ KeyError | 'milk'


@then("the total is 5")
def total(context):
    assert False
