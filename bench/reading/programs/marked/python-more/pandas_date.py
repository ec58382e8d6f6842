import pandas as pd


def read(frame):
    return pd.to_datetime(frame["day"], format="%Y-%m-%d")  #~ ValueError | time data "27.11.2026" doesn't match format "%Y-%m-%d"…


read(pd.DataFrame({"day": ["2026-11-26", "27.11.2026"]}))
