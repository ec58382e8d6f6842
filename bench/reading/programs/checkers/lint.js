const unused = 3;
function total(prices) {
  if (prices = null) return 0;
  debugger;
  while (true) {
    break;
  }
  return totl(prices);
  var never = 1;
}
const a = { x: 1, x: 2 };
