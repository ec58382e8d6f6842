interface Order {
  id: number;
  lines: { price: number; name: string }[];
}
const order: Order = { id: '7', lines: [] };
function total(of: Order): string {
  return of.lines.reduce((sum, line) => sum + line.cost, 0);
}
total(order, 2);
console.log(totl(order).toUpperCase());
const tea: { price: number; size: { small: boolean; large: boolean } } = { price: 1, size: { small: 'yes', large: true } };
