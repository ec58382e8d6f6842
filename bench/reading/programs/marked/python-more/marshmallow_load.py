from marshmallow import Schema, fields


class Order(Schema):
    total = fields.Int(required=True)
    name = fields.Str()


Order().load({"name": 3})  #~ marshmallow.exceptions.ValidationError | {'total': ['Missing data for required field.'], 'name': ['Not a valid string.']}
