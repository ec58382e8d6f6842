import { priceOf, selectOrders, totalOf } from '../src/orders';
import { cups, teapot } from './fakeShop';

describe('orders', () => {
  it('cost what their items cost', () => {
    expect(priceOf(cups)).toBe(3800);
    expect(totalOf([cups, teapot])).toBe(7290);
  });

  it('cost nothing when cancelled', () => {
    expect(priceOf({ ...teapot, status: 'cancelled' })).toBe(0);
  });

  it('are selected by status, newest first', () => {
    expect(selectOrders([teapot, cups], 'all')).toEqual([cups, teapot]);
    expect(selectOrders([teapot, cups], 'shipped')).toEqual([cups]);
  });
});
