local orders = {}
orders.total() --~ | attempt to call a nil value (field 'total')
