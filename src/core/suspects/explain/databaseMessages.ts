import type { Clue } from './clue';

/** A message, and the clue that it gives. */
export type Reader = [pattern: RegExp, read: (match: RegExpExecArray) => Clue];

/** Messages of databases. */
export const OF_DATABASES: readonly Reader[] = [
  [
    /\bno such (column|table): (?:\w{1,80}\.)?(\w{1,80})|^Unknown (column) '(?:\w{1,80}\.)?(\w{1,80})' in|\b(column) "(?:\w{1,80}\.)?(\w{1,80})" does not exist|\b(relation) "(?:\w{1,80}\.)?(\w{1,80})" does not exist/,
    (found) => {
      const [what = '', name = ''] = found.slice(1).filter((each) => each !== undefined);
      return { kind: 'noColumn', what: what === 'column' ? 'column' : 'table', name };
    },
  ],
];
