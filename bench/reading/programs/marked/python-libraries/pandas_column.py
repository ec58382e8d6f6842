import pandas as pd


def total(orders):
    return orders["price"].sum()  #~ KeyError | 'price'


total(pd.DataFrame({"name": ["tea"]}))  #~> KeyError | 'price'
