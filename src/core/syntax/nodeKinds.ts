import type { LanguageRules } from './languageRules';

/** Node kinds as bits, so that a walk tests one number for each node. */
export const FUNCTION = 1;
export const CLASS = 2;
export const CALL = 4;
export const DEFINITION = 8;
export const IMPORT = 16;
export const THROW = 32;
export const RETURN = 64;
export const MEMBER = 128;
export const SUBSCRIPT = 256;
export const IDENTIFIER = 512;

/** All trees of a grammar share one array of types. */
const kindTables = new WeakMap<readonly string[], Uint16Array>();

/** Kinds of each node type of a grammar, by the type's number. */
export function kindsOf(types: readonly string[], rules: LanguageRules): Uint16Array {
  let kinds = kindTables.get(types);
  if (kinds) return kinds;
  const byName = new Map<string, number>();
  const mark = (names: readonly string[], kind: number): void => {
    for (const name of names) byName.set(name, (byName.get(name) ?? 0) | kind);
  };
  mark(rules.functions, FUNCTION);
  mark(rules.classes, CLASS);
  mark(rules.calls, CALL);
  mark(rules.definitions, DEFINITION);
  mark(rules.imports, IMPORT);
  mark(rules.throws, THROW);
  mark(rules.returns, RETURN);
  mark(Object.keys(rules.members), MEMBER);
  mark(rules.subscripts, SUBSCRIPT);
  mark(rules.identifiers, IDENTIFIER);
  kinds = Uint16Array.from(types, (type) => byName.get(type) ?? 0);
  kindTables.set(types, kinds);
  return kinds;
}
