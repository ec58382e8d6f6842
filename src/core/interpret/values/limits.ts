import { List, Unknown, type Value } from './value';

// A program under investigation may be made to use up the memory or the time of whoever works it through.

/** Elements of a list, and characters that one call adds. */
const MOST = 100_000;
const LONGEST_TEXT = 1_000_000;
const MOST_BITS = 4096n;
const LARGEST = 1n << MOST_BITS;
/** Steps that a search through a text may take, if its pattern is as slow as one with so many repetitions can be. */
const MOST_TRIES = 1e8;

/** A number of elements or characters to make. @throws {Unknown} where they would be too many */
export function counted(count: number): number {
  if (count > MOST) throw new Unknown('too many');
  return count;
}

/** A value that an expression gave. @throws {Unknown} where it is too large to go on with */
export function limited(value: Value): Value {
  if (typeof value === 'string' && value.length > LONGEST_TEXT) throw new Unknown('a long text');
  if (typeof value === 'bigint' && (value > LARGEST || value < -LARGEST)) throw new Unknown('a large number');
  if (value instanceof List && value.items.length > MOST) throw new Unknown('a long list');
  return value;
}

/** @throws {Unknown} */
export function powerOf(base: bigint, exponent: bigint): bigint {
  if (exponent > MOST_BITS && base !== 0n && base !== 1n && base !== -1n) throw new Unknown('a large number');
  return base ** exponent;
}

/** @throws {Unknown} */
export function shiftedLeft(number: bigint, by: bigint): bigint {
  if (by > MOST_BITS) throw new Unknown('a large number');
  return number << by;
}

/**
 * A pattern of the program. JavaScript's search goes back over what it tried and cannot be ended from outside, so a pattern is unknown in
 * which something that can match in several ways is repeated, and so is a search that could take too many steps.
 */
export class ProgramPattern extends RegExp {
  private readonly repetitions: number;

  /** @throws {Unknown} */
  constructor(pattern: string | RegExp, flags?: string) {
    super(pattern, flags);
    const repetitions = repetitionsIn(this.source);
    if (repetitions === undefined) throw new Unknown('a slow pattern');
    this.repetitions = repetitions;
  }

  override exec(text: string): RegExpExecArray | null {
    // As many ways as there are to part the text among its repetitions.
    let tries = 1;
    for (let at = 1; at <= this.repetitions; at++) tries *= text.length / at;
    if (tries > MOST_TRIES || text.length > MOST) throw new Unknown('a long search');
    return super.exec(text);
  }
}

/** How many repetitions a pattern has; undefined where one repeats what matches in several ways, or a part of the text has to come again. */
function repetitionsIn(source: string): number | undefined {
  const { atoms, plain, ends } = outlineOf(source);
  if (plain.includes('\\')) return undefined;
  // Where each open group begins, and whether what is in it matches in several ways.
  const groups = [{ from: 0, isOpen: false }];
  let count = 0;
  for (const [at, sign] of [...plain].entries()) {
    const next = plain.slice(at + 1, at + 12);
    const repeats = /^(?:[*+]|\{\d+,\d*\})/.exec(next)?.[0];
    if (sign === '(') groups.push({ from: at + 1, isOpen: false });
    else {
      const group = sign === ')' ? groups.pop() : undefined;
      const isOpen = group?.isOpen === true;
      // Nothing behind the end makes the search go back.
      const isLast = repeats !== undefined && plain.length === at + 1 + repeats.length;
      if (isOpen && repeats !== undefined && !isLast && !isDecided(atoms.slice(group.from, at))) return undefined;
      if (isOpen || repeats !== undefined || sign === '|' || next.startsWith('?')) groups.at(-1)!.isOpen = true;
      if (repeats !== undefined && !ends.has(at)) count += 1;
    }
  }
  return count;
}

/** Whether the first sign tells which of several branches matches, each of which has one length. */
function isDecided(atoms: readonly string[]): boolean {
  if (atoms.some((atom) => /^(?:[*+?{()^$]|\(\?)/.test(atom))) return false;
  const branches: string[][] = [[]];
  for (const atom of atoms)
    if (atom === '|') branches.push([]);
    else branches.at(-1)!.push(atom);
  return branches.every(
    ([first], at) => first !== undefined && branches.slice(at + 1).every(([other]) => other !== undefined && areApart(first, other)),
  );
}

/** A pattern with one sign for each atom, and the places of those that are repeated and cannot go on into what stands behind them. */
function outlineOf(source: string): { atoms: string[]; plain: string; ends: Set<number> } {
  const atoms: string[] = [];
  const rest = /\(\?(?:[:=!]|<[=!]|<\w{1,99}>)|\\(?:[xu][\da-fA-F]{2,4}|[pP]\{\w+\}|.)|\[(?:\\.|[^\]\\])*\]|[^]/g;
  for (const [atom] of source.matchAll(rest)) atoms.push(atom);
  const signs = atoms.map((atom) => (atom.startsWith('(?') ? '(' : /^\\[\dk]/.test(atom) ? '\\' : /^[\\[]./.test(atom) ? 'x' : atom));
  const ends = new Set<number>();
  for (const [at, atom] of atoms.entries()) {
    if (!/^[+*]$/.test(atoms[at + 1] ?? '') || /^[()|^$?+*{}]$/.test(atom)) continue;
    let behind = at + 2;
    while (/^[()?]$|^\(\?/.test(atoms[behind] ?? '') && atoms[behind] !== '?') behind += 1;
    const next = atoms[behind];
    if (next === undefined || /^[|*+?{}^$]$/.test(next) || /^[*?{]/.test(atoms[behind + 1] ?? '')) continue;
    if (areApart(atom, next)) ends.add(at);
  }
  return { atoms, plain: signs.join(''), ends };
}

/** Whether no plain sign is matched by both of two atoms. */
function areApart(a: string, b: string): boolean {
  try {
    const [x, y] = [new RegExp(`^${a}$`, 's'), new RegExp(`^${b}$`, 's')];
    return !SIGNS.some((sign) => x.test(sign) && y.test(sign));
  } catch {
    return false;
  }
}

const SIGNS = [...Array.from({ length: 128 }, (_, at) => String.fromCharCode(at)), 'ä', 'Ω', '€'];
