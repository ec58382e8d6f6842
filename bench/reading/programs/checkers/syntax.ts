export function total(prices: number[]) {
  return prices.reduce((a, b) => a + b, 0;
}
