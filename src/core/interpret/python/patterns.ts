import { fail } from '../library/errors';
import { ProgramPattern } from '../values/limits';
import { Dict, isNumber, List, Obj, Pattern, Stream, Unknown, type Machine, type Value } from '../values/value';

const FLAGS: Readonly<Record<string, string>> = {
  I: 'i',
  IGNORECASE: 'i',
  M: 'm',
  MULTILINE: 'm',
  S: 's',
  DOTALL: 's',
  VERBOSE: 'x',
  X: 'x',
};

/** A pattern of Python's `re`, compiled or as a text. @throws {@link Unknown} where JavaScript's patterns say it otherwise */
export function pythonPattern(value: Value, flags: Value = undefined): RegExp {
  if (value instanceof Pattern) return value.regex;
  if (typeof value !== 'string') throw new Unknown('a pattern');
  let source = value;
  let own = typeof flags === 'string' ? flags : '';
  const inline = /^\(\?([imsx]+)\)/.exec(source);
  if (inline) {
    own += inline[1]!;
    source = source.slice(inline[0].length);
  }
  if (own.includes('x')) source = source.replace(/(?<!\\)#[^\n]*/g, '').replace(/(?<!\\)\s+/g, '');
  if (/\(\?(?:P>|\(|[imsx-]+[:)])|\[\[|\\[Gz]|\\$/.test(source)) throw new Unknown('a pattern');
  source = source
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replace(/\\A/g, '^')
    .replace(/\\Z/g, '$');
  const made = { source, flags: `${[...new Set(own.replace('x', ''))].join('')}${/\\p\{/.test(source) ? 'u' : ''}d` };
  try {
    return new ProgramPattern(made.source, made.flags);
  } catch {
    throw new Unknown('a pattern');
  }
}

/** The text of flags, as `re.I | re.M` gives them. */
export function flagOf(name: string): Value | undefined {
  return FLAGS[name];
}

function nameOfType(value: List | number | bigint | null): string {
  if (value === null) return 'NoneType';
  return value instanceof List ? value.kind : typeof value === 'bigint' ? 'int' : 'float';
}

function anchored(regex: RegExp, whole: boolean): RegExp {
  return new ProgramPattern(whole ? `(?:${regex.source})$(?![\\s\\S])` : regex.source, `${regex.flags}y`);
}

/** A match as an object: its groups by number and by name. */
function matchOf(found: RegExpMatchArray | null): Value {
  if (!found) return null;
  const all = new List([...found].map((each) => each ?? null));
  const names = new Dict();
  for (const [name, each] of Object.entries(found.groups ?? {})) names.set(name, each ?? null);
  const spans = new List(
    [...(found.indices ?? [])].map((each) => new List(each ? [BigInt(each[0]), BigInt(each[1])] : [-1n, -1n], 'tuple')),
  );
  const places = new Dict();
  for (const [name, each] of Object.entries(found.indices?.groups ?? {}))
    places.set(name, new List(each ? [BigInt(each[0]), BigInt(each[1])] : [-1n, -1n], 'tuple'));
  return new Obj(
    undefined,
    new Map<string, Value>([
      ['groups', all],
      ['names', names],
      ['spans', spans],
      ['named', places],
      ['lastgroup', lastGroup(found)],
      ['string', found.input ?? ''],
    ]),
    'match',
  );
}

/** The name of the group that matched last, if it has one. */
function lastGroup(found: RegExpMatchArray): Value {
  const at = found.findLastIndex((each, place) => place > 0 && each !== undefined);
  const { groups = {}, indices } = found;
  const names = Object.keys(groups).filter((name) => groups[name] !== undefined);
  const own = indices?.[at];
  const fitting = names.filter((name) => indices?.groups?.[name]?.[0] === own?.[0] && indices?.groups?.[name]?.[1] === own?.[1]);
  return fitting.at(-1) ?? null;
}

function groupOf(of: Obj, key: Value): Value {
  const all = of.fields.get('groups') as List;
  if (typeof key === 'bigint') {
    if (Number(key) >= all.items.length) throw new Unknown('no such group');
    return all.items[Number(key)];
  }
  const names = of.fields.get('names') as Dict;
  if (!names.has(key)) throw new Unknown('no such group');
  return names.get(key);
}

/** A method of a match, or its element; undefined for another name. */
export function ofMatch(of: Obj, name: string, args: readonly Value[], named: ReadonlyMap<string, Value>): Value | undefined {
  const all = of.fields.get('groups') as List;
  const instead = args[0] ?? named.get('default') ?? null;
  switch (name) {
    case '__getitem__':
    case 'group':
      if (args.length > 1)
        return new List(
          args.map((each) => groupOf(of, each)),
          'tuple',
        );
      return groupOf(of, args[0] ?? 0n);
    case 'groups':
      return new List(
        all.items.slice(1).map((each) => each ?? instead),
        'tuple',
      );
    case 'groupdict':
      return of.fields.get('names')!;
    case 'span':
    case 'start':
    case 'end': {
      const named = typeof args[0] === 'string' ? (of.fields.get('named') as Dict).get(args[0]) : undefined;
      if (args[0] !== undefined && typeof args[0] !== 'bigint' && !named) throw new Unknown('a group');
      const span = (named ?? (of.fields.get('spans') as List).items[Number(args[0] ?? 0)]) as List;
      return name === 'span' ? span : span.items[name === 'start' ? 0 : 1];
    }
    default:
      return undefined;
  }
}

function filled(template: string, found: RegExpMatchArray): string {
  return template.replace(/\\(?:(\d)|g<(\w+)>|(n)|(.))/g, (_, place: string, name: string, line: string, sign: string) => {
    if (line) return '\n';
    if (sign !== undefined) return `\\${sign}`;
    const key = place ?? name;
    return (/^\d+$/.test(key) ? found[Number(key)] : found.groups?.[key]) ?? '';
  });
}

/** `re.NAME(pattern, …)`; undefined for another name. */
export function ofRe(it: Machine, name: string, args: readonly Value[], named: ReadonlyMap<string, Value>): Value | undefined {
  const flags = (at: number): Value => named.get('flags') ?? args[at];
  const subject = (at: number): string => {
    const value = args[at];
    if (value === null || isNumber(value) || value instanceof List)
      return fail('TypeError', `expected string or bytes-like object, got '${nameOfType(value)}'`);
    if (typeof value !== 'string') throw new Unknown('no text');
    return value;
  };
  const global = (regex: RegExp): RegExp => new ProgramPattern(regex.source, `${regex.flags}g`);
  switch (name) {
    case 'compile':
      return new Pattern(pythonPattern(args[0], flags(1)), typeof args[0] === 'string' ? args[0] : undefined);
    case 'escape':
      return subject(0).replace(/[.*+?^${}()|[\]\\ #&~-]/g, '\\$&');
    case 'match':
    case 'fullmatch': {
      const regex = pythonPattern(args[0], flags(2));
      return matchOf(anchored(regex, name === 'fullmatch').exec(subject(1)));
    }
    case 'search': {
      const regex = pythonPattern(args[0], flags(2));
      return matchOf(regex.exec(subject(1)));
    }
    case 'findall':
      return new List(
        [...subject(1).matchAll(global(pythonPattern(args[0], flags(2))))].map((each) =>
          each.length > 2
            ? new List(
                each.slice(1).map((one) => one ?? ''),
                'tuple',
              )
            : (each[1] ?? each[each.length - 1] ?? ''),
        ),
      );
    case 'finditer': {
      const regex = pythonPattern(args[0], flags(2));
      return Stream.of([...subject(1).matchAll(global(regex))].map((each) => matchOf(each)).values());
    }
    case 'split': {
      const most = named.get('maxsplit') ?? args[2];
      if (most !== undefined && !(isNumber(most) && Number(most) === 0)) throw new Unknown('a limited split');
      return new List(
        subject(1)
          .split(pythonPattern(args[0], named.get('flags')))
          .map((each) => each ?? null),
      );
    }
    case 'sub':
    case 'subn': {
      const [, to] = args;
      const most = named.get('count') ?? args[3];
      const regex = pythonPattern(args[0], flags(4));
      let left = most === undefined || Number(most) === 0 ? Number.POSITIVE_INFINITY : Number(most);
      let [made, from] = ['', 0];
      let count = 0n;
      const whole = subject(2);
      for (const each of whole.matchAll(global(regex))) {
        if (left-- <= 0) break;
        const by = typeof to === 'string' ? filled(to, each) : it.call(to, [matchOf(each)]);
        if (typeof by !== 'string') throw new Unknown('no text');
        made += whole.slice(from, each.index) + by;
        count += 1n;
        from = each.index + each[0].length;
      }
      made += whole.slice(from);
      return name === 'subn' ? new List([made, count], 'tuple') : made;
    }
    default:
      return undefined;
  }
}

/** A method of a compiled pattern; undefined for another name. */
export function ofPattern(
  it: Machine,
  of: Pattern,
  name: string,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Value | undefined {
  const [first, from, to] = args;
  if (/^(?:match|fullmatch|search|finditer|findall)$/.test(name) && from !== undefined) {
    if (to !== undefined || typeof from !== 'bigint' || typeof first !== 'string' || !/^(?:match|search)$/.test(name))
      throw new Unknown('a part of a text');
    const regex = new ProgramPattern(of.regex.source, `${of.regex.flags}${name === 'match' ? 'y' : 'g'}`);
    regex.lastIndex = Number(from);
    return matchOf(regex.exec(first));
  }
  if (/^subn?$/.test(name)) return ofRe(it, name, [of, args[0], args[1], ...args.slice(2)], named);
  return ofRe(it, name, [of, ...args], named);
}
