export type OrderStatus = 'open' | 'shipped' | 'delivered' | 'cancelled';

export interface OrderItem {
  name: string;
  quantity: number;
  /** In cents. */
  unitPrice: number;
}

export interface Order {
  id: string;
  /** ISO 8601. */
  placedAt: string;
  status: OrderStatus;
  items: OrderItem[];
}

export interface User {
  id: string;
  name: string;
}
