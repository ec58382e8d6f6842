import { only } from '../../only';
import type { Definition, FunctionNode, SyntaxFile, SyntaxLanguage } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { isGuarded } from './branchesAround';
import { escapePattern } from './escapePattern';
import { writtenIn, type ExpressionAt, type OriginStep, type ValueOrigin } from '../../flow/originSteps';
import { MOST_HOPS, type OriginWalk } from './originWalk';
import type { ProgramView } from './programView';
import { closingAt, partUnder, splitTop } from './writtenParts';

/** A place that adds to a collection; 1-based line. */
export interface Added {
  file: SyntaxFile;
  fn: FunctionNode | undefined;
  line: number;
  value: string;
  /** Under a key, or one after the other. */
  keyed: boolean;
  key?: string;
}

/** The expression by which a program fills a collection. */
interface Filling extends Added {
  /** By a call or an assignment of its own, beside which others may add, too. */
  added?: true;
  /** The way of the collection to the place that fills it. */
  steps: OriginStep[];
}

const LONGEST_LINE = 500;

/** Calls that add their last argument to their receiver. */
const ADDS =
  /^(?:append|appendleft|push|push_back|emplace_back|unshift|add|Add|addLast|addFirst|offer|enqueue|Enqueue|insert|put|set|Set|putIfAbsent)$/;

/** Calls that give the elements of their receiver or argument unchanged. */
const SAME_ELEMENTS =
  /^(?:Object\.(?:values|entries)|enumerate|sorted|list|tuple|reversed|iter|Array\.from)\((.+)\)$|^(.+?)\.(?:items|values|entries|iter|iter_mut|into_iter|entrySet|each_with_index|enumerate)\(\)$/s;

/** Ruby: blocks that get more than the element. */
const WITH_MORE = /\.(?:(?:each_)?with_(?:index|object)|(?<folds>inject|reduce))\b/;

/** Loops whose first name is a key or a position. */
const WITH_KEY = /^(?:Object\.entries|enumerate)\(|\.(?:items|entries|entrySet)\(\)$/;

/**
 * An element of a collection, followed into the expression that a comprehension or a `map` makes each of them by, or into the only place
 * that adds one; undefined where the program does not show it.
 * @param path where in the element the value is: of `for name, price in pairs`
 * @param property a member of the element that is followed instead of the element
 */
export function ofFilling(
  walk: OriginWalk,
  collection: string,
  at: ExpressionAt,
  hops: number,
  { path = [], property }: { path?: readonly string[]; property?: string } = {},
): ValueOrigin | undefined {
  if (hops >= MOST_HOPS) return undefined;
  const way = walk.follow(collection, at, hops + 1);
  const filling = fillingOf(walk, collection, way, at);
  if (!filling) return undefined;
  const { file, fn, line, keyed, added, steps } = filling;
  const value = path.reduce<string | undefined>((text, key) => text && partOf(text, key), filling.value);
  if (value === undefined) return undefined;
  const step: OriginStep = {
    kind: 'filled',
    file: file.file,
    line,
    of: collection,
    value: filling.value,
    keyed,
    ...(added && { added }),
    ...(property !== undefined && { member: property }),
  };
  const inside = { file, fn, line };
  const member = property === undefined ? undefined : partOf(value, property);
  const further =
    property === undefined || member !== undefined
      ? walk.follow(member ?? value, inside, hops + 1)
      : walk.member(value, property, inside, hops + 1);
  return { ...further, steps: [...steps, step, ...further.steps] };
}

/** The collection of a loop over it, and where in its element the loop's name is: `for at, order in enumerate(orders)`. */
export function loopedOver(
  { value = '', path, startLine }: Definition,
  { language, lines }: SyntaxFile,
): { collection: string; path: readonly string[] } | undefined {
  const text = value.trim();
  const [, argument, receiver] = SAME_ELEMENTS.exec(text) ?? [];
  const collection = (argument ?? receiver ?? text).trim();
  if (!/^[\w$@.>()[\]'"&*-]{1,120}$/.test(collection)) return undefined;
  const block = language === 'ruby' ? WITH_MORE.exec((lines[startLine - 1] ?? '').slice(0, LONGEST_LINE))?.groups : undefined;
  if (block) return path[0] === (block['folds'] ? '1' : '0') ? { collection, path: path.slice(1) } : undefined;
  if (!WITH_KEY.test(text) && !(language === 'go' && path.length > 0)) return { collection, path };
  return path[0] === '1' ? { collection, path: path.slice(1) } : undefined;
}

function fillingOf(walk: OriginWalk, collection: string, { steps, end }: ValueOrigin, at: ExpressionAt): Filling | undefined {
  for (const [index, step] of steps.entries()) {
    const file = walk.view.file(step.file);
    const text = writtenIn(step)?.trim() ?? '';
    const value = file && elementMadeIn(text, file.language);
    if (!value) continue;
    const line = lineWith(file, step.line, value);
    return { file, fn: file.enclosing(step.line), line, value, keyed: false, steps: steps.slice(0, index + 1) };
  }
  const added = only(placesThatAdd(walk.view, collection, { steps, ...(end && { end }) }, at) ?? []);
  return added && !isGuarded(added.file, added.value, added.line) ? { ...added, added: true, steps } : undefined;
}

/**
 * The places that add to a collection which begins without elements; undefined where it does not.
 * @param origin where the collection comes from
 */
export function placesThatAdd(view: ProgramView, collection: string, { steps, end }: ValueOrigin, at: ExpressionAt): Added[] | undefined {
  const last = steps.at(-1);
  const written = last && writtenIn(last)?.trim();
  if (end || (written !== undefined && !EMPTY.test(written))) return undefined;
  const file = last && view.file(last.file);
  // The name by which the last function knows it; a class declares its fields without the object in front.
  const named = last && 'name' in last ? last.name : undefined;
  const name =
    steps.length === 0 || (named !== undefined && new RegExp(`[.>@]\\$?${escapePattern(named)}$`).test(collection)) ? collection : named;
  const where = last && file ? { file, fn: file.enclosing(last.line), line: last.line } : at;
  return name === undefined ? undefined : addedTo(view, name, where);
}

/** A collection without elements, as written. */
const EMPTY =
  /^(?:\[\s*\]|\{\s*\}|(?:new\s+)?(?:\w{1,80}(?:\.|::)){0,4}(?:Map|WeakMap|Set|HashMap|TreeMap|LinkedHashMap|ConcurrentHashMap|HashSet|LinkedHashSet|TreeSet|BTreeMap|Dictionary|SortedDictionary|ConcurrentDictionary|Hashtable|Hash|Array|List|ArrayList|LinkedList|ArrayDeque|Queue|Stack|Vec|OrderedDict|list|dict|set|deque|defaultdict)(?:<[^()]{0,120}>)?(?:(?:::new|\.new)?\(\w{0,40}\)|\{\s*\})|&?\w*map\[[^{}]{1,80}\{\s*\}|\[\]\*?[\w.]{1,80}\{\s*\}|make\([^()]{1,120}\)|(?:vec!\[\]|array\(\))|mutable\w+Of\(\)|(?:dataclasses\.)?field\(default_factory=\w+\))$/;

/** The places that add to a collection: `found.append(user)`, `q.jobs[name] = job`, `all = append(all, job)`. */
export function addedTo(view: ProgramView, name: string, at: ExpressionAt): Added[] {
  const field = /[.>@]\$?(\w{1,80})$/.exec(name)?.[1] ?? ownField(view, name, at);
  const files =
    field === undefined || field === name
      ? [at.file]
      : view.files.filter(({ language }) => familyOf(language) === familyOf(at.file.language));
  const isTarget = (text: string | undefined): boolean =>
    text !== undefined &&
    (field === undefined || field === name
      ? text.trim().replace(/^this\./, '') === name
      : new RegExp(`[.>@]\\$?${escapePattern(field)}$`).test(text.trim()));
  return files.flatMap((file) => {
    const range = field === undefined && at.fn ? at.fn : { startLine: 1, endLine: file.lines.length };
    const calls = file.calls(range).flatMap(({ name: callee, receiver, args, startLine }) => {
      const free = receiver === undefined && callee === 'append' && isTarget(args[0]);
      const value = ADDS.test(callee) && (free || isTarget(receiver)) ? args.at(-1)?.trim() : undefined;
      const keyed = !free && args.length > 1;
      return value === undefined || (free && args.length !== 2)
        ? []
        : [
            {
              file,
              fn: file.enclosing(startLine),
              line: startLine,
              value,
              keyed,
              ...(keyed && args.length === 2 && { key: args[0]!.trim() }),
            },
          ];
    });
    const stored = file.allDefinitions(range).flatMap(({ name: target, value, startLine }) => {
      const [, container, key = ''] = /^(.{1,120}?)\[([^[\]]{0,120})\]$/s.exec(target) ?? [];
      return isTarget(container) && value !== undefined
        ? [
            {
              file,
              fn: file.enclosing(startLine),
              line: startLine,
              value: value.trim(),
              keyed: key.trim() !== '',
              ...(key.trim() && { key: key.trim() }),
            },
          ]
        : [];
    });
    const pushed = file
      .operations(range)
      .flatMap(({ operator, left, right, line }) =>
        operator === '<<' && file.language === 'ruby' && isTarget(left)
          ? [{ file, fn: file.enclosing(line), line, value: right.trim(), keyed: false }]
          : [],
      );
    return [...calls, ...stored, ...pushed];
  });
}

/** Java, C#, C++: a name without an object that is a field of the class. */
function ownField(view: ProgramView, name: string, { file, fn }: ExpressionAt): string | undefined {
  const isField = /^\w+$/.test(name) && /^(?:java|csharp|cpp)$/.test(familyOf(file.language));
  return isField && view.definitionsOf(name, file, fn).some(({ kind }) => kind === 'field') ? name : undefined;
}

const MAPS: Readonly<Record<string, RegExp>> = {
  java: /\.map\(\s*(?:\w+|\([^()]{0,120}\))\s*->\s*/,
  csharp: /\.Select\(\s*(?:\w+|\([^()]{0,120}\))\s*=>\s*/,
};

/** What may stand behind the call that makes the elements. */
const COLLECTED = /^[\s)\]]{0,20}(?:\.(?:toList|ToList|ToArray|collect|toArray|sort|sorted|reverse)\b[^;]{0,200})?$/;

/** The element that a call of `map` makes: `find(id)` of `ids.map(id -> find(id))`. */
function elementMadeIn(text: string, language: SyntaxLanguage): string | undefined {
  const head = MAPS[familyOf(language)]?.exec(text);
  if (!head) return undefined;
  const from = head.index + head[0].length;
  const end = closingAt(text.slice(from));
  const body = end < 0 ? '' : text.slice(from, from + end).trim();
  if (!body || !COLLECTED.test(text.slice(from + end + 1))) return undefined;
  return body.startsWith('{') ? onlyReturn(body) : (/^\(([^]*)\)$/.exec(body)?.[1]?.trim() ?? body);
}

/** What a body returns in its only `return`, which is its end: `{ const cells = split(line); return cells[0]; }`. */
function onlyReturn(body: string): string | undefined {
  const [before, value, ...others] = body.slice(1, -1).split(/\breturn\b/);
  return before !== undefined && others.length === 0 ? value?.trim().replace(/;$/, '') || undefined : undefined;
}

/** A part of a tuple, a list or an object that is written out. */
function partOf(text: string, key: string): string | undefined {
  const inner = /^[[({]([^]*)[\])}]$/.exec(text.trim())?.[1];
  if (inner === undefined) return undefined;
  const parts = splitTop(inner);
  if (!/^\d+$/.test(key)) return partUnder(parts, key);
  return parts.some((part) => /^\s*(?:\*|\.\.\.)/.test(part)) ? undefined : parts[Number(key)]?.trim();
}

/** The line of a statement on which an expression in it begins. */
function lineWith({ lines }: SyntaxFile, from: number, value: string): number {
  const first = value.split('\n', 1)[0]!.trim();
  const at = lines.slice(from - 1, from + 30).findIndex((line) => line.slice(0, LONGEST_LINE).includes(first));
  return at < 0 ? from : from + at;
}
