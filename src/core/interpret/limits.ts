import { List, Unknown, type Value } from './values';

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
  const plain = withoutClasses(source).replace(/\(\?(?:[:=!]|<[=!]|<\w{1,99}>)/g, '(');
  if (plain.includes('\\')) return undefined;
  // Whether what is in each open group matches in several ways.
  const groups = [false];
  let count = 0;
  for (const [at, sign] of [...plain].entries()) {
    const next = plain.slice(at + 1, at + 12);
    const repeats = /^(?:[*+]|\{\d+,\d*\})/.test(next);
    if (sign === '(') groups.push(false);
    else {
      const inner = sign === ')' ? groups.pop() : false;
      if (inner && repeats) return undefined;
      if (inner || repeats || sign === '|' || next.startsWith('?')) groups[groups.length - 1] = true;
      if (repeats) count += 1;
    }
  }
  return count;
}

/** A pattern with one sign for each class and each sign that is written with a backslash; references to groups keep it. */
function withoutClasses(source: string): string {
  let plain = '';
  let isInside = false;
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]!;
    const escaped = sign === '\\' ? source[++at] : undefined;
    if (isInside) isInside = escaped !== undefined || sign !== ']';
    else if (escaped !== undefined) plain += /[\dk]/.test(escaped) ? sign : 'x';
    else {
      isInside = sign === '[';
      plain += isInside ? 'x' : sign;
    }
  }
  return plain;
}
