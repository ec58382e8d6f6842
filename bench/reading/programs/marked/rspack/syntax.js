export function total(prices) {
  return prices.reduce((sum, price) => sum + price, 0; //~ JavaScript parse error | Expected ')' after function arguments, but found ';'
}
