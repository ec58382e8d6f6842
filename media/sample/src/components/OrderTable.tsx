import { formatDay, formatMoney } from '../format';
import { priceOf } from '../orders';
import type { Order } from '../types';

/** One row an order. */
export function OrderTable({ orders }: { orders: Order[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th>Order</th>
          <th>Placed</th>
          <th>Status</th>
          <th>Price</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id}>
            <td>{order.id}</td>
            <td>{formatDay(order.placedAt)}</td>
            <td>{order.status}</td>
            <td>{formatMoney(priceOf(order))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
