local function price(item)
  return item.price --~ | attempt to index a nil value (local 'item')
end
print(price(nil) + 1)
