import type { Assign, Expr, Fn, Ir, Stmt } from '../../../syntax/lower/ir';
import { nodesIn } from '../../../syntax/lower/ir';
import { listsOf, namesSet } from '../../../syntax/lower/scopes';
import type { SyntaxFile } from '../../../syntax/syntax';
import type { Around } from './fault';

/** The last name of what is called: `push` of `list.push(1)`. */
export function callName(node: Ir): string {
  if (node.kind !== 'call') return '';
  if (node.callee.kind === 'member') return node.callee.name;
  return node.callee.kind === 'name'
    ? node.callee.name.slice(Math.max(node.callee.name.lastIndexOf(':'), node.callee.name.lastIndexOf('\\')) + 1)
    : '';
}

/** Names of constructors that are not that of their class. */
export const CONSTRUCTOR = /^(?:constructor|__init__|initialize|__construct)$/;

/** `list` of `list.push(1)`. */
export function receiverOf(node: Ir): Expr | undefined {
  return node.kind === 'call' && node.callee.kind === 'member' ? node.callee.of : undefined;
}

export function isName(node: Ir | undefined, name?: string): node is Extract<Expr, { kind: 'name' }> {
  return node?.kind === 'name' && (name === undefined || node.name === name);
}

export function isLiteral(
  node: Ir | undefined,
  ...of: readonly ('text' | 'number' | 'truth' | 'nothing' | 'pattern')[]
): node is Extract<Expr, { kind: 'literal' }> {
  return node?.kind === 'literal' && (of.length === 0 || of.includes(node.of));
}

/** A collection that is made where it is written: `[]`, `{}`, `new ArrayList<>()`, `list()`. */
export function makesCollection(node: Ir | undefined): boolean {
  if (!node) return false;
  if (node.kind === 'list') return node.of !== 'tuple';
  if (node.kind === 'map' || (node.kind === 'each' && node.of !== 'lazy')) return true;
  if (node.kind === 'same' && node.how === 'cast') return makesCollection(node.of);
  if (node.kind !== 'call') return false;
  // `Array(3).fill(0)`, `[0].map(…)`, `words.split(' ')`: of a list again.
  const made = receiverOf(node);
  if (made && /^(?:fill|map|filter|slice|concat|from|of|entries|flat)$/.test(callName(node)))
    return makesCollection(made) || isName(made, 'Array');
  return node.makes === true
    ? /(?:List|Map|Set|Array|Hash|Dictionary|Deque|Queue|Object)$/.test(
        node.callee.kind === 'name' ? node.callee.name.split('<', 1)[0]! : '',
      )
    : node.callee.kind === 'name' &&
        /^(?:list|dict|set|bytearray|deque|defaultdict|OrderedDict|Counter|Array|mutableListOf|mutableMapOf|arrayListOf)$/.test(
          node.callee.name,
        );
}

/** Calls that change their receiver, in all languages. */
const CHANGES =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|append|extend|insert|remove|clear|update|add|addAll|discard|setdefault|popitem|put|putAll|set|delete|Add|AddRange|Remove|Clear|Insert|Push|concat!|map!|<<|push_back|emplace_back|erase|removeAt|appendleft)$/;

/** The first place below some statements that changes what a name holds: a call, a member or an element that is set. */
export function changeOf(name: string, inside: readonly Ir[], deep = false): Ir | undefined {
  for (const node of nodesIn(inside)) {
    const target =
      node.kind === 'assign' ? node.target : node.kind === 'call' && CHANGES.test(callName(node)) ? receiverOf(node) : undefined;
    if (node.kind === 'operate' && node.operator === '<<' && rootOf(node.operands[0]!)?.name === name) return node;
    if (!target) continue;
    const isWhole = isName(target, name);
    if (node.kind === 'assign' && isWhole) continue;
    if (isWhole ? !deep : rootOf(target)?.name === name && (!deep || depthOf(target) > (node.kind === 'call' ? 0 : 1))) return node;
  }
  return undefined;
}

/** `order` of `order.items[0].price`. */
export function rootOf(node: Expr): Extract<Expr, { kind: 'name' }> | undefined {
  let at = node;
  while (at.kind === 'member' || at.kind === 'index') at = at.of;
  return at.kind === 'name' ? at : undefined;
}

function depthOf(node: Expr): number {
  let [at, depth] = [node, 0];
  while (at.kind === 'member' || at.kind === 'index') [at, depth] = [at.of, depth + 1];
  return depth;
}

/** Whether a name is read somewhere in some nodes. */
export function reads(name: string, inside: readonly Ir[]): boolean {
  for (const node of nodesIn(inside)) if (node.kind === 'name' && node.name === name) return true;
  return false;
}

export function some(inside: readonly Ir[], is: (node: Ir) => boolean, skip?: (node: Ir) => boolean): Ir | undefined {
  for (const node of nodesIn(inside, skip)) if (is(node)) return node;
  return undefined;
}

export const isFn = (node: Ir): node is Fn => node.kind === 'fn';

const assigned = new WeakMap<readonly Ir[], ReadonlyMap<string, readonly Assign[]>>();

/** Assignments to a name in some nodes, without those in functions inside. */
export function assignsOf(name: string, inside: readonly Ir[]): readonly Assign[] {
  let byName = assigned.get(inside);
  if (!byName) {
    const found = new Map<string, Assign[]>();
    for (const node of nodesIn(inside, isFn))
      if (node.kind === 'assign') for (const each of namesSet(node.target)) found.set(each, [...(found.get(each) ?? []), node]);
    assigned.set(inside, (byName = found));
  }
  return byName.get(name) ?? [];
}

/** Whether a condition asks for the truth of a node: of an `if`, a loop, `!x`, `x && y`, `x ? a : b`. */
export function isAskedForTruth(node: Ir, { parent }: Pick<Around, 'parent'>): boolean {
  switch (parent?.kind) {
    case 'branch':
      return parent.condition === node;
    case 'loop':
      return parent.condition === node;
    case 'choice':
      return parent.condition === node;
    case 'operate':
      return /^(?:!|not|&&|and)$/.test(parent.operator) && (parent.operands.length === 1 || parent.operands[0] === node);
    default:
      return false;
  }
}

/** Whether the last statement of a list leaves it. */
export function leaves(body: readonly Stmt[]): boolean {
  const last = body.at(-1);
  if (!last) return false;
  if (/^(?:return|throw|jump)$/.test(last.kind)) return true;
  if (last.kind === 'block') return leaves(last.body);
  if (last.kind === 'branch') return last.otherwise !== undefined && leaves(last.then) && leaves(last.otherwise);
  return last.kind === 'do' && last.value.kind === 'call' && /^(?:exit|abort|fail|panic|die|fatal)$/i.test(callName(last.value));
}

/** Whether an expression gives the same value when it is read twice in a row: nothing in it calls or changes something. */
export function isSteady(expr: Expr): boolean {
  return !some([expr], (each) => each.kind === 'call' || each.kind === 'assign');
}

/** Whether two texts of code are the same but for spaces; those in quotes count. */
export function sameCode(a: string, b: string): boolean {
  if (a === b) return true;
  const quoted = /(["'`])(?:(?!\1)[^\\]|\\.)*\1/g;
  if ((a.match(quoted) ?? []).join() !== (b.match(quoted) ?? []).join()) return false;
  return a.replace(/\s+/g, '') === b.replace(/\s+/g, '');
}

/** A value as a test prints it, without quotes. */
export function plain(value: string): string {
  return value
    .trim()
    .replace(/^(["'`])([^]*)\1$/, '$2')
    .replace(/^[\d.]+[a-zA-Z]$/, (number) => number.slice(0, -1));
}

export function isNothing(value: string): boolean {
  return /^(?:undefined|null|None|nil|NULL|<nil>|NoneType)$/.test(value.trim());
}

/** Elements of a printed list, in a fixed order. */
export function elements(value: string): string | undefined {
  const inner = /^\s*[[({]([^]*)[\])}]\s*$/.exec(value)?.[1];
  return inner
    ?.split(/[,\n\s]+/)
    .filter((part) => part !== '')
    .sort()
    .join(',');
}

/** The spaces at the beginning of an offset's line. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))![0];
}

/** `cents` of `zone.cents`, of `zone.cents()`, of `$zone['cents']`, of `@cents`; `''` where nothing names it. */
export function lastName(node: Ir | undefined): string {
  if (node?.kind === 'name') return node.name.replace(/^[$@#]+|^.*(?:::|\\)/g, '');
  if (node?.kind === 'member') return node.name.replace(/^[$#]/, '');
  if (node?.kind === 'call') return node.args.length === 0 && !node.makes ? lastName(receiverOf(node) && node.callee) : '';
  if (node?.kind === 'index') return isLiteral(node.keys[0], 'text') ? node.keys[0].value : '';
  return '';
}

/** The only value that a name gets in a function or outside of all. */
export function valueOf(node: Expr | undefined, { fn, file }: Pick<Around, 'fn' | 'file'>): Expr | undefined {
  if (!isName(node)) return node;
  const own = fn ? assignsOf(node.name, fn.body) : [];
  const all = own.length > 0 || fn?.params.some(({ name }) => name === node.name) ? own : assignsOf(node.name, file.code);
  return all.length === 1 && all[0]!.operator === '=' && isName(all[0]!.target) ? all[0]!.value : undefined;
}

/** What a module's constant or variable is made of: the only assignment to its name outside of functions in the program, with its file. */
export function moduleValue(name: string, { files }: Pick<Around, 'files'>): { file: SyntaxFile; made: Assign } | undefined {
  const found = files.flatMap((file) => assignsOf(name, file.code).map((made) => ({ file, made })));
  return found.length === 1 && found[0]!.made.operator === '=' && isName(found[0]!.made.target) ? found[0] : undefined;
}

/** Whether a program asks for the truth of a node, also as a cast to a truth, under `&&` and `!`, or as what a function of that type gives. */
export function isTruth(node: Ir, { path, fn }: Pick<Around, 'path' | 'fn'>): boolean {
  let inner = node;
  for (const around of path.toReversed()) {
    if (isAskedForTruth(inner, { parent: around }) && around.kind !== 'operate') return true;
    if (around.kind === 'same' && around.how === 'cast') return /^bool(?:ean)?$/.test(around.type ?? '');
    if (around.kind === 'call') return around.args[0]?.value === inner && /^(?:bool|Boolean|boolval)$/.test(callName(around));
    if (around.kind === 'return') return /^bool(?:ean)?$/.test(fn?.result ?? '');
    if (around.kind === 'operate' && /^(?:!|not)$/.test(around.operator)) return true;
    if (around.kind === 'operate' ? !/^(?:&&|and)$/.test(around.operator) : around.kind !== 'choice' || around.condition !== undefined)
      return false;
    if (around.kind === 'operate' && around.operands[0] === inner) return true;
    inner = around;
  }
  return false;
}

/** The numbers in which two printed values differ, where they are the same otherwise: `[86.33, 86]` of `Mia: 86.33 B` and `Mia: 86.00 B`. */
export function changedNumbers(wanted: string, got: string): readonly (readonly [wanted: number, got: number])[] | undefined {
  const number = /-?\d+(?:\.\d+)?/g;
  if (wanted.replace(number, '#') !== got.replace(number, '#')) return undefined;
  const all = [...wanted.matchAll(number)].map(([each]) => Number(each));
  const other = [...got.matchAll(number)].map(([each]) => Number(each));
  const pairs = all.map((each, index) => [each, other[index]!] as const).filter(([a, b]) => a !== b);
  return pairs.length > 0 ? pairs : undefined;
}

/** Whether a function is a member of a class. */
export function isMethod(code: readonly Ir[], fn: object): boolean {
  let members = membersIn.get(code);
  if (!members) membersIn.set(code, (members = new Set([...nodesIn(code)].flatMap((node) => (node.kind === 'class' ? node.members : [])))));
  return members.has(fn);
}

const membersIn = new WeakMap<readonly Ir[], ReadonlySet<object>>();

/** The words of a name, in small letters: `['price', 'in', 'cents']` of `priceInCents`, `price_in_cents`, `@PriceInCents`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** What all returns of a function give; undefined where one gives nothing. The last expression counts where the language returns it. */
export function resultsOf(fn: Fn, language: string): readonly Expr[] | undefined {
  const found = [...nodesIn(fn.body, isFn)].flatMap((node) => (node.kind === 'return' ? [node.value] : []));
  const last = fn.body.at(-1);
  if (last?.kind === 'do' && (fn.short || /^(?:ruby|rust|kotlin)$/.test(language))) found.push(last.value);
  const given = found.filter((value) => value !== undefined);
  return given.length === found.length && found.length > 0 ? given : undefined;
}

/** `[…]` of `[…].freeze`, `Object.freeze([…])`. */
export function unfrozen(value: Expr | undefined): Expr | undefined {
  if (value?.kind === 'same') return unfrozen(value.of);
  if (value?.kind === 'member' && value.name === 'freeze') return value.of;
  return value?.kind === 'call' && callName(value) === 'freeze' ? (value.args[0]?.value ?? receiverOf(value)) : value;
}

/** A function's name, also that of the variable or field that it is assigned to. */
export function nameOfFn(fn: Fn | undefined, path: readonly Ir[]): string {
  if (!fn || fn.name !== '') return fn?.name ?? '';
  const assign = path.findLast((node) => node.kind === 'assign' && node.value === fn);
  return assign?.kind === 'assign' ? lastName(assign.target) : '';
}

/** Whether a result is more than was wanted: elements of a list or a number. */
export function isMore(wanted: string, got: string): boolean {
  const [a, b] = [Number(plain(wanted)), Number(plain(got))];
  if (plain(wanted) !== '' && Number.isFinite(a) && Number.isFinite(b)) return b > a;
  return /^\s*[[({]/.test(wanted) && got.length > wanted.length;
}

/** Whether two printed lists have the same elements in another order. */
export function isReordered(wanted: string, got: string): boolean {
  return wanted !== got && elements(wanted) !== undefined && elements(wanted) === elements(got);
}

/** The lists of statements that a function has, each with those inside it; not those of functions inside. */
export function listsIn(body: readonly Stmt[]): (readonly Stmt[])[] {
  const lists: (readonly Stmt[])[] = [];
  const pending = [body];
  while (pending.length > 0) {
    const list = pending.pop()!;
    lists.push(list);
    for (const node of list) if (!isFn(node)) pending.push(...listsOf(node));
  }
  return lists;
}

/** Two whole numbers that differ. */
export function wholes(wanted: string, got: string): readonly [number, number] | undefined {
  const [a, b] = [Number(plain(wanted)), Number(plain(got))];
  return plain(wanted) !== '' && Number.isInteger(a) && Number.isInteger(b) && a !== b ? [a, b] : undefined;
}

/** The text that an expression always is: written out, or that of a constant. */
export function textOf(node: Expr | undefined, around: Around): Extract<Expr, { kind: 'literal' }> | undefined {
  if (isLiteral(node, 'text')) return node.parts ? undefined : node;
  if (!isName(node) || around.fn?.params.some(({ name }) => name === node.name)) return undefined;
  const made = valueOf(node, around) ?? moduleValue(node.name, around)?.made.value;
  return isLiteral(made, 'text') && !made.parts ? made : undefined;
}

/** Whether some code of the program gives a function an argument of a kind. @param at its place; any if absent */
export function isGiven(name: string, files: Around['files'], is: (value: Expr) => boolean, at?: number): boolean {
  return files.some((file) =>
    some(
      file.code,
      (node) =>
        node.kind === 'call' &&
        callName(node) === name &&
        node.args.some(({ value }, index) => (at === undefined || index === at) && is(value)),
    ),
  );
}
