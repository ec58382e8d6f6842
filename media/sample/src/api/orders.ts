import type { Order } from '../types';
import { getJson } from './client';

/**
 * The orders of a user. The server answers `null`, not an empty list, for a user who has never ordered.
 */
export async function fetchOrders(userId: string): Promise<Order[] | null> {
  return getJson<Order[] | null>(`/users/${encodeURIComponent(userId)}/orders`);
}
