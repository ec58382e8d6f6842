export function total(prices: number[]) {
  debugger; //~ lint/suspicious/noDebugger | This is an unexpected use of the debugger statement.
  for (const price of prices) {
    if (price == null) continue;
  }
  return prices.length;
}
