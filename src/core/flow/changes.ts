import type { Assign, Expr, Fn, Ir, Param, Span } from '../syntax/lower/ir';
import { lineOf, within } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import type { OriginStep } from './originSteps';
import { calledName, indexOf, type Call, type Def } from './codeIndex';
import { emptySubscript } from './library/emptyResults';
import { changeRow } from './library/library';
import { namedAt, onlyMethod, SELF, type FnAt } from './program';
import { nearName, similarKey } from './nearName';
import { textsIn } from './texts';
import { variableAt, type Variable } from './variables';
import { after, key, located, placeOf, unknown, type FlowWalk } from './walk';
import { textOf, type At, type Path, type Selector, type Way } from './way';
import { traitsOf } from './traits';

/** Something that is put into a part of what a name holds. */
export interface PathChange {
  readonly at: Span;
  /** It replaces what was there. */
  readonly sure: boolean;
  readonly node: Ir;
  readonly file: SyntaxFile;
  /** Where it is put, as written; `exact`: exactly the part that is asked for. */
  readonly path: { readonly text: string; readonly exact: boolean; readonly same: boolean };
  ways(): Way[];
}

/** A chain of members and elements, from its root outward. */
export interface Chain {
  readonly root: Expr;
  readonly path: readonly { selector: Selector; node: Expr }[];
}

/** `order.items[0]` as its root `order` and the parts; a call without arguments is a member in Ruby. */
export function chainOf(expr: Expr, file: SyntaxFile): Chain {
  const path: { selector: Selector; node: Expr }[] = [];
  let at = expr;
  for (;;) {
    if (at.kind === 'same' && at.how === 'cast') at = at.of;
    else if (at.kind === 'member') {
      path.unshift({ selector: key(at.name, textOf({ file }, at.of)), node: at });
      at = at.of;
    } else if (at.kind === 'index' && !at.slice) {
      const of = textOf({ file }, at.of);
      const [asked] = at.keys;
      const isKnown = asked?.kind === 'literal' && !asked.parts && /^(?:text|number)$/.test(asked.of);
      path.unshift({
        selector: !asked
          ? { kind: 'each', of }
          : isKnown && asked.kind === 'literal'
            ? key(asked.value, of)
            : { kind: 'computed', key: textOf({ file }, asked), of },
        node: at,
      });
      at = at.of;
    } else if (at.kind === 'call' && at.callee.kind === 'member' && at.args.length === 0 && traitsOf(file.language).membersAreCalls) {
      path.unshift({ selector: key(at.callee.name, textOf({ file }, at.callee.of)), node: at });
      at = at.callee.of;
    } else return { root: at, path };
  }
}

/** Whether something put into one part may be what another part reads; undefined where it is not. */
function fits(put: Selector, asked: Selector): 'sure' | 'maybe' | 'same' | undefined {
  if (asked.kind === 'awaited' || asked.kind === 'count' || asked.kind === 'keyOf') return undefined;
  if (put.kind === 'key' && asked.kind === 'key') return put.key === asked.key ? 'sure' : undefined;
  if (put.kind === 'computed' && asked.kind === 'key' && asked.by === put.key) return 'same';
  if (put.kind === 'each' && asked.kind === 'key') return /^-?\d+$/.test(asked.key) ? 'maybe' : undefined;
  if (put.kind === 'each' && asked.kind === 'value') return undefined;
  return 'maybe';
}

function matched(put: readonly Selector[], path: Path): { rest: Path; sure: boolean; computed: boolean; same: boolean } | undefined {
  if (put.length > path.length) return undefined;
  let [sure, computed, same] = [true, false, false];
  for (const [index, selector] of put.entries()) {
    const asked = path[index]!;
    const fit = fits(selector, asked);
    if (fit === undefined) return undefined;
    if (fit !== 'sure') sure = false;
    if (fit === 'same' || (selector.kind === 'computed' && asked.kind === 'computed' && selector.key === asked.key)) same = true;
    if (fit === 'maybe' && selector.kind === 'computed' && asked.kind === 'key') computed = true;
  }
  return { rest: path.slice(put.length), sure, computed, same };
}

/** The text of a literal, also as Rust makes one of it: `"a".to_string()`. */
export function plainText(expr: Expr): string | undefined {
  if (expr.kind === 'literal') return expr.parts ? undefined : expr.value;
  if (expr.kind === 'same' && expr.how === 'reference') return plainText(expr.of);
  const isText = expr.kind === 'call' && /^(?:to_string|to_owned|into|from)$/.test(calledName(expr));
  const of = isText ? (expr.callee.kind === 'member' ? expr.callee.of : expr.args[0]?.value) : undefined;
  return of?.kind === 'literal' ? plainText(of) : undefined;
}

const MOST_HANDED = 14;

/**
 * What the code of a file puts into a part of what a name holds.
 * @param variable undefined for a name of another module
 * @param isRoot of the chains that are meant instead of those of the name; `whereIs`: what is known of the call that runs the code there
 */
export function changesOf(
  walk: FlowWalk,
  file: SyntaxFile,
  name: string,
  variable: Variable | undefined,
  path: Path,
  at: At,
  hops: number,
  {
    isRoot = (root) => isVariable(file, root, name, variable),
    whereIs,
  }: { isRoot?: (root: Expr) => boolean; whereIs?: (node: Ir) => At | undefined } = {},
): PathChange[] {
  const found: PathChange[] = [];
  const index = indexOf(file);
  const place = (node: Ir): At => {
    const known = whereIs?.(node);
    if (known) return known;
    const same = at.file === file && (at.entered === undefined || within(node, at.entered.fn));
    return same && variable?.owner !== undefined ? at : located(walk.program, file, node, at);
  };
  const add = (
    node: Ir,
    span: Span,
    container: string,
    put: readonly Selector[],
    value: Expr,
    sureOperator: boolean,
    isAssign: boolean,
    asked?: Expr,
  ): void => {
    const isKey = asked && path.at(-1)?.kind === 'keyOf' && path.length === put.length && matched(put.slice(0, -1), path.slice(0, -1));
    if (isKey) {
      const step: OriginStep = {
        kind: 'filled',
        ...placeOf({ file }, node),
        of: container,
        value: textOf({ file }, asked),
        keyed: true,
        added: true,
      };
      const text = textOf({ file }, node);
      found.push({
        ...{ at: span, sure: false, node, file, path: { text, exact: false, same: false } },
        ways: () => after(step, walk.follow(asked, [], place(node), hops + 1)),
      });
      return;
    }
    const match = matched(put, path);
    if (!match) return;
    const last = put.at(-1);
    const keyed = last?.kind !== 'each';
    const where = placeOf({ file }, node);
    const text = textOf({ file }, value).trim();
    const step: OriginStep =
      isAssign && last?.kind === 'key'
        ? { kind: 'assigned', ...where, name: textOf({ file }, (node as Assign).target), value: text }
        : { kind: 'filled', ...where, of: container, value: text, keyed, added: true };
    found.push({
      at: span,
      sure: match.sure && sureOperator,
      node,
      file,
      path: { text: isAssign ? textOf({ file }, (node as Assign).target) : textOf({ file }, node), exact: match.sure, same: match.same },
      // Under a key that is computed: whether it is the one that is read, the code does not show. A part of it was read of what is there.
      ways: () =>
        match.computed && match.rest.length === 0
          ? [unknown(value, match.rest, place(node))]
          : after(step, walk.follow(value, match.rest, place(node), hops + 1)),
    });
  };
  for (const set of index.sets) {
    if (!set.value) continue;
    const { root, path: chain } = chainOf(set.target, file);
    if (chain.length === 0 || !isRoot(root)) continue;
    const put = chain.map(({ selector }) => selector);
    const holder = chain.at(-1)!.selector.of;
    add(set, set, holder, put, set.value, set.operator === '=', true, set.target.kind === 'index' ? set.target.keys[0] : undefined);
  }
  for (const shift of index.shifts) {
    const [left, right] = shift.operands;
    const { root, path: chain } = chainOf(left!, file);
    if (!isRoot(root)) continue;
    const of = textOf({ file }, left!);
    add(shift, shift, of, [...chain.map(({ selector }) => selector), { kind: 'each', of }], right!, false, false);
  }
  for (const call of index.allCalls) changesBy(walk, file, call, { path, isRoot, hops, place }, add, found);
  return found;
}

/** What a call changes: by a row of a library, or in a function of the program that gets it. */
function changesBy(
  walk: FlowWalk,
  file: SyntaxFile,
  call: Call,
  { path, isRoot, hops, place }: { path: Path; isRoot: (root: Expr) => boolean; hops: number; place: (node: Ir) => At },
  add: (
    ...args: [
      node: Ir,
      span: Span,
      container: string,
      put: readonly Selector[],
      value: Expr,
      sure: boolean,
      isAssign: boolean,
      asked?: Expr,
    ]
  ) => void,
  found: PathChange[],
): void {
  const name = calledName(call);
  const qualified = textOf({ file }, call.callee);
  const row = changeRow(file.language, name, call.callee.kind === 'member' ? qualified : name);
  if (row) {
    const target = row.first ? call.args[0]?.value : call.callee.kind === 'member' ? call.callee.of : undefined;
    if (target) {
      const { root, path: chain } = chainOf(target, file);
      if (isRoot(root)) {
        const put = chain.map(({ selector }) => selector);
        const of = textOf({ file }, target);
        const args = row.first ? call.args.slice(1) : call.args;
        const last = args.at(-1);
        if (row.adds === 'removes') {
          if (matched(put, path) && path[put.length]?.kind === 'key')
            found.push({
              at: call,
              sure: false,
              node: call,
              file,
              path: { text: textOf({ file }, call), exact: false, same: false },
              ways: () => [unknown(call, path, place(call))],
            });
        } else if (row.adds === 'all')
          for (const { value, name: named } of args) {
            if (named !== undefined) add(call, call, of, [...put, key(named, of)], value, true, false);
            else if (matched(put, path)) add(call, call, of, put, value, false, false);
          }
        else if (last && row.adds === 'keyed' && args.length === 1)
          add(call, call, of, [...put, { kind: 'each', of }], last.value, false, false);
        else if (last && row.adds === 'keyed') {
          const asked = args[0]!.value;
          // Brackets read a property of a Map itself.
          const read = path[put.length];
          if (name === 'set' && (read?.kind === 'key' || read?.kind === 'computed') && read.written === 'brackets') return;
          const text = plainText(asked);
          const selector: Selector = text !== undefined ? key(text, of) : { kind: 'computed', key: textOf({ file }, asked), of };
          add(call, call, of, [...put, selector], last.value, name !== 'setdefault', false, asked);
        } else if (last && row.adds === 'element') add(call, call, of, [...put, { kind: 'each', of }], last.value, false, false);
        return;
      }
    }
  }
  if (hops > MOST_HANDED) {
    const isHanded = call.args.some(({ value }) => isRoot(chainOf(value, file).root));
    const isRun = traitsOf(file.language).severalResults && call.callee.kind === 'member' && isRoot(chainOf(call.callee.of, file).root);
    if (isHanded || isRun)
      found.push({
        ...{ at: call, sure: false, node: call, file, path: { text: textOf({ file }, call), exact: false, same: false } },
        ways: () => [unknown(call, path, place(call))],
      });
    return;
  }
  const handed = (value: Expr, run: FnAt | undefined, param: Param | undefined): void => {
    const { root, path: chain } = chainOf(value, file);
    const match = isRoot(root)
      ? matched(
          chain.map(({ selector }) => selector),
          path,
        )
      : undefined;
    if (!match || match.rest.length === 0 || !run || !param || param.name === '' || param.rest) return;
    const receiver = call.callee.kind === 'member' ? call.callee.of : undefined;
    const entered = { fn: run.fn, args: call.args, call, at: place(call), ...(receiver && { receiver }) };
    const inner = variableOf(run.file, run.fn, param.name);
    if (!inner) return;
    const inside = changesOf(walk, run.file, param.name, inner, match.rest, { file: run.file, entered }, hops + 4);
    for (const change of inside) found.push({ ...change, at: call, sure: false });
  };
  for (const [position, { value }] of call.args.entries()) {
    if (!isRoot(chainOf(value, file).root)) continue;
    const named = namedAt(walk.program, file, call.callee);
    const run = named?.kind === 'fn' ? named.fn : undefined;
    handed(value, run, run?.fn.params.filter(({ implicit, name: own }) => !implicit && !/^(?:self|cls)$/.test(own))[position]);
  }
  // Go: a method changes what its receiver holds.
  if (!traitsOf(file.language).severalResults || call.callee.kind !== 'member' || !isRoot(chainOf(call.callee.of, file).root)) return;
  const method = onlyMethod(walk.program, file, name);
  handed(
    call.callee.of,
    method,
    method?.fn.params.find(({ implicit }) => implicit),
  );
}

/** A collection that begins empty. */
export function isBare(expr: Expr): boolean {
  if (expr.kind === 'list') return expr.elements.length === 0;
  if (expr.kind === 'map') return expr.entries.length === 0;
  if (expr.kind === 'call' && calledName(expr) === 'field') return expr.args.some(({ name }) => name === 'default_factory');
  if (expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === 'make') return true;
  return (
    expr.kind === 'call' &&
    expr.args.length === 0 &&
    expr.callee.kind === 'name' &&
    /^(?:list|dict|set|deque|array|Map|Set|Array|Hash|WeakMap|OrderedDict|defaultdict|mutable(?:Map|List|Set)Of|\w*(?:Map|Set|List|Deque|Queue|Dictionary)(?:<.*)?|\w*(?:Map|Set|Vec|VecDeque)::new)$/s.test(
      expr.callee.name,
    )
  );
}

/** The ways of a part of a value, with what is put into it: what begins empty is only that, or is not there. */
export function joined(ways: readonly Way[], changes: readonly PathChange[], path: Path, file: SyntaxFile): Way[] {
  const put = changes.flatMap((change) => change.ways());
  if (changes.length === 0) return [...ways];
  const asked = path.at(-1);
  const rest = ways.flatMap((way): Way[] => {
    const lacks = /^(?:missingKey|lookup|neverSet)$/.test(way.end?.kind ?? '');
    if (asked && lacks && way.last.path.length === 1)
      return perhapsPut(
        way,
        changes,
        asked,
        file,
        ways.every((each) => isBare(each.last.expr)),
      );
    return isBare(way.last.expr) && way.last.path.length > 0 && way.last.path.length <= path.length ? [] : [way];
  });
  const all = [...rest, ...put];
  return all.length > 0 ? all : [...ways];
}

/**
 * The ways of what is under a key: a map that begins empty lacks it where all that is put in has other keys.
 * @param keysPut what is put in, for the path of its keys
 */
export function lackingPut(walk: FlowWalk, ways: readonly Way[], path: Path, keysPut: (path: Path) => readonly PathChange[]): Way[] {
  const [first] = path;
  if (first?.kind !== 'key' || path.length > 1) return [...ways];
  return ways.map((way): Way => {
    const { expr, path: left } = way.last;
    if (way.end || way.open || left.length !== 1 || (expr.kind !== 'call' && expr.kind !== 'list') || !isBare(expr)) return way;
    const keys = keysPut([{ kind: 'keyOf', of: first.of }]).flatMap((change) => change.ways().map((each) => ({ each, change })));
    const texts = keys.map(({ each, change }) => ({
      texts: textsIn((inner, at) => walk.follow(inner, [], at, MOST_HANDED), each),
      change,
    }));
    if (texts.length === 0 || texts.some(({ texts: own }) => own === undefined)) return { ...way, open: true };
    const all = texts.flatMap(({ texts: own, change }) => (own ?? []).map(({ text }) => ({ text, change })));
    const names = [...new Set(all.map(({ text }) => text))];
    if (names.includes(first.key)) return { ...way, open: true };
    const near = nearName(first.key, names) ?? similarKey(first.key, names);
    const put = all.find(({ text }) => text === near)?.change ?? all.at(-1)!.change;
    const place = placeOf(put, put.node);
    return { ...way, end: { kind: 'missingKey', ...place, object: first.of, key: first.key, ...(near ? { near } : { keys: names }) } };
  });
}

/**
 * A part that is missing unless something is put there: under a key that is computed, or under a condition.
 * @param empty nothing else is there to begin with
 */
function perhapsPut(way: Way, changes: readonly PathChange[], first: Selector, file: SyntaxFile, empty: boolean): Way[] {
  if (first.kind !== 'key' && first.kind !== 'computed') return isBare(way.last.expr) ? [] : [way];
  const note = emptySubscript(file.language);
  const asked = first.kind === 'key' ? (/^\w+$/.test(first.key) ? first.key : `'${first.key}'`) : first.key;
  const expression = way.end?.kind === 'lookup' ? way.end.expression : `${first.of}[${asked}]`;
  const [one] = changes;
  if (!one || changes.length > 1 || !note) return isBare(way.last.expr) ? [] : [way];
  const { path: place } = one;
  if (first.kind === 'key' && place.exact) {
    const branch = branchAround(one.file, one.node);
    if (!branch) return [];
    if (way.end?.kind === 'neverSet') return [{ ...way, end: { ...way.end, onlyIf: { ...placeOf(one, one.node), condition: branch } } }];
    const end = {
      kind: 'lookup' as const,
      file: one.file.file,
      line: lineOf(one.file, one.node.start),
      expression: place.text,
      note: `is only set if \`${branch}\` holds`,
    };
    return [{ ...way, end }];
  }
  if (way.end?.kind === 'missingKey' && !isBare(way.last.expr)) return [];
  const condition = branchAround(one.file, one.node);
  // `if (!(key in cache)) cache[key] = …`: what is not there is put in before it is read.
  if (place.same && condition !== undefined && /^!|\bnot\b|=== undefined|== null|is None|unless/.test(condition)) return [];
  const end = {
    kind: 'lookup' as const,
    file: way.last.at.file.file,
    line: lineOf(way.last.at.file, way.last.expr.start),
    expression,
    note,
    ...(empty
      ? {
          store: {
            file: one.file.file,
            line: lineOf(one.file, one.node.start),
            text: place.text,
            ...(condition !== undefined && { condition }),
          },
        }
      : { filled: true as const }),
  };
  return [{ ...way, end }];
}

/** The condition of the innermost branch that a node stands in, where it is its first side. */
function branchAround(file: SyntaxFile, node: Ir): string | undefined {
  const branch = branchOf(file, node);
  return branch && textOf({ file }, branch.condition);
}

/** The innermost branch of which a node stands in the first side. */
export function branchOf(file: SyntaxFile, node: Ir): Extract<Ir, { kind: 'branch' }> | undefined {
  const { parents } = indexOf(file);
  let inner = node;
  for (let at = parents.get(node); at && at.kind !== 'fn'; inner = at, at = parents.get(at))
    if (at.kind === 'branch' && at.condition !== inner && !at.not && at.then.some((each) => each === inner)) return at;
  return undefined;
}

/** The variable that a parameter is. */
function variableOf(file: SyntaxFile, fn: Fn, name: string): Variable | undefined {
  const defs = (indexOf(file).defs.get(name) ?? []).filter((def: Def) => def.fn === fn || (def.kind === 'param' && def.node === fn));
  return defs.length > 0 ? { name, owner: fn, defs } : undefined;
}

function isVariable(file: SyntaxFile, root: Expr, name: string, variable: Variable | undefined): boolean {
  if (root.kind !== 'name' || root.name !== name) return false;
  const own = variableAt(file, name, root);
  // A name of another module; `require` gives it to a variable of its own.
  if (!variable)
    return (
      !own || own.defs.every(({ node }) => node.kind === 'assign' && node.value?.kind === 'call' && calledName(node.value) === 'require')
    );
  if (!own) return false;
  return own.defs[0]?.at.start === variable.defs[0]?.at.start && own.owner === variable.owner;
}

/** The chains that begin at the object itself: `this.items`. */
export function isSelf(root: Expr): boolean {
  return root.kind === 'name' && SELF.test(root.name);
}
