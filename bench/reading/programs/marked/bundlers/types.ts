interface Order {
  total: number;
}

export function label(order: Order): string {
  return order.total; //~ TS2322 | Type 'number' is not assignable to type 'string'.
}
