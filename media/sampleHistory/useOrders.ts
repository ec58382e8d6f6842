import { useEffect, useState } from 'react';
import { fetchOrders } from '../api/orders';
import type { Order } from '../types';

interface OrdersState {
  orders: Order[];
  loading: boolean;
  /** Why the orders could not be loaded. */
  problem: string | undefined;
}

/**
 * Loads the orders of a user when a component is shown, and again when the user changes.
 */
export function useOrders(userId: string): OrdersState {
  const [orders, setOrders] = useState<Order[]>([]);
  const [loading, setLoading] = useState(true);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    let left = false;
    setLoading(true);
    setProblem(undefined);

    fetchOrders(userId)
      .then((found) => {
        if (!left) setOrders(found ?? []);
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
