function total(prices: number[]) {
  return prices.reduce((a, b) => a + b, 0; //~ error | Expected ',', got ';'
}
//~> | Syntax Error
//~> Error | Failed to compile 1 file with swc.
