import { useState } from 'react';
import { formatMoney } from '../format';
import { useOrders } from '../hooks/useOrders';
import { selectOrders, totalOf } from '../orders';
import type { OrderStatus } from '../types';
import { OrderTable } from './OrderTable';

interface OrderHistoryProps {
  /** Whose orders. */
  userId: string;
  /** Called when the person closes the history. */
  onClose: () => void;
}

const FILTERS: readonly (OrderStatus | 'all')[] = ['all', 'open', 'shipped', 'delivered', 'cancelled'];

/** Shown in place of the table: while loading, after a problem, and when there is nothing to show. */
function Notice({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <section aria-label="Order history">
      <p role="status">{text}</p>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </section>
  );
}

/**
 * A person's orders, newest first, with a filter by status and the total of what is shown.
 *
 * Somebody who has never ordered sees "No orders yet".
 */
export function OrderHistory({ userId, onClose }: OrderHistoryProps) {
  const [filter, setFilter] = useState<OrderStatus | 'all'>('all');
  const { orders, loading, problem } = useOrders(userId);

  if (loading) {
    return <Notice text="Loading orders…" onClose={onClose} />;
  }

  if (problem !== undefined) {
    const text = `Your orders cannot be shown now. ${problem}`;
    return <Notice text={text} onClose={onClose} />;
  }

  if (orders.length === 0) {
    return <Notice text="No orders yet" onClose={onClose} />;
  }

  const shown = selectOrders(orders, filter);

  return (
    <section aria-label="Order history">
      <label>
        Show{' '}
        <select value={filter} onChange={(event) => setFilter(event.target.value as OrderStatus | 'all')}>
          {FILTERS.map((status) => (
            <option key={status} value={status}>
              {status}
            </option>
          ))}
        </select>
      </label>
      <OrderTable orders={shown} />
      <p>
        Total <strong data-testid="total">{formatMoney(totalOf(shown))}</strong>
      </p>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </section>
  );
}
