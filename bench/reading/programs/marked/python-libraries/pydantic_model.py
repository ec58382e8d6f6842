from pydantic import BaseModel


class Order(BaseModel):
    total: int
    name: str


def read(data):
    return Order(**data)  #~ pydantic_core._pydantic_core.ValidationError | 2 validation errors for Order\ntotal\n  Input should be a valid integer, unable to parse string as an integer [type=int_parsing, input_value='three', input_type=str]…


read({"total": "three"})
