import { useState } from 'react';
import { initials } from '../format';
import type { User } from '../types';
import { OrderHistory } from './OrderHistory';

/** The person's badge and, behind a button, their order history. */
export function UserMenu({ user }: { user: User }) {
  const [open, setOpen] = useState(false);

  return (
    <nav aria-label="Account">
      <span title={user.name}>{initials(user.name)}</span>
      <button type="button" aria-expanded={open} onClick={() => setOpen(true)}>
        View history
      </button>
      {open && <OrderHistory userId={user.id} onClose={() => setOpen(false)} />}
    </nav>
  );
}
