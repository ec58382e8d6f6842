import type { Fn, Ir, Span, Stmt } from '../syntax/lower/ir';
import { within } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import { frameFn, fnsAround, indexOf, isBlock, type Def } from './codeIndex';
import { traitsOf } from './traits';

/** A variable, and all places that give it a value. */
export interface Variable {
  readonly name: string;
  /** The function that it belongs to; none for one of the module. */
  readonly owner: Fn | undefined;
  readonly defs: readonly Def[];
}

/** The variable that a name is at a place; undefined for one that the file does not set. */
export function variableAt(file: SyntaxFile, name: string, at: Ir): Variable | undefined {
  const all = indexOf(file).defs.get(name) ?? [];
  const fn = frameFn(file, at);
  const visible = all.filter((def) => def.declares && within(at, def.scope) && isSeen(file, def, fn, at));
  const inner = visible.reduce<Def | undefined>(
    (best, def) => (!best || def.scope.end - def.scope.start < best.scope.end - best.scope.start ? def : best),
    undefined,
  );
  const rest = all.filter((def) => !def.declares);
  if (!inner) return rest.length > 0 && rest.length === all.length ? { name, owner: undefined, defs: rest } : undefined;
  const own = visible.filter(({ scope }) => scope.start === inner.scope.start && scope.end === inner.scope.end);
  const others = rest.filter((def) => {
    if (!within(def.at, inner.scope) && inner.fn !== undefined) return false;
    const hidden = all.some(
      (each) =>
        each.declares &&
        each !== inner &&
        within(def.at, each.scope) &&
        each.scope.end - each.scope.start < inner.scope.end - inner.scope.start,
    );
    return !hidden;
  });
  return {
    name,
    owner: inner.kind === 'param' ? (inner.node as Fn) : inner.fn,
    defs: [...own, ...others].sort((a, b) => a.at.start - b.at.start),
  };
}

/** Ruby and PHP: a function does not see the variables around it. */
function isSeen(file: SyntaxFile, def: Def, fn: Fn | undefined, at: Ir): boolean {
  const { membersAreCalls, listsAreMaps } = traitsOf(file.language);
  if (membersAreCalls) return def.fn === fn || /^[A-Z$]/.test(def.name) || def.kind === 'param' || def.kind === 'class';
  if (!listsAreMaps || def.fn === fn || def.kind === 'fn' || def.kind === 'class' || def.kind === 'param') return true;
  // A closure may take it over with `use`.
  for (const around of fnsAround(file, at)) if (around === def.fn) return true;
  const code = fn === undefined ? [] : fn.body;
  return def.fn === undefined && code.some((each) => each.kind === 'jump' && each.how.startsWith('global') && each.how.includes(def.name));
}

/** Something that gives a value at a place of the code; a `sure` one replaces what was there before. */
export interface Change {
  readonly at: Span;
  readonly sure: boolean;
}

/** Changes that may have been the last ones where something is read; `start`: none may have. */
interface Reaching<C extends Change> {
  readonly changes: readonly C[];
  readonly start: boolean;
}

const DEEPEST = 120;

/**
 * The changes that reach a place in a function, or in the code of a file outside of functions.
 * @param changes in this code, also in functions inside it
 */
export function reaching<C extends Change>(file: SyntaxFile, owner: Fn | undefined, changes: readonly C[], at: Ir): Reaching<C> {
  // From the function that reads outward: what it surely sets itself hides what is set around it.
  const levels = [...fnsAround(file, at)].filter(
    (fn) => !isBlock(fn) && !isHandedOver(file, fn) && fn !== owner && (!owner || within(fn, owner)),
  );
  const found = new Set<C>();
  let rest = changes;
  for (const level of levels) {
    const inside = rest.filter((change) => within(change.at, level) && !isDeeper(file, level, change.at));
    rest = rest.filter((change) => !inside.includes(change));
    if (inside.length === 0) continue;
    const state = stateAt(level.body, inside, at);
    for (const change of state.changes) found.add(change);
    if (!state.start) return { changes: inOrder([...found]), start: false };
    // What it sets later may be there when it runs again.
    for (const change of inside) found.add(change);
  }
  const own = rest.filter((change) => !isDeeper(file, owner, change.at));
  // A function inside runs when it is called: all that the code around it sets may be there.
  const nowhere = { start: Number.MAX_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };
  const state = stateAt(owner ? owner.body : file.code, own, levels.length > 0 ? nowhere : at);
  const late = rest.filter((change) => !own.includes(change));
  return { changes: inOrder([...found, ...state.changes, ...late]), start: state.start };
}

function stateAt<C extends Change>(body: readonly Stmt[], changes: readonly C[], at: Span): State<C> {
  const walk = new Walk(changes, at);
  const left = walk.run(body, new State<C>([], true), 0);
  return walk.found ?? left ?? new State<C>(changes, true);
}

function inOrder<C extends Change>(changes: readonly C[]): C[] {
  return [...changes].sort((a, b) => a.at.start - b.at.start);
}

/** A function that is written as an argument: it most often runs there. */
function isHandedOver(file: SyntaxFile, fn: Fn): boolean {
  const parent = indexOf(file).parents.get(fn);
  return fn.name === '' && parent?.kind === 'call' && parent.callee !== fn;
}

/** Whether a change is in a function inside the owner, which runs when it is called. */
function isDeeper(file: SyntaxFile, owner: Fn | undefined, span: Span): boolean {
  const { fns } = indexOf(file);
  return fns.some((fn) => fn !== owner && within(span, fn) && (!owner || within(fn, owner)) && !isBlock(fn) && !isHandedOver(file, fn));
}

class State<C extends Change> {
  constructor(
    readonly changes: readonly C[],
    readonly start: boolean,
  ) {}

  with(change: C): State<C> {
    return change.sure ? new State([change], false) : new State([...this.changes.filter((each) => each !== change), change], this.start);
  }
}

function joined<C extends Change>(a: State<C> | undefined, b: State<C> | undefined): State<C> | undefined {
  if (!a || !b) return a ?? b;
  return new State([...new Set([...a.changes, ...b.changes])], a.start || b.start);
}

/** Goes through statements in the order in which they run; undefined: the code behind does not run. */
class Walk<C extends Change> {
  found: State<C> | undefined;
  private readonly breaks: (State<C> | undefined)[] = [];

  constructor(
    private readonly changes: readonly C[],
    private readonly at: Span,
  ) {}

  run(body: readonly Stmt[], from: State<C> | undefined, depth: number): State<C> | undefined {
    let state = from;
    for (const stmt of body) state = state && this.step(stmt, state, depth);
    return state;
  }

  /** What stands in an expression or a simple statement, in source order; the place that reads sees what ended before it. */
  private simple(node: Span, from: State<C>): State<C> {
    const inside = this.changes.filter(({ at }) => within(at, node)).sort((a, b) => a.at.end - b.at.end);
    const reads = within(this.at, node);
    if (reads) {
      const before = inside.filter(({ at }) => at.end <= this.at.start);
      this.found = joined(
        this.found,
        before.reduce<State<C>>((state, change) => state.with(change), from),
      );
    }
    return inside.reduce<State<C>>((state, change) => state.with(change), from);
  }

  private step(stmt: Stmt, from: State<C>, depth: number): State<C> | undefined {
    if (depth > DEEPEST) return this.simple(stmt, from);
    const next = depth + 1;
    switch (stmt.kind) {
      case 'block':
        return this.run(stmt.body, from, next);
      case 'return':
      case 'throw':
        this.simple(stmt, from);
        return undefined;
      case 'jump':
        if (/^(?:break|last|continue|next)\b/.test(stmt.how)) {
          if (this.breaks.length > 0) this.breaks[this.breaks.length - 1] = joined(this.breaks.at(-1), from);
          return undefined;
        }
        return from;
      case 'branch': {
        const asked = this.simple(stmt.condition, from);
        return joined(this.run(stmt.then, asked, next), stmt.otherwise ? this.run(stmt.otherwise, asked, next) : asked);
      }
      case 'switch': {
        const asked = stmt.of ? this.simple(stmt.of, from) : from;
        this.breaks.push(undefined);
        let before: State<C> | undefined;
        let all: State<C> | undefined;
        for (const each of stmt.cases) {
          for (const value of each.values) this.simple(value, asked);
          before = this.run(each.body, stmt.falls ? joined(asked, before) : asked, next);
          all = joined(all, before);
        }
        const out = joined(all, this.breaks.pop());
        return stmt.cases.some(({ values }) => values.length === 0) ? out : joined(out, asked);
      }
      case 'try': {
        const inside = this.changes.filter(({ at }) => stmt.body.some((each) => within(at, each)));
        const caught = joined(from, new State([...from.changes, ...inside], from.start));
        const tried = this.run(stmt.body, from, next);
        let out = tried;
        for (const each of stmt.catches) out = joined(out, this.run(each.body, caught, next));
        if (!stmt.last) return out;
        const last = this.run(stmt.last, joined(out, caught), next);
        return out && last ? this.run(stmt.last, out, next) : undefined;
      }
      case 'loop': {
        const begun = this.run(stmt.init ?? [], stmt.over ? this.simple(stmt.over, from) : from, next) ?? from;
        this.breaks.push(undefined);
        let state: State<C> = begun;
        // Twice: what the body sets is there at its next turn.
        for (let turn = 0; turn < 2; turn += 1) {
          const asked = stmt.condition ? this.simple(stmt.condition, state) : state;
          const head = this.changes.find(({ at }) => stmt.target && at.start === stmt.start && at.end === stmt.target.end);
          const after = this.run(stmt.body, head ? asked.with(head) : asked, next);
          const again = this.run(stmt.update ?? [], joined(after, this.breaks.at(-1)), next);
          state = joined(state, again) ?? state;
        }
        return joined(state, this.breaks.pop());
      }
      case 'fn':
        // It is known from the beginning, and runs elsewhere.
        if (within(this.at, stmt)) this.found = joined(this.found, this.insideFn(stmt, from));
        return this.simple({ start: stmt.start, end: stmt.start }, from);
      case 'class': {
        let state: State<C> | undefined = from;
        for (const member of stmt.members) state = state && this.step(member, state, next);
        return state;
      }
      case 'do':
      case 'assign':
        return this.simple(stmt, from);
    }
  }

  private insideFn(fn: Fn, from: State<C>): State<C> {
    return this.changes
      .filter(({ at }) => within(at, fn) && at.end <= this.at.start)
      .reduce<State<C>>((state, change) => state.with(change), from);
  }
}
