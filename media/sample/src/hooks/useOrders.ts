import { useEffect, useState } from 'react';
import { fetchOrders } from '../api/orders';
import type { Order } from '../types';

interface OrdersState {
  orders: Order[];
  loading: boolean;
  /** Why the orders could not be loaded. */
  problem: string | undefined;
}

/** Orders of users whose history was open before, so that opening it again shows them at once. */
const cache: Record<string, Order[]> = {};

/**
 * Loads the orders of a user when a component is shown, and again when the user changes.
 */
export function useOrders(userId: string): OrdersState {
  const [orders, setOrders] = useState(cache[userId]);
  const [loading, setLoading] = useState(!cache[userId]);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    if (cache[userId]) {
      setOrders(cache[userId]);
      setLoading(false);
      return;
    }

    let left = false;
    setLoading(true);
    setProblem(undefined);

    fetchOrders(userId)
      .then((found) => {
        if (left) return;
        if (found) cache[userId] = found;
        setOrders(cache[userId]);
      })
      .catch((error: Error) => {
        if (!left) setProblem(error.message);
      })
      .finally(() => {
        if (!left) setLoading(false);
      });

    return () => {
      left = true;
    };
  }, [userId]);

  return { orders, loading, problem };
}
