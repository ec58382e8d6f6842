import { vi } from 'vitest';
import type { Order } from '../src/types';

/** Answers the requests of the API client in place of the shop's server. A user who is not listed has never ordered. */
export function fakeShop(ordersByUser: Record<string, Order[]>): void {
  vi.stubGlobal('fetch', (path: string) => {
    const userId = /^\/api\/users\/([^/]+)\/orders$/.exec(path)?.[1];
    const answer = userId === undefined ? undefined : (ordersByUser[decodeURIComponent(userId)] ?? null);
    return Promise.resolve(answer === undefined ? new Response('', { status: 404 }) : Response.json(answer));
  });
}

export const teapot: Order = {
  id: '2026-0117',
  placedAt: '2026-02-11T08:30:00Z',
  status: 'delivered',
  items: [{ name: 'Teapot', quantity: 1, unitPrice: 3490 }],
};

export const cups: Order = {
  id: '2026-0164',
  placedAt: '2026-03-04T17:05:00Z',
  status: 'shipped',
  items: [
    { name: 'Cup', quantity: 4, unitPrice: 650 },
    { name: 'Saucer', quantity: 4, unitPrice: 300 },
  ],
};
