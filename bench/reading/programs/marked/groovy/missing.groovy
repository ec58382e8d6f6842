def price(prices, item) {
    prices.find { it.name == item }.price.amount //~ java.lang.NullPointerException | Cannot get property 'price' on null object
}
println price([[name: 'tea', price: 3]], 'milk')
