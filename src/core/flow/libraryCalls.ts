import { only } from '../only';
import type { Entry, Expr } from '../syntax/lower/ir';
import { within } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import { canEnd, resultsOf } from './results';
import { calledName, indexOf, nameOfFn, type Call } from './codeIndex';
import { emptyResultOf } from './library/emptyResults';
import { passingRow } from './library/library';
import type { LibraryRow } from './library/rows';
import { isBare } from './changes';
import { ofList, ofMap } from './collections';
import { isPart, namedAt } from './program';
import { variableAt } from './variables';
import { after, ended, placeOf, stop, unknown, written, type FlowWalk } from './walk';
import { textOf, type At, type Path, type Selector, type Way } from './way';
import { traitsOf } from './traits';

/** What a library's call gives, by its row; undefined where none is known. */
export function ofLibrary(walk: FlowWalk, call: Call, path: Path, at: At, hops: number): Way[] | undefined {
  const name = calledName(call);
  const { callee } = call;
  const receiver = callee.kind === 'member' ? callee.of : undefined;
  const qualified = receiver ? textOf(at, callee) : callee.kind === 'name' && callee.name.includes('::') ? callee.name : name;
  if (call.makes && !/(?:Map|Set|List|Deque|Queue|Dictionary|Promise|\])$/.test(name)) return undefined;
  const [first] = path;
  const isMap = call.makes === true && name === 'Map' && !traitsOf(at.file.language).membersAreCalls && path.length === 1;
  if (isMap && (first?.kind === 'key' || first?.kind === 'computed')) {
    if (first.written === 'brackets') {
      const note = `is a Map, and brackets read a property of the Map itself: \`${first.of}.get(${first.kind === 'key' ? `'${first.key}'` : first.key})\` would read an entry`;
      return [ended({ kind: 'lookup', ...placeOf(at, call), expression: first.of, note }, call, path, at)];
    }
    if (call.args.length === 0) {
      const expression = `${first.of}.get(${first.kind === 'key' ? `'${first.key}'` : first.key})`;
      // The way does not know where the map was asked: it is told where the code has that once.
      const line = only(at.file.lines.flatMap((text, index) => (text.includes(expression) ? [index + 1] : [])));
      if (line === undefined) return [stop(call, path, at)];
      const note = 'is undefined for a key that is not in the map';
      return [ended({ kind: 'lookup', file: at.file.file, line, expression, note }, call, path, at)];
    }
  }
  const filled = call.makes ? call.args.at(-1)?.value : undefined;
  if (filled && (filled.kind === 'list' || filled.kind === 'map') && traitsOf(at.file.language).initialisers)
    return path.length === 0
      ? [stop(call, path, at)]
      : ofWritten(walk, name.endsWith('Dictionary') ? 'entries' : 'listed', call, filled, path, at, hops);
  const row = name.endsWith(']') ? EMPTIES : passingRow(at.file.language, name, qualified);
  const note = path.length === 0 ? noteFor(walk, call, name, receiver, at, hops) : undefined;
  const lookup = note
    ? [
        ended(
          {
            kind: 'lookup',
            ...placeOf(at, callee.kind === 'member' ? { start: callee.end - callee.name.length, end: callee.end } : callee),
            expression: shortText(call, at),
            note,
          },
          call,
          path,
          at,
        ),
      ]
    : [];
  if (!row) {
    if (lookup.length > 0) return lookup;
    // Ruby: a member of a value.
    const isMember =
      receiver && call.args.length === 0 && (traitsOf(at.file.language).membersAreCalls || isPart(walk.program, name, at.file));
    return isMember ? walk.follow(receiver, [{ kind: 'key', key: name, of: textOf(at, receiver) }, ...path], at, hops) : undefined;
  }
  if (row.gives === 'listed' || row.gives === 'entries' || row.gives === 'appended')
    return path.length === 0 ? [stop(call, path, at)] : ofWritten(walk, row.gives, call, undefined, path, at, hops);
  if (row.gives === 'empties') return ofEmpties(call, path, at);
  const of = row.of === 'receiver' && row.value === undefined ? receiver : call.args[row.value ?? 0]?.value;
  if (!of) return row.gives === 'fromPairs' || row.gives === 'same' ? [stop(call, path, at)] : lookup.length > 0 ? lookup : undefined;
  const given = ruled(walk, row, call, of, path, at, hops);
  if (row.gives === 'get' && path.length === 0) {
    // What is known of the map says more than what a lookup may give.
    const [asked] = call.args;
    const isKnown = asked !== undefined && walk.selectors(asked.value, '', at, hops).every(({ kind }) => kind === 'key');
    return given.some(({ end }) => end) || (isKnown && !given.some(({ open }) => open)) ? given : [...lookup, ...given];
  }
  return [...lookup, ...given];
}

const EMPTIES: LibraryRow = { calls: '[]', of: 'argument', gives: 'empties' };

/** Java: `new Item[3]` */
function ofEmpties(call: Call, path: Path, at: At): Way[] {
  const [first, ...rest] = path;
  const isElement = first && /^(?:each|any|key|computed|value)$/.test(first.kind);
  if (!isElement || rest.length > 0) return [path.length === 0 ? stop(call, path, at) : unknown(call, path, at)];
  if (!/^[A-Z]/.test(calledName(call))) return [stop(call, path, at)];
  const note = 'makes an array whose elements are null until each one is set';
  return [ended({ kind: 'lookup', ...placeOf(at, call), expression: written(at, call), note }, call, path, at)];
}

/** A call that writes out a collection, as the collection: `List.of(a, b)`, `mapOf("a" to 1)`, `append(all, a)`. */
function ofWritten(
  walk: FlowWalk,
  how: 'listed' | 'entries' | 'appended',
  call: Call,
  filled: Expr | undefined,
  path: Path,
  at: At,
  hops: number,
): Way[] {
  const span = { start: call.start, end: call.end };
  if (filled?.kind === 'map') return ofMap(walk, filled, path, at, hops);
  const values = filled?.kind === 'list' ? filled.elements : call.args.map(({ value }) => value);
  if (how === 'entries') return ofMap(walk, { ...span, kind: 'map', entries: entriesOf(values) }, path, at, hops);
  const [first] = values;
  const elements: Expr[] =
    how === 'appended' && first
      ? [{ start: first.start, end: first.end, kind: 'same', how: 'spread', of: first }, ...values.slice(1)]
      : [...values];
  return ofList(walk, { ...span, kind: 'list', of: 'list', elements }, path, at, hops);
}

/** Pairs that are written out, or keys and values in turn. */
function entriesOf(values: readonly Expr[]): Entry[] {
  const pairs = values.map((value): readonly Expr[] => {
    if (value.kind === 'operate' && value.operator === 'to') return value.operands;
    if (value.kind === 'list') return value.elements;
    return value.kind === 'call' && /^(?:entry|Pair|pair)$/.test(calledName(value)) ? value.args.map((each) => each.value) : [];
  });
  const all = pairs.every(({ length }) => length === 2)
    ? pairs
    : values.flatMap((key, at) => (at % 2 === 0 && values[at + 1] ? [[key, values[at + 1]!]] : []));
  return all.map(([key, value]) => ({ start: key!.start, end: value!.end, key: key!, value: value! }));
}

/** `find(…)` of `orders.find((order) => …)` with what it is called on. */
function shortText(call: Call, at: At, longest = 60): string {
  const text = written(at, call);
  if (text.length <= longest && !text.includes('\n')) return text;
  const name = calledName(call);
  const receiver = call.callee.kind === 'member' ? textOf(at, call.callee.of) : '';
  return receiver === '' || receiver.length > 40 || receiver.includes('\n') ? `${name}(…)` : `${receiver}.${name}(…)`;
}

function noteFor(walk: FlowWalk, call: Call, name: string, receiver: Expr | undefined, at: At, hops: number): string | undefined {
  const text = receiver && textOf(at, receiver);
  const isPattern = receiver?.kind === 'name' && isCompiled(receiver, at);
  const site = {
    name,
    args: call.args.map(({ value }) => textOf(at, value)),
    startLine: 1,
    endLine: 1,
    column: 1,
    construct: false,
    ...(text !== undefined && { receiver: isPattern ? 'pattern' : text }),
  };
  const plain = emptyResultOf(site, at.file.language, false);
  if (plain || !emptyResultOf(site, at.file.language, true)) return plain;
  return receiver && isCollection(walk, receiver, at, hops) ? emptyResultOf(site, at.file.language, true) : undefined;
}

/** Python: `PRICE = re.compile(…)`, whatever it is called. */
function isCompiled(receiver: Extract<Expr, { kind: 'name' }>, at: At): boolean {
  const defs = variableAt(at.file, receiver.name, receiver)?.defs ?? [];
  return defs.some(({ node }) => node.kind === 'assign' && node.value !== undefined && /^re\.compile\(/.test(textOf(at, node.value)));
}

const COLLECTION_TYPE =
  /^(?:new\s+)?(?:\w+\.)*(?:Map|WeakMap|Record|Set|dict|Dict|OrderedDict|Array|List|list|ReadonlyArray|ReadonlyMap|array)\b|^[[{]|\[\]$|^array/;

/** Whether a value is a collection of the language. */
function isCollection(walk: FlowWalk, receiver: Expr, at: At, hops: number): boolean {
  if (receiver.kind === 'name') {
    const defs = variableAt(at.file, receiver.name, receiver)?.defs ?? [];
    if (defs.some(({ param, node }) => COLLECTION_TYPE.test(param?.param.type ?? (node.kind === 'assign' ? (node.type ?? '') : ''))))
      return true;
  }
  const ways = walk.follow(receiver, [], at, hops);
  return ways.some(
    ({ last: { expr }, open, end }) =>
      !open && !end && (expr.kind === 'list' || expr.kind === 'map' || expr.kind === 'each' || isBare(expr) || isCollectionCall(expr)),
  );
}

function isCollectionCall(expr: Expr): boolean {
  return (
    expr.kind === 'call' &&
    /^(?:Map|Set|dict|list|sorted|set|Object\.(?:keys|values|entries|fromEntries)|fromEntries|filter|map|split|keys|values|entries|items|Counter|defaultdict)$/.test(
      calledName(expr),
    )
  );
}

/** Calls that give elements in another order. */
const REORDERS = /sort|revers|shuffle|order|distinct|uniq|thenby|set/i;

function ruled(walk: FlowWalk, row: LibraryRow, call: Call, of: Expr, path: Path, at: At, hops: number): Way[] {
  const [first, ...rest] = path;
  const text = textOf(at, of);
  const follow = (inner: Path): Way[] => walk.follow(of, inner, at, hops);
  const any: Selector = { kind: 'each', of: text };
  const known = [stop(call, path, at)];
  const open = [unknown(call, path, at)];
  const isAny =
    first?.kind === 'each' || first?.kind === 'any' || first?.kind === 'computed' || (first?.kind === 'key' && /^-?\d+$/.test(first.key));
  switch (row.gives) {
    case 'made':
      return path.length === 0 ? known : open;
    case 'itself': {
      const instead = row.instead === undefined ? undefined : call.args[row.instead]?.value;
      if (
        instead?.kind === 'literal' &&
        instead.of === 'nothing' &&
        path.length === 0 &&
        of.kind === 'call' &&
        call.callee.kind === 'member'
      ) {
        const empty = /^find/.test(calledName(of)) ? ': no element passes the filter' : '';
        const note = `gives ${instead.value} where \`${calledName(of)}(…)\` is empty${empty}`;
        const expression = `${call.callee.name}(${instead.value})`;
        return [ended({ kind: 'lookup', ...placeOf(at, instead), expression, note }, call, path, at)];
      }
      return instead ? [...follow(path).filter(({ end }) => !end), ...walk.follow(instead, path, at, hops)] : follow(path);
    }
    case 'textKeys': {
      if (path.length === 0) return known;
      // However deep: all maps in it have such keys.
      const asked = path.find((each) => each.kind === 'key' && each.written === 'symbol');
      if (asked?.kind !== 'key' || asked !== path.at(-1) || !hasTextKey(walk, call, asked.key, at)) return open;
      if (call.args.some(({ name }) => /^symbolize_(?:names|keys)$/.test(name ?? ''))) return open;
      const note = `makes keys that are texts, such as "${asked.key}", and \`:${asked.key}\` is a symbol`;
      return [ended({ kind: 'lookup', ...placeOf(at, call), expression: textOf(at, call.callee), note }, call, path, at)];
    }
    case 'count':
      return known;
    case 'tapped':
      return follow([{ kind: 'awaited', of: text }, ...path]);
    case 'same':
      return path.length === 0 ? known : follow(first?.kind === 'key' && isAny && REORDERS.test(calledName(call)) ? [any, ...rest] : path);
    case 'some':
      if (path.length === 0) return known;
      if (first?.kind === 'count') {
        const note = 'is empty where no element passes';
        return /^(?:filter|select|reject|find_all|array_filter)$/.test(calledName(call))
          ? [ended({ kind: 'lookup', ...placeOf(at, call), expression: shortText(call, at), note }, call, path, at)]
          : open;
      }
      return isAny ? chosenOnes(follow([any, ...rest]), rest) : follow(path);
    case 'element': {
      const instead = row.instead === undefined ? undefined : call.args[row.instead]?.value;
      const own = follow([traitsOf(at.file.language).listsAreMaps ? { kind: 'any', of: text } : any, ...path]);
      return instead ? [...own, ...walk.follow(instead, path, at, hops)] : own;
    }
    case 'values':
      return path.length === 0 ? known : isAny ? follow([{ kind: 'any', of: text }, ...rest]) : open;
    case 'keys':
      return path.length === 0 ? known : isAny ? follow([{ kind: 'keyOf', of: text }, ...rest]) : open;
    case 'pairs': {
      if (path.length === 0 || !isAny) return path.length === 0 ? known : open;
      const [second, ...more] = rest;
      if (second?.kind !== 'key') return open;
      const isList = row.calls.startsWith('enumerate');
      if (second.key === '0') return isList ? [stop(call, path, at)] : follow([{ kind: 'keyOf', of: text }, ...more]);
      return follow([isList ? any : { kind: 'value', of: text }, ...more]);
    }
    case 'fromPairs':
      if (path.length === 0) return known;
      if (of.kind === 'map' || call.args[0]?.name !== undefined) return ofNamed(walk, call, path, at, hops);
      if (first?.kind === 'keyOf') return follow([any, { kind: 'key', key: '0', of: text }, ...rest]);
      return first?.kind === 'each' ? open : followPairs(walk, of, call, path, at, hops);
    case 'merged': {
      const all = [...(row.of === 'receiver' ? [{ value: of }] : []), ...call.args];
      if (path.length === 0) return known;
      return mergedWays(walk, all, call, path, at, hops);
    }
    case 'get': {
      const [asked, instead] = call.args;
      if (!asked) return open;
      const selectors = walk.selectors(asked.value, text, at, hops);
      const own = selectors.flatMap((selector) => walk.lookup(follow([selector, ...path]), selector, asked.value, call, path, at, hops));
      const isFunction = instead?.value.kind === 'fn';
      if (instead && path.length > 0 && isBare(instead.value)) {
        // What is read of the empty default is missing because the key is.
        const whole = selectors.flatMap((selector) => follow([selector]));
        if (whole.some(({ end }) => end)) return whole;
      }
      return instead && !isFunction ? [...own.filter(({ end }) => !end), ...walk.follow(instead.value, path, at, hops)] : own;
    }
    case 'column': {
      const [, column] = call.args;
      if (path.length === 0) return known;
      if (first?.kind === 'count') return follow(path);
      return isAny && column?.value.kind === 'literal' && call.args.length === 2
        ? follow([{ kind: 'any', of: text }, { kind: 'key', key: column.value.value, of: text }, ...rest])
        : open;
    }
    case 'mapped':
    case 'flatMapped':
      return mapped(walk, row, call, of, path, at, hops);
    case 'ran':
      return first?.kind === 'awaited' ? ran(walk, row, call, of, path, at, hops) : path.length === 0 ? known : open;
    case 'resolved':
      return first?.kind === 'awaited' ? resolved(walk, call, rest, at, hops) : path.length === 0 ? known : open;
    case 'promised':
      return first?.kind === 'awaited' ? walk.follow(of, path, at, hops) : path.length === 0 ? known : open;
    case 'all': {
      if (first?.kind !== 'awaited') return path.length === 0 ? known : open;
      const [second, ...more] = rest;
      if (!second) return known;
      if (at.file.language !== 'python') return follow([second, first, ...more]);
      // `asyncio.gather(a(), b())`
      const element =
        second.kind === 'key' && call.args.every(({ value }) => value.kind !== 'same') ? call.args[Number(second.key)]?.value : undefined;
      if (element) return walk.follow(element, [first, ...more], at, hops);
      return call.args.flatMap(({ value }) =>
        walk.follow(value, value.kind === 'same' ? [second, first, ...more] : [first, ...more], at, hops),
      );
    }
    case 'listed':
    case 'entries':
    case 'appended':
    case 'empties':
      return open;
    case 'zipped': {
      if (path.length === 0) return known;
      const [second, ...more] = rest;
      const side = isAny && second?.kind === 'key' ? call.args[Number(second.key)]?.value : undefined;
      return side ? walk.follow(side, [{ kind: 'each', of: textOf(at, side) }, ...more], at, hops) : open;
    }
  }
}

/** Ruby: a YAML file may write its keys as symbols. */
function hasTextKey({ program }: FlowWalk, call: Call, name: string, at: At): boolean {
  if (/^JSON\b/.test(textOf(at, call.callee))) return true;
  const path = call.args[0]?.value;
  const files = (program.data ?? []).filter(
    ({ file }) => /\.ya?ml$/.test(file) && (path?.kind !== 'literal' || file.endsWith(path.value.replace(/^[./]+/, ''))),
  );
  const key = new RegExp(`^[ \\t]{0,40}['"]?${name.replace(/\W/g, '\\$&')}['"]?[ \\t]{0,4}:(?:[ \\t]|$)`);
  return files.some(({ lines }) => lines.some((line) => key.test(line.slice(0, 300))));
}

/** Elements that a condition has chosen: whether those that are missing are among them, it decides. */
function chosenOnes(ways: readonly Way[], rest: Path): Way[] {
  if (rest.length > 0) return [...ways];
  return ways.map(({ end, ...way }) => (end ? { ...way, open: true as const } : way));
}

/** `dict(name='a')`, `dict(other)`. */
function ofNamed(walk: FlowWalk, call: Call, path: Path, at: At, hops: number): Way[] {
  const [first, ...rest] = path;
  const named = first?.kind === 'key' ? call.args.find(({ name }) => name === first.key) : undefined;
  if (named) return walk.follow(named.value, rest, at, hops);
  const [plain] = call.args.filter(({ name }) => name === undefined);
  return plain ? walk.follow(plain.value, path, at, hops) : [unknown(call, path, at)];
}

/** A map of pairs: a key that is written out is looked for among them. */
function followPairs(walk: FlowWalk, of: Expr, call: Call, path: Path, at: At, hops: number): Way[] {
  const [first, ...rest] = path;
  const text = textOf(at, of);
  if (of.kind === 'name' || of.kind === 'member') {
    const whole = walk.follow(of, [], at, hops);
    if (whole.length > 0 && whole.every(({ last: { expr }, open }) => !open && expr.kind === 'map')) return walk.follow(of, path, at, hops);
  }
  if (of.kind === 'list' && first?.kind === 'key') {
    const pair = of.elements.find(
      (each) => each.kind === 'list' && each.elements[0]?.kind === 'literal' && each.elements[0].value === first.key,
    );
    if (pair?.kind === 'list' && pair.elements[1]) return walk.follow(pair.elements[1], rest, at, hops);
    return [unknown(call, path, at)];
  }
  // Which of them is under the key, the code does not show.
  if (first?.kind === 'key') return [unknown(call, path, at)];
  return walk.follow(of, [{ kind: 'each', of: text }, { kind: 'key', key: '1', of: text }, ...rest], at, hops);
}

function mergedWays(walk: FlowWalk, all: readonly { value: Expr; name?: string }[], call: Call, path: Path, at: At, hops: number): Way[] {
  const [first] = path;
  const found: Way[] = [];
  const lacking: Way[] = [];
  for (const { value, name } of all.toReversed()) {
    if (name !== undefined) {
      if (first?.kind === 'key' && first.key === name) return [...found, ...walk.follow(value, path.slice(1), at, hops)];
      continue;
    }
    const ways = walk.follow(value, path, at, hops);
    const missing = ways.filter(({ end }) => end?.kind === 'missingKey');
    lacking.push(...missing);
    found.push(...ways.filter(({ end, last }) => end?.kind !== 'missingKey' && !(isBare(last.expr) && last.path.length > 0)));
    if (missing.length === 0 && ways.length > 0 && first?.kind === 'key' && !ways.some(({ open }) => open)) return found;
  }
  if (found.length > 0) return found;
  // Of what is put together, an empty part says nothing of what is there to begin with.
  const one = lacking.find(({ last }) => !isBare(last.expr)) ?? lacking[0];
  return one ? [one] : [unknown(call, path, at)];
}

/** An element of what a function gives for each element of a collection. */
function mapped(walk: FlowWalk, row: LibraryRow, call: Call, of: Expr, path: Path, at: At, hops: number): Way[] {
  const [first, ...rest] = path;
  if (!first) return [stop(call, path, at)];
  if (first.kind === 'count') return row.gives === 'mapped' ? walk.follow(of, path, at, hops) : [unknown(call, path, at)];
  const isAny =
    first.kind === 'each' || first.kind === 'any' || first.kind === 'computed' || (first.kind === 'key' && /^-?\d+$/.test(first.key));
  const given = call.args[row.fn ?? 0]?.value ?? call.args.at(-1)?.value;
  if (!isAny || !given) return [unknown(call, path, at)];
  const inner: Path = row.gives === 'flatMapped' ? path : rest;
  // `map(&:name)`
  if (given.kind === 'literal' && traitsOf(at.file.language).membersAreCalls)
    return walk.follow(
      of,
      [{ kind: 'each', of: textOf(at, of) }, { kind: 'key', key: given.value, of: textOf(at, of) }, ...inner],
      at,
      hops,
    );
  const named = given.kind === 'fn' ? { kind: 'fn' as const, fn: { file: at.file, fn: given } } : namedAt(walk.program, at.file, given);
  if (named?.kind !== 'fn') {
    const symbol = traitsOf(at.file.language).membersAreCalls ? /^&:(\w+[?!]?)$/.exec(textOf(at, given))?.[1] : undefined;
    if (symbol !== undefined)
      return walk.follow(of, [{ kind: 'each', of: textOf(at, of) }, { kind: 'key', key: symbol, of: textOf(at, of) }, ...inner], at, hops);
    return [unknown(call, path, at)];
  }
  const { fn, file } = named.fn;
  const { listsAreMaps, argumentsMayLack, promises, nothing } = traitsOf(file.language);
  const whole = textOf(at, of);
  const element: Selector =
    first.kind === 'key' && row.gives === 'mapped' ? { ...first, of: whole } : { kind: listsAreMaps ? 'any' : 'each', of: whole };
  const entered = { fn, args: [{ value: of, path: [element] }], call, at };
  const where: At = { file, entered };
  const isAsync = fn.words.includes('async');
  const results = resultsOf(file, fn).filter(({ value, yields }) => value !== undefined && !yields);
  if (results.length === 0) {
    const isNothing =
      inner.every(({ kind }) => kind === 'awaited') &&
      fn.words.every((word) => word !== 'generator') &&
      promises === true &&
      canEnd(fn.body);
    if (!isNothing) return [unknown(call, path, at)];
    const note = `gives ${nothing} for each element: its function has ${argumentsMayLack ? 'braces and ' : ''}no \`return\``;
    return [ended({ kind: 'lookup', ...placeOf(at, call), expression: shortText(call, at, 0), note }, call, path, at)];
  }
  const left = inner.length === 0 ? resultsOf(file, fn).filter(({ value, yields }) => value === undefined && !yields) : [];
  const leaves = left.flatMap(({ at: place }): Way[] => {
    if (!traitsOf(file.language).membersAreCalls || !file.text.startsWith('next', place.start)) return [];
    const note = 'leaves the block without a value, which makes the element nil';
    return [ended({ kind: 'lookup', ...placeOf(where, place), expression: lineAt(file, place.start), note }, call, path, at)];
  });
  const made = results.flatMap(({ value, at: place }) => {
    if (isAsync && inner[0]?.kind !== 'awaited') return inner.length === 0 ? [stop(value!, inner, where)] : [unknown(value!, inner, where)];
    const ways = walk.follow(value!, inner, where, hops);
    if (fn.name !== '') return after({ kind: 'returned', ...placeOf(where, place), by: fn.name, value: written(where, value!) }, ways);
    return after(
      {
        kind: 'filled',
        ...placeOf(where, place),
        of: written(at, call).length > 60 ? `${calledName(call)}(…)` : written(at, call),
        value: written(where, value!),
        keyed: false,
      },
      ways,
    );
  });
  return [...leaves, ...made];
}

/** What a function gives that a call runs with what a promise gives, or with the arguments behind it. */
function ran(walk: FlowWalk, { fn: position = 0 }: LibraryRow, call: Call, of: Expr, path: Path, at: At, hops: number): Way[] {
  const given = call.args[position]?.value;
  const named = given && namedAt(walk.program, at.file, given);
  if (named?.kind !== 'fn') return [unknown(call, path, at)];
  const isPromise = calledName(call) === 'then';
  const args = isPromise ? [{ value: of, path: [{ kind: 'awaited' as const, of: textOf(at, of) }] }] : call.args.slice(position + 1);
  const ways = walk.returns(named.fn, path, { fn: named.fn.fn, args, call, at }, hops);
  // A function without a name has no end that can be told by it.
  const isNamed = nameOfFn(named.fn.file, named.fn.fn) !== '';
  return ways.map(({ end, ...way }) =>
    end && (isNamed || end.kind !== 'returnsNothing') ? { ...way, end } : end ? { ...way, open: true as const } : way,
  );
}

/** `new Promise((resolve) => … resolve(value))` */
function resolved(walk: FlowWalk, call: Call, path: Path, at: At, hops: number): Way[] {
  const executor = call.args[0]?.value;
  const name = executor?.kind === 'fn' ? executor.params[0]?.name : undefined;
  const calls = (name === undefined ? [] : (indexOf(at.file).calls.get(name) ?? [])).filter((each) => executor && within(each, executor));
  const ways = calls.flatMap(({ args: [value] }) => (value ? walk.follow(value.value, path, at, hops) : []));
  return ways.length > 0 ? ways : [unknown(call, path, at)];
}

/** A line of code, as written. */
function lineAt({ text }: SyntaxFile, offset: number): string {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const to = text.indexOf('\n', offset);
  return text.slice(from, to < 0 ? text.length : to).trim();
}
