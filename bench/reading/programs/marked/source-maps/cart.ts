interface Order {
  lines: { price: number }[];
}

function total(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.price, 0); //~ TypeError | Cannot read properties of undefined (reading 'reduce')
}

console.log(total({} as Order));
