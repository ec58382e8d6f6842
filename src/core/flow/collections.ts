import type { Expr } from '../syntax/lower/ir';
import { lineOf } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import type { OriginStep, Place } from './originSteps';
import { nearName, similarKey } from './nearName';
import { chainOf } from './changes';
import { indexOf } from './codeIndex';
import { emptySubscript } from './library/emptyResults';
import { filesLike, SELF } from './program';
import { fieldNames, structType } from './structs';
import { after, ended, placeOf, stop, unknown, written, type FlowWalk } from './walk';
import { textOf, type At, type Path, type Program, type Selector, type Way } from './way';
import { traitsOf } from './traits';

type MapExpr = Extract<Expr, { kind: 'map' }>;
type ListExpr = Extract<Expr, { kind: 'list' }>;

/** A map or an object that is written out. */
export function ofMap(walk: FlowWalk, expr: MapExpr, path: Path, at: At, hops: number): Way[] {
  const [first, ...rest] = path;
  if (!first) return [stop(expr, path, at)];
  switch (first.kind) {
    case 'count':
      return [stop(expr, path, at)];
    case 'awaited':
      return ofMap(walk, expr, rest, at, hops);
    case 'key':
      return ofKey(walk, expr, first, path, at, hops);
    case 'keyOf':
      return ofKeys(walk, expr, rest, at, hops);
    case 'each':
      // A block of Ruby gets the key and the value.
      if (traitsOf(at.file.language).membersAreCalls && rest[0]?.kind === 'key' && /^[01]$/.test(rest[0].key))
        return rest[0].key === '0' ? ofKeys(walk, expr, rest.slice(1), at, hops) : ofValues(walk, expr, first, rest.slice(1), at, hops);
      // A loop over a dict of Python goes through its keys.
      if (traitsOf(at.file.language).loopsOverKeys) return ofKeys(walk, expr, rest, at, hops);
      return ofValues(walk, expr, first, rest, at, hops);
    case 'computed': {
      const isWhole = rest.length === 0;
      const isEmpty = expr.entries.some(({ value }) => value.kind === 'literal' && value.of === 'nothing');
      if (isWhole && !isEmpty) return ofComputed(walk, expr, first, path, at, hops);
      return ofValues(walk, expr, first, rest, at, hops);
    }
    default:
      return ofValues(walk, expr, first, rest, at, hops);
  }
}

function ofKeys(walk: FlowWalk, { entries, ...expr }: MapExpr, rest: Path, at: At, hops: number): Way[] {
  return entries.flatMap(({ key, value }) =>
    key ? walk.follow(key, rest, at, hops) : [unknown(value, [{ kind: 'keyOf', of: written(at, expr) }, ...rest], at)],
  );
}

function ofValues(walk: FlowWalk, { entries, ...expr }: MapExpr, first: Selector, rest: Path, at: At, hops: number): Way[] {
  if (entries.length === 0) return [stop({ ...expr, entries }, [first, ...rest], at)];
  return entries.flatMap(({ key, value }) =>
    key || value.kind !== 'same' ? walk.follow(value, rest, at, hops) : walk.follow(value, [first, ...rest], at, hops),
  );
}

/** The value under a key: what comes later replaces what came before; nothing is told of it where something later is not known. */
function ofKey(walk: FlowWalk, expr: MapExpr, first: Extract<Selector, { kind: 'key' }>, path: Path, at: At, hops: number): Way[] {
  const ways = laterFirst(walk, expr, first, path, at, hops);
  const isKnown = ways.findIndex(({ open, steps }) => open && steps.length === 0) !== 0;
  return isKnown || ways.length < 2 ? ways : ways.map(({ end, ...way }) => (end ? { ...way, open: true as const } : way));
}

function laterFirst(walk: FlowWalk, expr: MapExpr, first: Extract<Selector, { kind: 'key' }>, path: Path, at: At, hops: number): Way[] {
  const rest = path.slice(1);
  const maybe: Way[] = [];
  const lacking: Way[] = [];
  let position = expr.entries.filter(({ key }) => !key).length;
  for (const { key, value, start, end } of expr.entries.toReversed()) {
    if (key?.kind === 'literal' && !key.parts) {
      if (key.value !== first.key) continue;
      const place = placeOf(at, { start, end });
      const isNamed = /^[\w$@.:>-]+$/.test(first.of);
      const member = isNamed ? `${first.of}.${first.key}` : first.key;
      const expression = first.written === undefined || first.by === undefined ? member : `${first.of}[${first.by}]`;
      const step: OriginStep = { kind: 'written', ...place, expression, value: written(at, value) };
      if (rest.length === 0 && value.kind === 'literal' && value.of === 'nothing')
        return [...maybe, ended({ kind: 'literal', ...place, name: first.key, value: value.value }, value, rest, at)];
      const ways = walk.follow(value, rest, at, hops);
      const isPlain = value.kind === 'name' && value.name === first.key;
      return [...maybe, ...(isPlain ? ways : after(step, ways))];
    }
    if (key) {
      maybe.push(unknown(value, rest, at));
      continue;
    }
    position -= 1;
    if (value.kind !== 'same') {
      // PHP: an element without a key has its position.
      if (String(position) === first.key) return walk.follow(value, rest, at, hops);
      continue;
    }
    const ways = walk.follow(value, path, at, hops);
    const lacks = (way: Way): boolean => way.end?.kind === 'missingKey' && way.last.path.length === path.length;
    if (ways.every(lacks)) continue;
    const replaced = replacedSection(walk, expr, value, ways, path, at, hops);
    if (replaced) return [...maybe, replaced];
    // Some of them have it: the others leave what comes before.
    const known = ways.filter((way) => !lacks(way));
    if (known.length === ways.length && !known.some(({ open }) => open)) return [...maybe, ...known];
    maybe.push(...known);
    // Of several that a key chooses, another one may have been taken.
    const isChosen = value.of.kind === 'index';
    lacking.push(...ways.filter(lacks).map(({ end, ...way }) => (end && !isChosen ? { ...way, end } : { ...way, open: true as const })));
  }
  if (maybe.length > 0) return [...maybe, ...lacking];
  return rest.some(({ kind }) => kind !== 'awaited') ? [] : missing(walk, expr, first, path, at);
}

/** Objects are put together, only their first level: a section of the later one replaces the whole of the earlier one, which has the key. */
function replacedSection(
  walk: FlowWalk,
  expr: MapExpr,
  spread: Expr,
  ways: readonly Way[],
  path: Path,
  at: At,
  hops: number,
): Way | undefined {
  const [section] = path;
  if (
    path.length < 2 ||
    section?.kind !== 'key' ||
    ways.length === 0 ||
    !ways.every(({ end, open }) => (end ? end.kind === 'missingKey' : open))
  )
    return undefined;
  const before = expr.entries.slice(
    0,
    expr.entries.findIndex(({ value }) => value === spread),
  );
  const has = before.some(({ key, value }) => {
    const inner = key?.kind === 'literal' ? (key.value === section.key ? path.slice(1) : undefined) : path;
    const found = inner ? walk.follow(value, inner, at, hops) : [];
    return found.length > 0 && found.every(({ end, open }) => !end && !open);
  });
  return has ? ended({ kind: 'merged', ...placeOf(at, expr), text: written(at, expr), section: section.key }, expr, path, at) : undefined;
}

/** Whether a line has the last name of what is written, of a call the name that it calls. */
function lineHas({ program }: FlowWalk, { file, line }: Place, written: string): boolean {
  const named = written.endsWith(')') ? written.slice(0, written.lastIndexOf('(')) : written;
  const name = /[\w$]+(?=[^\w$]*$)/.exec(named)?.[0] ?? '';
  return program.files.find((each) => each.file === file)?.lines[line - 1]?.includes(name) ?? true;
}

/** A key that a literal has not got. */
function missing(walk: FlowWalk, expr: MapExpr, first: Extract<Selector, { kind: 'key' }>, path: Path, at: At): Way[] {
  const keys = keysOf(walk, expr, at);
  if (!keys) return [unknown(expr, path, at)];
  const texts = [...new Set(keys.map(({ text }) => text))];
  const near = nearName(first.key, texts) ?? similarKey(first.key, texts);
  const place = keys.find(({ text }) => text === near)?.place ?? placeOf(at, expr);
  const end = {
    kind: 'missingKey' as const,
    ...place,
    object: first.of,
    key: first.key,
    ...(near ? { near } : texts.length > 0 && { keys: texts }),
    ...(!lineHas(walk, place, first.of) && { elsewhere: true as const }),
  };
  return [ended(end, expr, path, at)];
}

/** The keys of a literal and of what is spread into it; undefined where one is not known. */
function keysOf(walk: FlowWalk, expr: MapExpr, at: At): { text: string; place: { file: string; line: number } }[] | undefined {
  const found: { text: string; place: { file: string; line: number } }[] = [];
  for (const { key, value, start, end } of expr.entries) {
    if (key?.kind === 'literal') found.push({ text: key.value, place: placeOf(at, { start, end }) });
    else if (key) return undefined;
    else if (value.kind === 'same')
      for (const { last } of walk.follow(value, [], at, 1)) {
        const inner = last.expr.kind === 'map' && last.path.length === 0 ? last.expr.entries : undefined;
        if (!inner?.every((each) => each.key?.kind === 'literal')) return undefined;
        for (const each of inner) if (each.key?.kind === 'literal') found.push({ text: each.key.value, place: placeOf(last.at, each) });
      }
  }
  return found;
}

/** A value under a key that the code does not tell. */
function ofComputed(
  walk: FlowWalk,
  expr: MapExpr,
  first: Extract<Selector, { kind: 'computed' }>,
  path: Path,
  at: At,
  hops: number,
): Way[] {
  const note = emptySubscript(at.file.language);
  const place = placeOf(at, expr);
  if (expr.entries.length === 0) {
    if (!note) return [stop(expr, path, at)];
    return [ended({ kind: 'lookup', ...place, expression: `${first.of}[${first.key}]`, note }, expr, path, at)];
  }
  const keys = keysOf(walk, expr, at)?.map(({ text }) => text);
  if (!keys?.every((each) => /^[\w .$-]+$/.test(each))) return ofValues(walk, expr, first, path.slice(1), at, hops);
  return [ended({ kind: 'onlyKeys', ...place, object: first.of, keys }, expr, path, at)];
}

/** Whether the program sets a member of this name of an object that exists, other than its own. */
export function isSetSomewhere(program: Program, name: string, file: SyntaxFile): boolean {
  return filesLike(program, file.language).some((each) =>
    indexOf(each).sets.some(({ target }) => {
      const { root, path } = chainOf(target, each);
      const last = path.at(-1)?.selector;
      if (last?.kind !== 'key' || last.key !== name) return false;
      return !(path.length === 1 && root.kind === 'name' && SELF.test(root.name));
    }),
  );
}

/** A list that is written out. */
export function ofList(walk: FlowWalk, expr: ListExpr, path: Path, at: At, hops: number): Way[] {
  const [first, ...rest] = path;
  if (!first) return [stop(expr, path, at)];
  switch (first.kind) {
    case 'count':
      return [stop(expr, path, at)];
    case 'awaited':
      return ofList(walk, expr, rest, at, hops);
    case 'key': {
      const spread = expr.elements.some(isSpread);
      const type = traitsOf(at.file.language).severalResults && !/^\d/.test(first.key) ? structType(at.file, expr) : undefined;
      const position = type === undefined ? -1 : fieldNames(walk.program, at.file, type).indexOf(first.key);
      if (position >= 0 && expr.elements[position]) return walk.follow(expr.elements[position], rest, at, hops);
      if (!/^-?\d+$/.test(first.key)) return [/^(?:length|size|count)$/.test(first.key) ? stop(expr, path, at) : unknown(expr, path, at)];
      const element = spread ? undefined : expr.elements.at(Number(first.key));
      if (element) return walk.follow(element, rest, at, hops);
      return spread ? elements(walk, expr, first, rest, at, hops) : rest.length > 0 ? [] : [unknown(expr, path, at)];
    }
    case 'keyOf':
      return [stop(expr, path, at)];
    default:
      return elements(walk, expr, first, rest, at, hops);
  }
}

function elements(walk: FlowWalk, expr: ListExpr, first: Selector, rest: Path, at: At, hops: number): Way[] {
  if (expr.elements.length === 0) return [stop(expr, [first, ...rest], at)];
  return expr.elements.flatMap((each) =>
    isSpread(each) ? walk.follow(each, [{ kind: 'each', of: first.of }, ...rest], at, hops) : walk.follow(each, rest, at, hops),
  );
}

function isSpread(expr: Expr): boolean {
  return expr.kind === 'same' && expr.how === 'spread';
}

/** What a comprehension makes. */
export function ofComprehension(walk: FlowWalk, expr: Extract<Expr, { kind: 'each' }>, path: Path, at: At, hops: number): Way[] {
  const [first, ...rest] = path;
  if (!first) return [stop(expr, path, at)];
  switch (first.kind) {
    case 'count': {
      const [condition] = expr.conditions;
      const [loop] = expr.loops;
      if (!loop) return [stop(expr, path, at)];
      if (!condition) return walk.follow(loop.over, path, at, hops);
      const note = `is empty when no element of \`${textOf(at, loop.over)}\` meets \`${textOf(at, condition)}\``;
      return [ended({ kind: 'lookup', ...placeOf(at, expr), expression: written(at, expr), note }, expr, path, at)];
    }
    case 'awaited':
      return ofComprehension(walk, expr, rest, at, hops);
    case 'keyOf':
      return expr.key ? walk.follow(expr.key, rest, at, hops) : [stop(expr, path, at)];
    case 'each':
      if (expr.of === 'map') return expr.key ? walk.follow(expr.key, rest, at, hops) : [unknown(expr, path, at)];
      break;
    default:
  }
  const value = expr.element;
  const step: OriginStep = {
    kind: 'filled',
    file: at.file.file,
    line: lineOf(at.file, value.start),
    of: first.of,
    value: written(at, value),
    keyed: expr.of === 'map',
  };
  return after(step, walk.follow(value, rest, at, hops));
}
