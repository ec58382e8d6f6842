import { formatDay, formatMoney, initials } from '../src/format';

describe('format', () => {
  it('writes cents as euros', () => {
    expect(formatMoney(1250)).toBe('€12.50');
  });

  it('writes a time as a day', () => {
    expect(formatDay('2026-03-04T17:05:00Z')).toBe('4 March 2026');
  });

  it('shortens a name', () => {
    expect(initials('Ada Lovelace')).toBe('AL');
    expect(initials('cher')).toBe('C');
  });
});
