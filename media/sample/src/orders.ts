import type { Order, OrderStatus } from './types';

/** What an order costs, in cents. A cancelled order costs nothing. */
export function priceOf(order: Order): number {
  if (order.status === 'cancelled') return 0;
  return order.items.reduce((sum, item) => sum + item.quantity * item.unitPrice, 0);
}

/** What all orders cost together, in cents. */
export function totalOf(orders: Order[]): number {
  return orders.reduce((sum, order) => sum + priceOf(order), 0);
}

/** Orders of one status, or all of them, newest first. */
export function selectOrders(orders: Order[], status: OrderStatus | 'all'): Order[] {
  return orders.filter((order) => status === 'all' || order.status === status).sort((a, b) => b.placedAt.localeCompare(a.placedAt));
}
