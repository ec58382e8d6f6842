import type { SyntaxLanguage } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { CALLBACKS, CHANGES, LIBRARY } from './passing';
import type { CallbackRow, ChangeRow, LibraryRow } from './rows';

interface Row {
  readonly family?: string;
  readonly calls: string;
}

function table<R extends Row>(rows: readonly R[]): (language: SyntaxLanguage, name: string) => readonly R[] {
  const byName = new Map<string, R[]>();
  for (const row of rows) for (const name of row.calls.split(' ')) byName.set(name, [...(byName.get(name) ?? []), row]);
  return (language, name) => (byName.get(name) ?? []).filter(({ family }) => family === undefined || family === familyOf(language));
}

const passing = table<LibraryRow>(LIBRARY);
const callbacks = table<CallbackRow>(CALLBACKS);
const changes = table<ChangeRow>(CHANGES);

function chosen<R extends Row & { of: 'receiver' | 'argument' }>(
  of: (language: SyntaxLanguage, name: string) => readonly R[],
  language: SyntaxLanguage,
  name: string,
  qualified: string,
): R | undefined {
  const plain = of(language, qualified).find((row) => row.of === 'argument');
  return plain ?? (qualified === name ? undefined : of(language, name).find((row) => row.of === 'receiver'));
}

/** The row of a call. @param qualified with its object as written: `Object.keys`; the name alone for a plain call */
export function passingRow(language: SyntaxLanguage, name: string, qualified: string): LibraryRow | undefined {
  return chosen(passing, language, name, qualified);
}

export function callbackRow(language: SyntaxLanguage, name: string, qualified: string): CallbackRow | undefined {
  return chosen(callbacks, language, name, qualified);
}

/** How a call changes what it is called on, or its first argument. */
export function changeRow(language: SyntaxLanguage, name: string, qualified: string): ChangeRow | undefined {
  return (
    changes(language, qualified).find(({ first }) => first) ??
    (qualified === name ? undefined : changes(language, name).find(({ first }) => !first))
  );
}
