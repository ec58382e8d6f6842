import threading


def work(prices):
    prices["tea"] += "1"  #~ TypeError | unsupported operand type(s) for +=: 'int' and 'str'


thread = threading.Thread(target=work, args=({"tea": 3},), name="pricing")
thread.start()
thread.join()
print("done")
