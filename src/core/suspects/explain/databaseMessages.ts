import type { Clue } from './clue';

/** A message, and the clue that it gives. */
export type Reader = [pattern: RegExp, read: (match: RegExpExecArray) => Clue];

/** Messages of databases. */
export const OF_DATABASES: readonly Reader[] = [
  [
    /\bUNIQUE constraint failed: (\w{1,80})\.(\w{1,80})(?![\w,.])(?!, )/,
    ([, table, column = '']) => ({ kind: 'duplicateRow', table, column }),
  ],
  [
    /\bduplicate key value violates unique constraint [^\n]{1,120}\n?(?:DETAIL: {1,2})?Key \((\w{1,80})\)=\(([^()\n]{1,200})\) already exists/,
    ([, column = '', value]) => ({ kind: 'duplicateRow', column, value }),
  ],
  [
    /\bDuplicate entry '([^'\n]{1,200})' for key '(\w{1,80})\.(\w{1,80})'/,
    ([, value, table, column = '']) => ({ kind: 'duplicateRow', table, column, value }),
  ],
  [
    /\bno such (column|table): (?:\w{1,80}\.)?(\w{1,80})|^Unknown (column) '(?:\w{1,80}\.)?(\w{1,80})' in|\b(column) "(?:\w{1,80}\.)?(\w{1,80})" does not exist|\b(relation) "(?:\w{1,80}\.)?(\w{1,80})" does not exist/,
    (found) => {
      const [what = '', name = ''] = found.slice(1).filter((each) => each !== undefined);
      return { kind: 'noColumn', what: what === 'column' ? 'column' : 'table', name };
    },
  ],
];
