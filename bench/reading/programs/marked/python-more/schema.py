import jsonschema

order = {"total": "three", "items": [{"name": "tea"}, {"name": 3}]}
schema = {"type": "object", "properties": {"items": {"items": {"properties": {"name": {"type": "string"}}}}}}
jsonschema.validate(order, schema)  #~ jsonschema.exceptions.ValidationError | 3 is not of type 'string'…
