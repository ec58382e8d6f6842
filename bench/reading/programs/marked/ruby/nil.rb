def price(item)
  item.price #~ NoMethodError | private method `price' called for nil
end
price(nil)
