interface Order {
  total?: { amount: number };
}

function amount(order: Order): number {
  return order.total!.amount; //~ TypeError | Cannot read properties of undefined (reading 'amount')
}

console.log(amount({}));
