import { act, fireEvent, render, screen } from '@testing-library/react';
import { UserMenu } from '../src/components/UserMenu';
import { cups, fakeShop, teapot } from './fakeShop';

/** Opens the history of a user as a person does, and waits until the shop has answered. */
async function viewHistory(userId: string): Promise<void> {
  render(<UserMenu user={{ id: userId, name: 'Ada Lovelace' }} />);
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'View history' }));
  });
}

describe('OrderHistory', () => {
  it('lists the orders, newest first', async () => {
    fakeShop({ ada: [teapot, cups] });
    await viewHistory('ada');
    const ids = screen
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.firstChild?.textContent);
    expect(ids).toEqual([cups.id, teapot.id]);
    expect(screen.getByTestId('total').textContent).toBe('€72.90');
  });

  it('shows the orders of one status', async () => {
    fakeShop({ grace: [teapot, cups] });
    await viewHistory('grace');
    fireEvent.change(screen.getByRole('combobox'), { target: { value: 'delivered' } });
    expect(screen.getAllByRole('row')).toHaveLength(2);
    expect(screen.getByTestId('total').textContent).toBe('€34.90');
  });

  it('says "No orders yet" to somebody who has never ordered', async () => {
    fakeShop({});
    await viewHistory('new-here');
    expect(screen.getByRole('status').textContent).toBe('No orders yet');
  });

  it('closes', async () => {
    fakeShop({ joan: [teapot] });
    await viewHistory('joan');
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('table')).toBeNull();
  });
});
