import { render, screen } from '@testing-library/react';
import { OrderTable } from '../src/components/OrderTable';
import { cups, teapot } from './fakeShop';

describe('OrderTable', () => {
  it('shows day, status and price of an order', () => {
    render(<OrderTable orders={[cups]} />);
    const cells = screen.getAllByRole('cell').map((cell) => cell.textContent);
    expect(cells).toEqual([cups.id, '4 March 2026', 'shipped', '€38.00']);
  });

  it('has one row an order', () => {
    render(<OrderTable orders={[cups, teapot]} />);
    expect(screen.getAllByRole('row')).toHaveLength(3);
  });
});
