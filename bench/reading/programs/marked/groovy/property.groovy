class Order { int total }
println new Order(total: 3).amount //~ groovy.lang.MissingPropertyException | No such property: amount for class: Order
