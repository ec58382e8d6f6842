export function total(prices: number[] { //~ SyntaxError | ',' expected. (1:40)
  return prices.length;
}
