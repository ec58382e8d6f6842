import { ProgramPattern } from '../values/limits';
import { Obj, Pattern, Unknown, type Machine, type Value } from '../values/value';

/** What the last match of a program found, for `$1` and `$~`. */
const lastMatches = new WeakMap<Machine, RegExpMatchArray | null>();

/** The value of `$~`, `$1` … */
export function matchedGroup(it: Machine, name: string): Value {
  const found = lastMatches.get(it);
  if (name === '$~') return found ? matchObject(found) : null;
  return found?.[Number(name.slice(1))] ?? null;
}

/** Searches for a pattern and keeps what it found. */
export function matchIn(it: Machine, of: string, pattern: Value): RegExpMatchArray | null {
  const found =
    pattern instanceof Pattern ? of.match(new ProgramPattern(pattern.regex.source, pattern.regex.flags.replace('g', ''))) : undefined;
  if (found === undefined) throw new Unknown('a match');
  lastMatches.set(it, found);
  return found;
}

/** Keeps what a pattern found at a place. */
export function keepMatch(it: Machine, of: string, regex: RegExp, at: number): void {
  const sticky = new ProgramPattern(regex.source, `${regex.flags.replace(/[gy]/g, '')}y`);
  sticky.lastIndex = at;
  lastMatches.set(it, sticky.exec(of));
}

/** A match as an object with its groups. */
export function matchObject(found: RegExpMatchArray): Obj {
  const fields = new Map<string, Value>([...found].map((each, at) => [String(at), each ?? null]));
  for (const [name, each] of Object.entries(found.groups ?? {})) fields.set(name, each ?? null);
  fields.set(' before', found.input!.slice(0, found.index));
  fields.set(' after', found.input!.slice(found.index! + found[0].length));
  return new Obj(undefined, fields, 'rubymatch');
}
