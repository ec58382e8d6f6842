import numpy as np


def weigh(prices, weights):
    return prices * weights  #~ ValueError | operands could not be broadcast together with shapes (3,) (2,) 


weigh(np.array([1, 2, 3]), np.array([1, 2]))
