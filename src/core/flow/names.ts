import type { Assign, Expr, Fn, Ir, Span } from '../syntax/lower/ir';
import { isOnlyStatement } from '../syntax/lower/ir';
import type { SyntaxFile } from '../syntax/syntax';
import { lineOf, within } from '../syntax/lower/places';
import { only } from '../only';
import type { OriginEnd, OriginStep } from './originSteps';
import { ofParameter, ofReturns } from './calls';
import { branchOf, changesOf, joined, lackingPut, type PathChange } from './changes';
import { calledName, fnsAround, indexOf, type Def } from './codeIndex';
import { ofField, ofSelf } from './fields';
import { asks, isErrorChecked } from './guards';
import { classNamed, exportOf, filesLike, importOf, moduleOf, namedAt, ownClass, SELF, type Exported } from './program';
import { reaching, variableAt, type Variable } from './variables';
import { after, ended, key, located, placeOf, stop, unknown, written, type FlowWalk } from './walk';
import { textOf, type At, type Path, type Selector, type Way } from './way';
import { traitsOf } from './traits';

const NOTHING = /^(?:undefined|None|nil|null|NULL|nullptr)$/;

/** A name: a variable, a parameter, a field, or what another module exports. */
export function ofName(walk: FlowWalk, expr: Extract<Expr, { kind: 'name' }>, path: Path, at: At, hops: number): Way[] {
  const { name } = expr;
  if (NOTHING.test(name)) {
    if (path.length > 0) return [];
    return [ended({ kind: 'literal', ...placeOf(at, expr), name: undefined, value: name }, expr, path, at)];
  }
  if (SELF.test(name)) return ofSelf(walk, expr, path, at, hops);
  const own = /^@{1,2}(\w+)$/.exec(name)?.[1];
  if (own !== undefined) return ofField(walk, expr, own, path, at, hops);
  const variable = variableAt(at.file, name, expr);
  const exported = variable?.owner ? undefined : importOf(walk.program, at.file, name);
  if (exported) return ofExported(walk, exported, name, expr, path, at, hops);
  if (!variable) return ofUnset(walk, expr, path, at, hops);
  return ofVariable(walk, at.file, variable, expr, path, at, hops);
}

/** A value that another module exports. */
export function ofExported(
  walk: FlowWalk,
  { file, variable, value, named }: Exported,
  name: string,
  expr: Expr,
  path: Path,
  at: At,
  hops: number,
): Way[] {
  const there = located(walk.program, file, file.code[0] ?? expr, at);
  if (value) {
    const put = path.length > 0 ? changesOutside(walk, file, (found) => found.value === value, path, hops) : [];
    const ways = joined(walk.follow(value, path, { file: there.file }, hops), put, path, file);
    const isPlain = value.kind === 'map' || value.kind === 'name' || expr.kind !== 'member';
    return isPlain
      ? ways
      : after({ kind: 'written', ...placeOf({ file }, value), expression: written(at, expr), value: written({ file }, value) }, ways);
  }
  if (variable === undefined) {
    const [first, ...rest] = path;
    // The module itself: a member is what it exports.
    const member = first?.kind === 'key' ? exportOf(walk.program, file, first.key) : undefined;
    return member ? ofExported(walk, member, name, expr, rest, at, hops) : [unknown(expr, path, at)];
  }
  if (named)
    return [
      path.length > 0
        ? unknown(expr, path, at)
        : named.kind === 'fn'
          ? stop(named.fn.fn, path, { file: named.fn.file })
          : stop(expr, path, at),
    ];
  const at0 = file.code[0];
  const whole = at0 && variableOfModule(file, variable);
  if (!whole) return [unknown(expr, path, at)];
  // What the importing files put in is there, too.
  const outside = path.length > 0 ? changesOutside(walk, file, (found) => found.variable === variable, path, hops) : [];
  const ways = joined(ofVariable(walk, file, whole, undefined, path, { file }, hops), outside, path, file);
  return [...ways, ...setOutside(walk, file, variable, path, hops)];
}

/** What other files put into a part of what a module exports. */
function changesOutside(walk: FlowWalk, file: SyntaxFile, isIt: (found: Exported) => boolean, path: Path, hops: number): PathChange[] {
  const { program } = walk;
  return filesLike(program, file.language).flatMap((each) =>
    each === file
      ? []
      : each.imports.flatMap(({ local }) => {
          const found = local === '' ? undefined : importOf(program, each, local);
          return found?.file === file && isIt(found) ? changesOf(walk, each, local, undefined, path, { file: each }, hops) : [];
        }),
  );
}

/** Assignments to a variable of a module from outside: `config.DAYS = 0`. */
function setOutside(walk: FlowWalk, file: SyntaxFile, variable: string, path: Path, hops: number): Way[] {
  return filesLike(walk.program, file.language).flatMap((each) =>
    each === file
      ? []
      : indexOf(each).sets.flatMap((set): Way[] => {
          const { target, value } = set;
          if (!value || target.kind !== 'member' || target.name !== variable || target.of.kind !== 'name') return [];
          if (moduleOf(walk.program, each, target.of.name) !== file) return [];
          const there = located(walk.program, each, set);
          return after(
            { kind: 'assigned', ...placeOf(there, set), name: written(there, target), value: written(there, value) },
            walk.follow(value, path, there, hops),
          );
        }),
  );
}

function variableOfModule(file: SyntaxFile, name: string): Variable | undefined {
  const defs = (indexOf(file).defs.get(name) ?? []).filter((def) => def.fn === undefined || !def.declares);
  return defs.length > 0 ? { name, owner: undefined, defs } : undefined;
}

/** A definition, or a part that is put into what a name holds. */
type Given = { readonly at: Span; readonly sure: boolean; readonly def?: Def; readonly change?: PathChange };

/** @param read where it is read; none for the end of the module */
function ofVariable(walk: FlowWalk, file: SyntaxFile, variable: Variable, read: Expr | undefined, path: Path, at: At, hops: number): Way[] {
  const { defs, owner, name } = variable;
  const inPlace = defs.filter(({ kind }) => kind === 'assign' || kind === 'loop');
  const fixed = defs.filter(({ kind }) => kind !== 'assign' && kind !== 'loop');
  const changes = path.length > 0 ? changesOf(walk, file, name, variable, path, at, hops) : [];
  const given: Given[] = [
    ...inPlace.map((def) => ({ at: def.at, sure: !isCompound(def) && runsHere(file, owner, def.node, read), def })),
    ...changes.map((change) => ({ at: change.at, sure: change.sure, change })),
  ];
  const end: Ir = { start: file.text.length, end: file.text.length, kind: 'opaque', parts: [] };
  const reached = reaching(file, owner, given, read ?? end);
  const where = (node: Ir): At =>
    at.file === file && at.entered
      ? { file, entered: at.entered, ...(at.frame !== undefined && { frame: at.frame }) }
      : at.file === file && read
        ? at
        : located(walk.program, file, node, at);
  const unless =
    path.length === 0
      ? unlessAssigned(
          file,
          reached.changes.flatMap(({ def }) => def ?? []),
          name,
        )
      : undefined;
  if (unless) return [ended(unless, unless.expr, path, at), ...ofDef(walk, unless.def, path, where(unless.def.node), hops)];
  const ways = reached.changes.flatMap(({ def }) => (def ? ofDef(walk, def, path, where(def.node), hops) : []));
  const put = reached.changes.flatMap(({ change }) => change ?? []);
  const begins = reached.start || inPlace.length === 0 ? fixed.flatMap((def) => ofFixed(walk, def, path, where(def.node), hops)) : [];
  const expr = read ?? end;
  if (ways.length + begins.length + put.length === 0)
    return path.length > 0 && given.length > 0 && changes.length === 0 ? [] : [unknown(isOnlyStatement(expr) ? end : expr, path, at)];
  const keys = (asked: Path): PathChange[] => changesOf(walk, file, name, variable, asked, at, hops);
  return lackingPut(walk, joined([...begins, ...ways], put, path, file), path, keys);
}

/** A variable that begins with nothing, and that one branch alone gives a value. */
function unlessAssigned(
  file: SyntaxFile,
  defs: readonly Def[],
  name: string,
): (Extract<OriginEnd, { kind: 'uninitialised' }> & { expr: Expr; def: Def }) | undefined {
  const [first, second] = defs;
  if (!first || !second || defs.length !== 2 || first.node.kind !== 'assign' || second.node.kind !== 'assign') return undefined;
  const { value, target, type } = first.node;
  const isEmpty =
    value === undefined
      ? first.node.operator === '=' && !traitsOf(file.language).readsOnlySet
      : (value.kind === 'literal' && value.of === 'nothing') || (value.kind === 'name' && NOTHING.test(value.name));
  if (!isEmpty || target.kind !== 'name' || second.target?.kind !== 'name' || !second.node.value || second.node.operator !== '=')
    return undefined;
  const branch = branchOf(file, second.node);
  if (!branch || within(first.node, branch)) return undefined;
  // `if best is None or …` holds at first: the loop around it may have had no turn.
  const isMet = asks(file, branch.condition, name, branch.not === true);
  const loop = isMet ? loopAround(file, second.node, first.node) : undefined;
  if (isMet && !loop?.over) return undefined;
  const decides = loop?.over ?? branch.condition;
  const begins = value ? written({ file }, value) : (type ?? traitsOf(file.language).nothing);
  const place = placeOf({ file }, first.at);
  return {
    kind: 'uninitialised',
    ...place,
    name,
    type: begins,
    condition: { line: lineOf(file, decides.start), text: textOf({ file }, decides), ...(loop && { loop: true as const }) },
    expr: value ?? target,
    def: second,
  };
}

/** The innermost loop around a node that another one stands before. */
function loopAround(file: SyntaxFile, node: Ir, before: Ir): Extract<Ir, { kind: 'loop' }> | undefined {
  const { parents } = indexOf(file);
  for (let at = parents.get(node); at && at.kind !== 'fn'; at = parents.get(at))
    if (at.kind === 'loop') return within(before, at) ? undefined : at;
  return undefined;
}

/** Whether code surely runs where it stands: not in a function that a call may run, or may not. */
function runsHere(file: SyntaxFile, owner: Fn | undefined, node: Ir, read: Expr | undefined): boolean {
  for (const fn of fnsAround(file, node)) {
    if (fn === owner) return true;
    if (!read || !within(read, fn)) return false;
  }
  return true;
}

function isCompound({ node }: Def): boolean {
  return node.kind === 'assign' && (node.operator !== '=' || (node.declares === undefined && false));
}

/** What an assignment or a loop gives a name. */
function ofDef(walk: FlowWalk, def: Def, path: Path, at: At, hops: number): Way[] {
  const { node, name } = def;
  const place = placeOf(at, def.at);
  if (node.kind === 'loop') return ofLoop(walk, def, path, at, hops);
  const assign = node as Assign;
  const { value, operator, target } = assign;
  if (assign.declares === 'out') return ofOut(assign, path, at);
  if (!value) {
    if (operator !== '=') return [stop(target, path, at)];
    if (path.length > 0) return [];
    // Java and C# read no variable that may not be set.
    if (!traitsOf(at.file.language).startsEmpty) return [unknown(target, path, at)];
    return [ended({ kind: 'uninitialised', ...place, name, type: assign.type ?? '' }, target, path, at)];
  }
  if (operator !== '=' && !/^(?:\?\?|\|\|)=$/.test(operator)) {
    // `total += price` is never missing; of a list both sides are there.
    return operator === '+=' && path.length > 0 ? walk.follow(value, path, at, hops) : [stop(assign, path, at)];
  }
  const inner = isWithOk(target, value, at) ? okPart(target, name) : partIn(walk, target, name, written(at, value), at, hops);
  if (!inner) return [unknown(value, path, at)];
  const whole = [...inner.path, ...path];
  const state = ofState(walk, value, target, inner.path, path, at, hops);
  if (state) return state;
  if (value.kind === 'literal' && value.of === 'nothing')
    return whole.length > 0 ? [] : [ended({ kind: 'literal', ...place, name, value: written(at, value) }, value, path, at)];
  const step: OriginStep = { kind: 'assigned', ...place, name, value: written(at, value) };
  const given = walk.follow(value, whole, at, hops);
  const ways = isErrorChecked(at.file, assign)
    ? given.filter(({ end }) => !end || (value.kind === 'call' && !(end.kind === 'returnsNothing' && end.withError)))
    : given;
  // A default in the pattern takes the place of what is missing.
  const kept = inner.fallback ? [...ways.filter(({ end }) => !end), ...walk.follow(inner.fallback, path, at, hops)] : ways;
  return after(step, kept);
}

/** C#: what a call gives through its argument: `rates.TryGetValue(key, out var rate)`. */
function ofOut(assign: Assign, path: Path, at: At): Way[] {
  const call = indexOf(at.file).parents.get(assign);
  const expr = call?.kind === 'call' ? call : assign;
  if (path.length > 0 || call?.kind !== 'call' || !/^Try(?:Get|Parse|Pop|Peek|Dequeue)/.test(calledName(call)))
    return [unknown(expr, path, at)];
  const note = 'leaves it null where it finds nothing';
  return [ended({ kind: 'lookup', ...placeOf(at, call), expression: written(at, call), note }, expr, path, at)];
}

/** Go: `value, ok := all[key]` */
function isWithOk(target: Expr, value: Expr, { file }: At): boolean {
  return (
    traitsOf(file.language).severalResults === true &&
    target.kind === 'list' &&
    target.elements.length === 2 &&
    value.kind !== 'call' &&
    value.kind !== 'list'
  );
}

function okPart(target: Expr, name: string): { path: Selector[]; fallback?: Expr } | undefined {
  const [first] = target.kind === 'list' ? target.elements : [];
  return first?.kind === 'name' && first.name === name ? { path: [] } : undefined;
}

/** React: `const [user, setUser] = useState({})`: what it begins with, and what its setter is called with. */
function ofState(walk: FlowWalk, value: Expr, target: Expr, inner: Path, path: Path, at: At, hops: number): Way[] | undefined {
  const [first] = inner;
  if (value.kind !== 'call' || calledName(value) !== 'useState' || first?.kind !== 'key' || first.key !== '0' || target.kind !== 'list')
    return undefined;
  const [own, setter] = target.elements;
  const rest = [...inner.slice(1), ...path];
  const begins = value.args[0]?.value;
  const name = own ? written(at, own) : '';
  const from = begins && begins.kind !== 'fn' ? walk.follow(begins, rest, at, hops) : [];
  const calls = setter?.kind === 'name' ? (indexOf(at.file).calls.get(setter.name) ?? []) : [];
  const later = calls.flatMap((call): Way[] => {
    const given = call.args[0]?.value;
    const step: OriginStep = { kind: 'state', ...placeOf(at, call), name, call: written(at, call) };
    return given && given.kind !== 'fn' ? after(step, walk.follow(given, rest, at, hops)) : [unknown(call, rest, at)];
  });
  if (!begins)
    return rest.length > 0 ? later : [ended({ kind: 'uninitialised', ...placeOf(at, value), name, type: '' }, value, rest, at), ...later];
  return [...from, ...later];
}

/** Where in a value a name of a pattern is, and what it is where that is missing. */
export function partIn(
  walk: FlowWalk,
  target: Expr,
  name: string,
  of: string,
  at: At,
  hops: number,
): { path: Selector[]; fallback?: Expr } | undefined {
  switch (target.kind) {
    case 'name':
      return target.name === name ? { path: [] } : undefined;
    case 'same': {
      // `...rest`, `*rest`
      const inner = partIn(walk, target.of, name, of, at, hops);
      return inner && target.how !== 'spread' ? inner : undefined;
    }
    case 'choice': {
      const inner = partIn(walk, target.options[0]!, name, of, at, hops);
      return inner && { ...inner, fallback: target.options[1]! };
    }
    case 'list': {
      for (const [index, element] of target.elements.entries()) {
        const inner = partIn(walk, element, name, of, at, hops);
        if (!inner) continue;
        const before = target.elements.slice(0, index).some((each) => each.kind === 'same' && each.how === 'spread');
        return before
          ? { ...inner, path: [{ kind: 'each', of }, ...inner.path] }
          : { ...inner, path: [key(String(index), of), ...inner.path] };
      }
      return undefined;
    }
    case 'map': {
      for (const { key: own, value } of target.entries) {
        const inner = partIn(walk, value, name, of, at, hops);
        if (!inner) continue;
        return own?.kind === 'literal' ? { ...inner, path: [key(own.value, of), ...inner.path] } : undefined;
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

/** An element of what a loop goes through. */
function ofLoop(walk: FlowWalk, { node, name }: Def, path: Path, at: At, hops: number): Way[] {
  if (node.kind !== 'loop' || !node.over || !node.target) return [];
  const { over, target, how } = node;
  return ofElement(walk, { name, target, over, keys: how === 'keys' }, path, at, hops);
}

/** A name that is an element of a collection, or a part of one. */
export function ofElement(
  walk: FlowWalk,
  { name, target, over, keys = false }: { name: string; target: Expr; over: Expr; keys?: boolean },
  path: Path,
  at: At,
  hops: number,
): Way[] {
  const of = written(at, over);
  const stepTo = (path: Path): OriginStep => ({ kind: 'element', ...placeOf(at, target), name, of, ...partOfPath(path) });
  const pair = pairOf(target, at);
  if (pair) {
    const isKey = nameIn(pair[0]) === name;
    const side = isKey ? pair[0] : pair[1];
    const inner = partIn(walk, side, name, of, at, hops);
    if (!inner) return [unknown(over, path, at)];
    const first: Selector = { kind: isKey ? 'keyOf' : 'any', of };
    return after(stepTo(inner.path), walk.follow(over, [first, ...inner.path, ...path], at, hops));
  }
  const inner = partIn(walk, target, name, of, at, hops);
  if (!inner) return [unknown(over, path, at)];
  const first: Selector = { kind: keys ? 'keyOf' : traitsOf(at.file.language).listsAreMaps ? 'any' : 'each', of };
  return after(stepTo(inner.path), walk.follow(over, [first, ...inner.path, ...path], at, hops));
}

/** The keys of a pattern's part. */
function partOfPath(path: Path): { part?: string } {
  const part = path.flatMap((selector) => (selector.kind === 'key' ? [selector.key] : [])).join('.');
  return part ? { part } : {};
}

/** Languages whose loops give a key with each value: `foreach ($all as $key => $value)`, `for i, v := range all`. */
function pairOf(target: Expr, { file }: At): readonly [Expr, Expr] | undefined {
  if (target.kind !== 'list' || target.elements.length !== 2 || !traitsOf(file.language).pairLoops) return undefined;
  return target.of === 'tuple' ? [target.elements[0]!, target.elements[1]!] : undefined;
}

function nameIn(target: Expr): string | undefined {
  return target.kind === 'name' ? target.name : undefined;
}

/** A parameter, a name of a comprehension, what a function or a class is called. */
function ofFixed(walk: FlowWalk, def: Def, path: Path, at: At, hops: number): Way[] {
  const { node, name, target } = def;
  switch (def.kind) {
    case 'param':
      return ofParameter(walk, def, path, at, hops);
    case 'each': {
      if (node.kind !== 'each' || !target) return [];
      const loop = node.loops.find((each) => each.target === target)!;
      return ofElement(walk, { name, target, over: loop.over }, path, at, hops);
    }
    case 'fn':
    case 'class': {
      const expr: Expr = node.kind === 'fn' ? node : { start: node.start, end: node.start, kind: 'opaque', parts: [] };
      return [path.length === 0 ? stop(expr, path, at) : unknown(expr, path, at)];
    }
    default:
      return [unknown({ start: node.start, end: node.start, kind: 'opaque', parts: [] }, path, at)];
  }
}

/** A name that the file does not set. */
function ofUnset(walk: FlowWalk, expr: Extract<Expr, { kind: 'name' }>, path: Path, at: At, hops: number): Way[] {
  const { name } = expr;
  const filled = filledBy(expr, at);
  if (filled) return [{ ...unknown(expr, path, at), steps: [filled] }];
  if (moduleOf(walk.program, at.file, name) || classNamed(walk.program, name, at.file))
    return [path.length === 0 ? stop(expr, path, at) : unknown(expr, path, at)];
  // Ruby: a call without brackets.
  const named = traitsOf(at.file.language).membersAreCalls ? namedAt(walk.program, at.file, expr) : undefined;
  if (named?.kind === 'fn') return ofReturns(walk, named.fn, path, { fn: named.fn.fn, args: [], call: expr, at }, hops);
  // Java, C#, C++, Ruby: a field or a method of the class without its object.
  const { plainMembers, membersAreCalls } = traitsOf(at.file.language);
  if ((plainMembers || membersAreCalls) && /^[A-Za-z_]\w*$/.test(name) && ownClass(at.file, expr))
    return ofField(walk, expr, name, path, at, hops);
  const global = globalVariable(walk, name, at);
  if (global) return ofExported(walk, global, name, expr, path, at, hops);
  // Nothing declares it, but the file may put something into it.
  const put = path.length > 0 ? changesOf(walk, at.file, name, undefined, path, at, hops) : [];
  return [...put.flatMap((change) => change.ways()), unknown(expr, path, at)];
}

/** Go, Rust, Kotlin, C++: a variable that is declared in another file, outside of functions. */
function globalVariable({ program }: FlowWalk, name: string, { file }: At): Exported | undefined {
  if (!traitsOf(file.language).globals) return undefined;
  const own = name.slice(name.lastIndexOf(':') + 1);
  const found = filesLike(program, file.language).filter((each) =>
    (indexOf(each).defs.get(own) ?? []).some(({ fn, kind }) => fn === undefined && kind === 'assign'),
  );
  const one = only(found);
  return one && { file: one, variable: own };
}

/** PHP: a name that is only defined by the call before that fills it: `parse_str($query, $form)`. */
function filledBy({ name, start }: Extract<Expr, { kind: 'name' }>, at: At): OriginStep | undefined {
  if (!traitsOf(at.file.language).listsAreMaps) return undefined;
  const call = indexOf(at.file).allCalls.find(
    (each) => each.end <= start && each.args.some(({ value }) => value.kind === 'name' && value.name === name),
  );
  return call && { kind: 'assigned', ...placeOf(at, call), name, value: written(at, call), fills: true };
}
