import type { Reader } from './databaseMessages';

/** Error types with an uninformative message. */
export const BY_TYPE: readonly Reader[] = [
  [/UnsupportedOperationException/, () => ({ kind: 'unmodifiable' })],
  [/^KeyError$/, () => ({ kind: 'missingKey', key: undefined })],
  [/NullPointerException|NullReferenceException/, () => ({ kind: 'empty', value: 'null', how: 'any' })],
  [/NoSuchElementException/, () => ({ kind: 'noElement' })],
  [/ConcurrentModificationException/, () => ({ kind: 'changedWhileLooping' })],
  [/KeyNotFoundException/, () => ({ kind: 'missingKey', key: undefined })],
];
