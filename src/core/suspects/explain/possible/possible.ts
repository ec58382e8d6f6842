import type { Definition, FunctionNode, SyntaxFile } from '../../../syntax/syntax';
import type { Place } from '../../../flow/originSteps';
import type { ProgramView } from '../programView';
import { stripped } from './expressionText';

/** The place of an expression, and what the names in it may stand for. */
export interface Where {
  file: SyntaxFile;
  fn: FunctionNode | undefined;
  line: number;
  /** Index in `view.frames` while walking the stack; absent off it. */
  frame?: number;
  /** The call whose result is asked for: it tells what the parameters of `fn` are. */
  entered?: { fn: FunctionNode; args: readonly string[]; at: Where };
  /** Values of names, such as the parameter of a function that is written in a call. */
  bound?: ReadonlyMap<string, Values>;
}

/** A value that the program writes out, as far as it is followed. `place`: the line that writes it; `written`: as it is written there. */
export type Possible = Place & { written: string } & (
    | { kind: 'text'; text: string }
    | { kind: 'number'; number: number }
    | { kind: 'boolean'; holds: boolean }
    /** `null`, `nil`, `None`; or a field or a key that is left out: `why` says so, as the rest of a sentence about the value. */
    | { kind: 'nothing'; why?: string; lacks?: Lacking }
    /** `open`: it may have more elements. */
    | { kind: 'list'; items: readonly Item[]; open: boolean }
    | { kind: 'map'; entries: readonly Entry[]; open: boolean }
    /** An object of a class of the program, with the arguments that make it. */
    | { kind: 'object'; type: string; args: readonly string[]; at: Where }
  );

/** A key that a map has not got, and those that it has. */
export interface Lacking {
  container: string;
  key: string;
  keys: readonly (Place & { text: string; put?: Place })[];
  /** Where it is written out with keys. */
  map?: Place;
}

/** What an expression may be; `open`: something else as well, or in its place. */
export interface Values {
  all: readonly Possible[];
  open: boolean;
}

/** A value that is worked out when it is asked for. */
export type Item = () => Values;

export interface Entry {
  key: Item;
  value: Item;
  place: Place;
}

export const UNKNOWN: Values = { all: [], open: true };

const MOST_VALUES = 80;
const MOST_VISITS = 4000;
const DEEPEST = 24;

/** A walk through the program for the values of one expression. */
export class Search {
  private left = MOST_VISITS;
  private readonly open = new Set<string>();

  constructor(
    readonly view: ProgramView,
    /** The values of an expression without brackets and casts around it, whose names are known at a place. */
    private readonly read: (search: Search, text: string, at: Where, depth: number) => Values,
    private readonly defined: (search: Search, definition: Definition, at: Where, depth: number) => Values,
  ) {}

  /** The values of an expression. @param depth of the walk so far */
  valuesOf(expression: string, at: Where, depth: number): Values {
    const text = stripped(expression);
    return text === '' ? UNKNOWN : this.step(text, at, depth, () => this.read(this, text, at, depth + 1));
  }

  /** The values of a definition. */
  ofDefinition(definition: Definition, at: Where, depth: number): Values {
    return this.defined(this, definition, at, depth);
  }

  /** Runs one step; unknown where the walk has become too long, or goes in a circle. */
  private step(text: string, { file, line, entered, bound }: Where, depth: number, run: () => Values): Values {
    const key = entered || bound ? undefined : `${file.file}:${line}:${text}`;
    this.left -= 1;
    if (depth > DEEPEST || this.left < 0 || (key !== undefined && this.open.has(key))) return UNKNOWN;
    if (key !== undefined) this.open.add(key);
    const found = run();
    if (key !== undefined) this.open.delete(key);
    return found;
  }
}

/** Several possible values as one, each place and value once. */
export function union(all: readonly Values[]): Values {
  const found = new Map<string, Possible>();
  for (const { all: values } of all)
    for (const value of values) {
      const key = `${value.file}:${value.line}:${value.kind}:${value.written}:${value.kind === 'text' ? value.text : value.kind === 'nothing' ? (value.why ?? '') : ''}`;
      found.set(key, value);
    }
  const values = [...found.values()];
  return { all: values.slice(0, MOST_VALUES), open: values.length > MOST_VALUES || all.some(({ open }) => open) };
}

/** Each value changed; `undefined` for one that it cannot be. */
export function mapped({ all, open }: Values, change: (value: Possible) => Possible | Values | undefined): Values {
  const each = all.map((value): Values => {
    const result = change(value);
    if (result === undefined) return UNKNOWN;
    return 'all' in result ? result : { all: [result], open: false };
  });
  const joined = union(each);
  return { all: joined.all, open: open || joined.open };
}

/** The elements of lists, and the values of maps. */
export function elementsOf(values: Values): Values {
  return mapped(values, (value) => {
    if (value.kind === 'list') {
      const items = union(value.items.map((item) => item()));
      return { all: items.all, open: items.open || value.open };
    }
    if (value.kind === 'map') {
      const items = union(value.entries.map((entry) => entry.value()));
      return { all: items.all, open: items.open || value.open };
    }
    return undefined;
  });
}

/** A text within another one: it stands where that is written, in its line. */
export function part(value: Possible & { kind: 'text' }, text: string, offset?: number): Possible {
  const down = offset === undefined ? 0 : value.text.slice(0, offset).split('\n').length - 1;
  const line = value.written.includes('\n') || value.written === '' ? value.line + down : value.line;
  const inner = down > 0 || (value.written.includes('\n') && offset !== undefined) ? text : value.written;
  return { kind: 'text', text, file: value.file, line, written: inner };
}

/** The place of a part of an expression, on its own line. */
export function within(at: Where, whole: string, part: string, from = 0): Where {
  const offset = whole.indexOf(part, from);
  if (offset < 0) return at;
  const lead = part.length - part.trimStart().length;
  const down = whole.slice(0, offset + lead).split('\n').length - 1;
  return down === 0 ? at : { ...at, line: at.line + down };
}

/** Nothing in the place of a value. */
export function nothing({ file, line, written }: Possible, why: string): Possible {
  return { kind: 'nothing', why, file, line, written };
}

/** One value that is known. */
export function one(value: Possible): Values {
  return { all: [value], open: false };
}
