def total(node):
    return node["price"] + total(node)  #~ RecursionError | maximum recursion depth exceeded…


total({"price": 1})
