import json


def read(text):
    return json.loads(text)  #~ json.decoder.JSONDecodeError | Expecting value: line 1 column 11 (char 10)


print("reading")
read('{"total": }')
