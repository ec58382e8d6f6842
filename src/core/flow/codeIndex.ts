import { groupBy } from '../groupBy';
import { childrenOf, type Assign, type Expr, type Fn, type Ir, type Param, type Span, type Stmt } from '../syntax/lower/ir';
import { lineOf } from '../syntax/lower/places';
import { listsOf, namesSet } from '../syntax/lower/scopes';
import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import { traitsOf } from './traits';

export type Call = Extract<Expr, { kind: 'call' }>;
export type ClassStmt = Extract<Stmt, { kind: 'class' }>;

/** A place that gives a variable its value. */
export interface Def {
  readonly kind: 'param' | 'assign' | 'loop' | 'each' | 'catch' | 'fn' | 'class';
  readonly name: string;
  /** The whole statement or declaration; offsets. */
  readonly at: Span;
  readonly node: Ir;
  /** The part of the value that the name is, of a pattern. */
  readonly target?: Expr;
  readonly param?: { readonly param: Param; readonly index: number };
  /** The stretch of code in which the variable is known. */
  readonly scope: Span;
  /** It declares a variable of its own. */
  readonly declares: boolean;
  /** The function whose statement it is. */
  readonly fn: Fn | undefined;
}

/** What a file's code has, by name; each node with the one around it. */
interface CodeIndex {
  readonly parents: ReadonlyMap<Ir, Ir>;
  readonly fns: readonly Fn[];
  readonly classes: readonly ClassStmt[];
  readonly defs: ReadonlyMap<string, readonly Def[]>;
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  /** Assignments to members and elements. */
  readonly sets: readonly Assign[];
  /** Calls of members of a value, and calls that a value is given to. */
  readonly allCalls: readonly Call[];
  /** Structs that are written out. */
  readonly literals: readonly Extract<Expr, { kind: 'same' }>[];
  /** Ruby: `list << value`. */
  readonly shifts: readonly Extract<Expr, { kind: 'operate' }>[];
}

const known = new WeakMap<SyntaxFile, CodeIndex>();

export function indexOf(file: SyntaxFile): CodeIndex {
  let index = known.get(file);
  if (!index) known.set(file, (index = build(file)));
  return index;
}

function build(file: SyntaxFile): CodeIndex {
  const parents = new Map<Ir, Ir>();
  const fns: Fn[] = [];
  const classes: ClassStmt[] = [];
  const allCalls: Call[] = [];
  const sets: Assign[] = [];
  const shifts: Extract<Expr, { kind: 'operate' }>[] = [];
  const literals: Extract<Expr, { kind: 'same' }>[] = [];
  const nodes: Ir[] = [];
  const pending: Ir[] = file.code.toReversed();
  while (pending.length > 0) {
    const node = pending.pop()!;
    nodes.push(node);
    if (node.kind === 'fn') fns.push(node);
    else if (node.kind === 'same' && node.how === 'cast' && node.of.kind === 'map') literals.push(node);
    else if (node.kind === 'operate' && node.operator === '<<' && traitsOf(file.language).membersAreCalls) shifts.push(node);
    else if (node.kind === 'class') classes.push(node);
    else if (node.kind === 'call') allCalls.push(node);
    else if (node.kind === 'assign' && (node.target.kind === 'member' || node.target.kind === 'index' || node.target.kind === 'call'))
      sets.push(node);
    for (const child of childrenOf(node).toReversed()) {
      parents.set(child, node);
      pending.push(child);
    }
  }
  const index = { parents, fns, classes, calls: groupBy(allCalls.filter(calledName), calledName), allCalls, sets, literals, shifts };
  return { ...index, defs: definitions(file, nodes, index) };
}

/** The last name of what is called: `push` of `list.push(1)`, `new` of `Store::new()`. */
export function calledName({ callee }: Call): string {
  if (callee.kind === 'member') return callee.name;
  if (callee.kind !== 'name') return '';
  return callee.name.replace(/<.*$/s, '').replace(/^.*(?:::|\\)/s, '');
}

/** The functions around a node, innermost first. */
export function* fnsAround(file: SyntaxFile, node: Ir): Generator<Fn> {
  const { parents } = indexOf(file);
  for (let at = parents.get(node); at; at = parents.get(at)) if (at.kind === 'fn') yield at;
}

export function fnAround(file: SyntaxFile, node: Ir): Fn | undefined {
  for (const fn of fnsAround(file, node)) return fn;
  return undefined;
}

/** A block of Ruby, a lambda: it belongs to the function around it. */
export function isBlock({ words }: Fn): boolean {
  return words.includes('block');
}

/** The function around a node that has variables of its own. */
export function frameFn(file: SyntaxFile, node: Ir): Fn | undefined {
  for (const fn of fnsAround(file, node)) if (!isBlock(fn)) return fn;
  return undefined;
}

export function classAround(file: SyntaxFile, node: Ir): ClassStmt | undefined {
  const { parents } = indexOf(file);
  for (let at = parents.get(node); at; at = parents.get(at)) if (at.kind === 'class') return at;
  return undefined;
}

/** The function of a file's structure that a lowered function is. */
export function nodeOf(file: SyntaxFile, fn: Fn): FunctionNode | undefined {
  const [start, end] = [lineOf(file, fn.start), lineOf(file, fn.end)];
  const own = file.functions.filter((each) => each.startLine <= start && start <= each.endLine && each.endLine === end);
  return own.findLast(({ name }) => fn.name !== '' && name === fn.name) ?? own.at(-1);
}

/** What a function is called: its own name, or that of the variable or key that holds it. */
export function nameOfFn(file: SyntaxFile, fn: Fn): string {
  if (fn.name !== '') return fn.name;
  const { parents } = indexOf(file);
  const around = parents.get(fn);
  if (around?.kind === 'assign' && around.value === fn)
    return around.target.kind === 'name' ? around.target.name : around.target.kind === 'member' ? around.target.name : '';
  if (around?.kind === 'map') {
    const key = around.entries.find(({ value }) => value === fn)?.key;
    return key?.kind === 'literal' ? key.value : '';
  }
  return '';
}

function definitions(file: SyntaxFile, nodes: readonly Ir[], { parents }: Pick<CodeIndex, 'parents'>): ReadonlyMap<string, readonly Def[]> {
  const found: Def[] = [];
  const ofFunctions = traitsOf(file.language).variablesOfFunctions === true;
  const whole: Span = { start: 0, end: file.text.length };
  const add = (def: Def): void => {
    found.push(def);
  };
  const around = (node: Ir, is: (each: Ir) => boolean): Ir | undefined => {
    for (let at = parents.get(node); at; at = parents.get(at)) if (is(at)) return at;
    return undefined;
  };
  const frame = (node: Ir): Fn | undefined => around(node, (each) => each.kind === 'fn' && !isBlock(each)) as Fn | undefined;
  const outer = new Map<Fn, string>();
  for (const node of nodes)
    if (node.kind === 'jump' && /^(?:global|nonlocal)\b/.test(node.how)) {
      const fn = frame(node);
      if (fn) outer.set(fn, `${outer.get(fn) ?? ''} ${node.how} `);
    }
  const isOuter = (fn: Fn | undefined, name: string): boolean =>
    fn !== undefined && new RegExp(`(?<![\\w$])${name.replace(/\W/g, '\\$&')}(?![\\w$])`).test(outer.get(fn) ?? '');
  for (const node of nodes) {
    if (node.kind === 'fn') {
      for (const [index, param] of node.params.entries())
        for (const name of namesSet(param.pattern))
          add({
            kind: 'param',
            name,
            at: param,
            node,
            target: param.pattern,
            param: { param, index },
            scope: node,
            declares: true,
            fn: node,
          });
      const parent = parents.get(node);
      const isMethod = parent?.kind === 'class' || parent?.kind === 'map';
      if (node.name !== '' && !isMethod)
        add({ kind: 'fn', name: node.name, at: node, node, scope: blockOf(node, parents, whole), declares: true, fn: frame(node) });
    } else if (node.kind === 'class') {
      if (node.name !== '')
        add({ kind: 'class', name: node.name, at: node, node, scope: blockOf(node, parents, whole), declares: true, fn: frame(node) });
    } else if (node.kind === 'assign') {
      if (node.declares === 'field' || node.declares === 'static') continue;
      const inClass = ofFunctions && frame(node) === undefined && around(node, ({ kind }) => kind === 'class') !== undefined;
      if (inClass && !traitsOf(file.language).membersAreCalls) continue;
      for (const name of namesSet(node.target)) {
        const fn = frame(node);
        const declares = ofFunctions ? !isOuter(fn, name) : node.declares !== undefined;
        const scope = ofFunctions || node.declares === 'var' ? (fn ?? whole) : blockOf(node, parents, whole);
        add({ kind: 'assign', name, at: node, node, target: node.target, scope, declares, fn });
      }
    } else if (node.kind === 'loop' && node.target) {
      for (const name of namesSet(node.target)) {
        const fn = frame(node);
        const scope = ofFunctions || node.declares === 'var' ? (fn ?? whole) : node;
        const declares = ofFunctions || node.declares !== undefined;
        add({ kind: 'loop', name, at: { start: node.start, end: node.target.end }, node, target: node.target, scope, declares, fn });
      }
    } else if (node.kind === 'each') {
      for (const { target } of node.loops)
        for (const name of namesSet(target))
          add({ kind: 'each', name, at: target, node, target, scope: node, declares: true, fn: frame(node) });
    } else if (node.kind === 'try') {
      for (const each of node.catches)
        if (each.name !== undefined)
          add({
            kind: 'catch',
            name: each.name,
            at: { start: each.start, end: each.start },
            node,
            scope: each,
            declares: true,
            fn: frame(node),
          });
    }
  }
  return groupBy(found, ({ name }) => name);
}

/** The innermost list of statements around a node, or what opens a scope of its own. */
function blockOf(node: Ir, parents: ReadonlyMap<Ir, Ir>, whole: Span): Span {
  let inner: Ir = node;
  for (let at = parents.get(node); at; inner = at, at = parents.get(at)) {
    if (at.kind === 'loop' || at.kind === 'fn') return at;
    if (at.kind === 'class') return at;
    // A declaration of several names is a block, too.
    if (at.kind === 'block' && !at.scope && at.body.every(({ kind }) => kind === 'assign')) continue;
    const own = listsOf(at).find((list) => list.some((each) => each === inner));
    if (own && own.length > 0) return { start: own[0]!.start, end: Math.max(own.at(-1)!.end, own[0]!.end) };
  }
  return whole;
}
