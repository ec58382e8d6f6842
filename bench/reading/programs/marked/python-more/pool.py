from concurrent.futures import ProcessPoolExecutor


def prices():
    with ProcessPoolExecutor(1) as pool:
        return list(pool.map(price, ["tea", "milk"]))  #~ KeyError | 'milk'


def price(item):
    return {"tea": 3}[item]  #~ KeyError | 'milk'


if __name__ == "__main__":
    print(prices())
